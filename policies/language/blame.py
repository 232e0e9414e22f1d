"""Conditions, not culprits: a scope rule for sentences that make a person the cause (R31).

A person of the directory, or a role word, may not be the one who acts in a contributing
factor. Who was told, given or kept from something was acted upon, and may stand. Everything
it finds is a suggestion: it shows another wording, and a facilitator may acknowledge the old.
"""

import re
from itertools import islice
from typing import NamedTuple

from states.people import Directory, PartyKind

Roster = frozenset[str]
"""Names as they stand in a text: ids, and each word of a name."""


class Blame(NamedTuple):
    """Whom a sentence makes the cause, and how it could be said of the system."""

    culprit: str
    rewrite: str


_FORGOT = (
    "forg[eo]t|miss(ed|es)|overlook|neglect|skip|omit|(did not|didn['’]t) (remember|check|notice)"
)
_DID_NOT_KNOW = (
    "(was|were) (unaware|not aware)|misunderst|misread|assum|thought|"
    "(did not|didn['’]t) (know|reali[sz]e|understand)"
)

# fmt: off
REWRITES = (
    #  when a person   it is said of the system
    (_FORGOT,          "it depended on memory, and nothing reminded: someone {deed}"),
    (_DID_NOT_KNOW,    "what mattered was not visible at that moment: someone {deed}"),
    ("",               "the system let it through without a stop or a warning: someone {deed}"),
)

PHRASES = (
    "(human|operator|user|pilot) error",
    "fault of",
    "to blame",
    "careless(ly|ness)?",
    "negligen(t|ce)",
    "incompeten(t|ce)",
    "lack of (attention|discipline|diligence)",
    "should have (known|checked|noticed|been more careful)",
)
# fmt: on

INSTEAD = "say what made it easy to happen, and what could have caught it"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROLES = _words(
    "engineer engineers operator operators developer developers dev devs admin admins "
    "administrator administrators sysadmin sysadmins dba dbas sre sres on-call oncall responder "
    "responders commander intern contractor reviewer reviewers author colleague someone somebody"
)
_ARTICLES = _words("the a an our one some another this that each every")
_MODIFIERS = _words("on-call oncall junior senior new lead duty responding")
_GUILT = _words("mistake mistakes error errors fault negligence carelessness oversight")
_IRREGULAR = _words(
    "did didn't forgot broke brought built chose cut gave hit let lost made meant misread overrode "
    "ran sent set shut took thought went wrote was were wasn't weren't "
    "skips ignores forgets misses overlooks breaks neglects"
)

_CLAUSES = re.compile(
    r"[.!?;:](?:\s+|$)|\n|,\s|\b(?:because|when|after|since|although|but|and then)\b"
)
_WORD = re.compile(r"[\w@](?:[\w@.'’-]*\w)?")
# Between whoever acts and what they do: `on duty`, `of the platform team`, `then`, `never`.
_BETWEEN = re.compile(
    r"(?:\s+(?:on (?:call|duty|shift)|(?:of|from|in) the [\w-]+(?: team)?|who|then|also|never|"
    r"simply|just|often|had|has|\w+ly))*\s+"
)
_ACTED_UPON = re.compile(
    r"(?:(?:was|were|wasn['’]t|weren['’]t)\s+(?:not |never |only |also |already |still )?"
    r"(?:\w+ed|\w+en|told|shown|sent|kept|left|taught|made|on|in|at|off|away|alone|able|unable)"
    r"|(?:did not|didn['’]t) (?:have|get|receive|see)"
    r"|noticed|reported|escalated|received|needed|lacked|relied|depended|expected|waited"
    r"|followed|owned|acknowledged|responded|joined)\b",
    re.IGNORECASE,
)
_PHRASES = re.compile(rf"\b(?:{'|'.join(PHRASES)})\b", re.IGNORECASE)

WORDS = (ROLES, _ARTICLES, _MODIFIERS, _GUILT, _IRREGULAR)
PATTERNS = (_CLAUSES, _WORD, _BETWEEN, _ACTED_UPON)


def roster_of(people: Directory) -> Roster:
    """List the names by which a text may mean a person of the directory."""
    return frozenset(
        word
        for person in people.people.values()
        if person.kind is PartyKind.PERSON
        for word in (person.id, *person.name.split())
        if len(word) > 1
    )


def blame_in(text: str, roster: Roster) -> Blame | None:
    """Find the first place where `text` makes a person the cause; None where it does not."""
    for clause in _CLAUSES.split(text):
        if found := _actor(clause, roster):
            return found
    phrase = _PHRASES.search(text)
    return Blame(phrase[0], INSTEAD) if phrase else None


def _actor(clause: str, roster: Roster) -> Blame | None:
    culprit, rest = _subject(clause, roster)
    if culprit.endswith(("'s", "’s")):
        guilt = _WORD.search(rest)
        return Blame(f"{culprit} {guilt[0]}", INSTEAD) if guilt and guilt[0] in _GUILT else None
    between = _BETWEEN.match(rest)
    deed = rest[between.end() :].strip() if culprit and between else ""
    if not between or not _is_deed(deed):
        return None
    linked = "who " if " who" in between[0] else ""
    return Blame(culprit, _rewritten(deed, linked))


def _subject(clause: str, roster: Roster) -> tuple[str, str]:
    """Split off the person at the head of a clause: `Ana`, `The junior payments engineer`."""
    words = [*islice(_WORD.finditer(clause), 5)]
    after_article = bool(words) and words[0][0].lower() in _ARTICLES
    candidates = words[1:4] if after_article else words[:2]
    following = [*words[words.index(candidates[0]) + 1 :], None] if candidates else []
    for word, after in zip(candidates, following, strict=False):
        is_person = _is_person(word[0], roster)
        if is_person and not (after and _is_person(after[0], roster)):
            return clause[words[0].start() : word.end()], clause[word.end() :]
        leads_on = after_article or is_person or word[0].lower() in _MODIFIERS
        if _is_verb(word[0]) or not leads_on:
            break
    return "", clause


def _is_person(word: str, roster: Roster) -> bool:
    plain = word.removesuffix("'s").removesuffix("’s")
    return plain in roster or plain.lower() in ROLES


def _is_verb(word: str) -> bool:
    plain = word.lower().replace("’", "'")
    return plain in _IRREGULAR or plain.endswith("ed")


def _is_deed(words: str) -> bool:
    verb = _WORD.match(words)
    return verb is not None and _is_verb(verb[0]) and not _ACTED_UPON.match(words)


def _rewritten(deed: str, linked: str) -> str:
    fitting = (said for done, said in REWRITES if re.match(done, deed, re.IGNORECASE))
    return next(fitting).format(deed=linked + deed)
