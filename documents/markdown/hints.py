"""What an action's own words say about owner, ticket, due date, priority and progress.

Each row of `HINTS` is one way to say it; what only says that is no part of the title.
"""

import re
from collections.abc import Mapping
from datetime import date

from documents.markdown.titles import NO_KEYS
from states.values import value

_TICKET = r"(?P<it>[A-Z][A-Z0-9]{1,9}-\d{1,8}|(?:[\w.-]+/[\w.-]+)?#\d{1,8})"
_DAY = r"(?P<it>\d{4}-\d{2}-\d{2})(?!\d)"
_NAME = r"(?P<it>@?\w[^,;:()\[\]|\n@]{0,60}?)"
_STATES = (
    r"(?P<it>done|completed?|closed|fixed|shipped|in progress|wip|started|open|not started"
    r"|won['’]?t fix|cancell?ed)"
)
_DUE = r"(?:due(?:\s+date)?|by|until|before|deadline|eta|target(?:\s+date)?)"
_CALLED = r"ticket|jira|issue|bug|tracked\s+(?:in|as|by)"
_OWNING = r"owners?|assignee|dri|responsible|assigned"
_END = r"\s*(?:[)\]]|(?=[,;|\n])|$)"

# fmt: off
HINTS = (
    #  about       a way to say it
    ("state",      r"^\[(?P<it>[xX])\]\s*"),
    ("nothing",    r"^\[(?P<it> )\]\s*"),
    ("state",      r"^(?P<it>✅|☑️?|✔️?)\s*"),
    ("state",      rf"[(\[]\s*(?i:{_STATES})\s*[)\]]"),
    ("priority",   r"[(\[]\s*(?P<it>P\d)\s*[)\]]"),
    ("priority",   r"^(?P<it>P\d)\b\s*[:–—-]?\s*"),
    ("priority",   rf"[(\[]?\b(?i:prio(?:rity)?)\s*[:=]\s*(?P<it>\w+){_END}"),
    ("due",        rf"[(\[]?\b(?i:{_DUE})\s*(?i:on|by)?\s*[:=]?\s*{_DAY}\s*[)\]]?"),
    ("due",        rf"[(\[]\s*{_DAY}\s*[)\]]"),
    ("ticket",     rf"[(\[]?\b(?i:{_CALLED})\s*[:=]?\s*{_TICKET}\s*[)\]]?"),
    ("ticket",     rf"[(\[]\s*{_TICKET}\s*[)\]]"),
    ("ticket",     rf"^{_TICKET}(?:\s*[:–—-]\s*|\s+)"),
    ("ticket",     rf"(?:\s+[–—-])?\s+{_TICKET}$"),
    ("owner",      rf"[(\[]?\b(?i:{_OWNING})\s*[:=]\s*{_NAME}{_END}"),
    ("owner",      rf"[(\[]\s*(?i:assigned\s+to|owned\s+by|owner)\s+{_NAME}\s*[)\]]"),
    ("owner",      r"[(\[]\s*(?P<it>@\w[\w.-]*)\s*[)\]]"),
    ("owner",      r"(?:^|(?<=\s))(?P<it>@\w[\w.-]*)(?=\s*(?:$|[:,;–—-]))"),
)
# fmt: on

_HINTS = tuple((about, re.compile(pattern)) for about, pattern in HINTS)
_TRAILING = " \t,;:|–—-"


@value
class Hints:
    """A title, and the values found in it by what they are about."""

    title: str
    said: Mapping[str, tuple[str, ...]]

    def first(self, about: str) -> str:
        """Return the first value said about something, or an empty text."""
        return next(iter(self.said.get(about, ())), "")


def hints_in(text: str) -> Hints:
    """Take out of an action's text what says something else than what to do."""
    said: dict[str, tuple[str, ...]] = {}
    left = text
    for about, pattern in _HINTS:
        found = [one for one in pattern.finditer(left) if _is_good(about, one["it"])]
        said[about] = (*said.get(about, ()), *(one["it"].strip() for one in found))
        for one in reversed(found):
            left = left[: one.start()] + left[one.end() :]
    title = re.sub(r"\(\s*[,;]*\s*\)|\[\s*\]", "", left)
    return Hints(title.strip(_TRAILING) or text.strip(), said)


def day_for(text: str) -> date | None:
    """Read a date written as 2026-03-01."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _is_good(about: str, it: str) -> bool:
    if about == "ticket":
        return not it.startswith(NO_KEYS)
    return about != "due" or day_for(it) is not None
