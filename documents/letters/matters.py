"""What a letter is about: matters, each once, in the order in which they are read.

A matter is one deadline of one incident. Whatever a person wrote stays on its own line, behind
words of ours, so that no title can pass for a header or a command.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby

from states.due import moment_told, retold
from states.messages import ahead
from states.record.deadlines import DeadlineKind, Notice
from states.rewording import overtaken
from states.values import value

LATE = timedelta(minutes=10)
"""A notice that is later than that says so."""

QUESTION = DeadlineKind.CONSENT.value
KINDS = frozenset(kind.value for kind in DeadlineKind) - {QUESTION}
"""What climbs; a question only waits for an answer."""


@value
class Matter:
    """One thing that somebody hears of, as a template sees it: every text but `text` is a line.

    `show` is the command that shows the climb, where there is one, and `decline` the one that says
    no, where somebody asked for something; `late` says why it comes late. `text` is all of it,
    where the notice is an old one.
    """

    incident: str
    what: str
    due: datetime
    subject: str
    since: str = ""
    title: str = ""
    why: str = ""
    settle: str = ""
    show: str = ""
    late: str = ""
    text: str = ""
    decline: str = ""


@value
class Group:
    """What is said of one incident."""

    incident: str
    title: str
    matters: tuple[Matter, ...]


def matters_of(notices: Iterable[Notice], now: datetime) -> tuple[Matter, ...]:
    """Tell every matter once, by its newest rung; the incident that is latest comes first.

    Moments are told by the clock that shows `now`.
    """
    newest = {_identity(one): overtaken(one, now) for one in sorted(notices, key=_age)}
    matters = [_matter(one, now) for one in newest.values()]
    first: dict[str, datetime] = {}
    for one in matters:
        first[one.incident] = min(one.due, first.get(one.incident, one.due))
    order = sorted(matters, key=lambda one: (first[one.incident], one.incident, one.due, one.what))
    return tuple(order)


def groups_of(matters: Sequence[Matter]) -> Iterator[Group]:
    """Put together what is said of the same incident."""
    for incident, found in groupby(matters, lambda one: one.incident):
        group = tuple(found)
        yield Group(incident, next((one.title for one in group if one.title), ""), group)


def one_line(text: str) -> str:
    """Return `text` on one line, without its runs of blanks."""
    return " ".join(text.split())


def _identity(notice: Notice) -> tuple[str, str]:
    # What operators are told is about no deadline: each is a matter of its own.
    return incident_of(notice), notice.deadline or notice.key


def incident_of(notice: Notice) -> str:
    """Name the incident of a notice: its key begins with it."""
    return notice.key.partition("/")[0]


def _age(notice: Notice) -> tuple[datetime, int]:
    return notice.moment or notice.at, notice.rung


def _matter(notice: Notice, now: datetime) -> Matter:
    zone = now.tzinfo or UTC
    incident = incident_of(notice)
    kind, _, subject = notice.deadline.partition(":")
    return Matter(
        incident=incident,
        what=subject or notice.deadline,
        due=notice.due,
        subject=_subject(notice, zone),
        since=retold(_sentence(notice.since), zone),
        title=one_line(notice.title),
        why=_sentence(notice.why),
        settle=one_line(notice.settle),
        show=f"retro escalations show {incident} {subject}" if _climbs(notice, kind) else "",
        late=retold(_late(notice, now), zone),
        text=notice.text,
        decline=f"retro decline {incident} {subject}" if kind == QUESTION else "",
    )


def _subject(notice: Notice, zone: tzinfo) -> str:
    """Write the subject; of what somebody titled nothing is worded otherwise."""
    what, is_due, when = one_line(notice.subject).rpartition(ahead(""))
    return f"{what}{is_due}{retold(when, zone) if is_due else when}"


def _climbs(notice: Notice, kind: str) -> bool:
    # An older notice has all of its words already, and a reminder is no escalation.
    return kind in KINDS and notice.moment is not None and notice.moment >= notice.due


def _sentence(words: str) -> str:
    line = one_line(words)
    return line if not line or line[-1] in ".!?" else f"{line}."


def _late(notice: Notice, now: datetime) -> str:
    meant = notice.after or notice.at
    moment = notice.moment or meant
    if notice.moment is None and notice.after is None:
        return ""  # an older one does not know when it was to be sent
    if notice.tries:
        return f"{_meant(moment)}, and every way to reach you was tried in vain."
    if notice.at - moment > LATE:
        return f"{_meant(moment)}; nothing ran then."
    return f"{_meant(meant)}; it could not be sent then." if now - meant > LATE else ""


def _meant(moment: datetime) -> str:
    return f"This comes late: it was to reach you {moment_told(moment)}"
