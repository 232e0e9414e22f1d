"""Words that sound like a plan and commit to nothing, and what would make them one (R44)."""

import re
from typing import NamedTuple


class Vague(NamedTuple):
    """A phrase that was found, and what it leaves open."""

    phrase: str
    lacking: str


# fmt: off
VAGUE = (
    #  what is left open                              by a title that begins with
    ("which number moves, from what to what",         "improve|enhance|optimi[sz]e|strengthen"),
    ("which signal, and at what value who is called", "monitor|watch|observe"),
    ("which signal, and at what value who is called", "(add|more) (more )?(monitoring|alert)"),
    ("which one, and what it shows",                  "(add|more) (more )?(log|logging|metric)"),
    ("which case, and what it proves",                "(add|more) (more )?test"),
    ("which question is answered, and where",         "investigate|look into|explore|analy[sz]e"),
    ("what is decided, and by whom",                  "consider|discuss|evaluate|review|revisit"),
    ("what makes it so without anyone remembering",   "ensure|make sure|try to|be more|remember"),
    ("who can do what afterwards",                    "raise awareness|communicate|educate|train"),
    ("what is different, and for whom",               "clean ?up|refactor|harden|tidy"),
    ("which page, and who finds it when needed",      "(update|write|add) (the )?doc(umentation)?"),
)
# fmt: on

_OPENING = re.compile(r"(?:we (?:should|need to|must)|please|to)\s+", re.IGNORECASE)
# What follows such a verb as a question says what is answered.
_ASKED = r"\s+(?:if|whether|why|how|which|what|when|where|who|using)\b"
_BY_BEGINNING = tuple(
    (re.compile(rf"(?:{begins})(?:s|ing)?\b(?!{_ASKED})", re.IGNORECASE), lacking)
    for lacking, begins in VAGUE
)

# A number, or a name as code has it, says how much or where.
_CONCRETE = re.compile(r"\d|`[^`]+`|\w[/_]\w")

PATTERNS = (_OPENING, _CONCRETE, *(one for one, _ in _BY_BEGINNING))


def vague_in(title: str) -> Vague | None:
    """Find the phrase that makes `title` vague; None where it is specific enough."""
    if _CONCRETE.search(title):
        return None
    plain = title.strip()
    opening = _OPENING.match(plain)
    start = opening.end() if opening else 0
    found = ((pattern.match(plain, start), lacking) for pattern, lacking in _BY_BEGINNING)
    return next((Vague(match[0], lacking) for match, lacking in found if match), None)
