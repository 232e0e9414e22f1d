"""What a notice says: what is owed, since when, why you, and the command that settles it."""

from datetime import datetime

from states.events import RungReached
from states.record.deadlines import Deadline, DeadlineKind, Notice
from states.record.retrospective import Retrospective
from states.stamp import Stamp

# fmt: off
OWED = {
    DeadlineKind.GATE:           "{key} has not passed the gate into {subject}",
    DeadlineKind.ACTION:         "{key} {subject} “{title}” is not done",
    DeadlineKind.STALLED_GATE:   "{key} has not moved towards {subject}",
    DeadlineKind.STALLED_ACTION: "{key} {subject} “{title}” has not moved",
}

COMMANDS = {
    DeadlineKind.GATE:           "retro why {key}",
    DeadlineKind.ACTION:         "retro action done {key} {subject} --evidence URL",
    DeadlineKind.STALLED_GATE:   "retro why {key}",
    DeadlineKind.STALLED_ACTION: "retro action done {key} {subject} --evidence URL",
}
# fmt: on

TITLE_SHOWN = 200
"""Characters of a title that a subject has room for."""

STALLED = frozenset({DeadlineKind.STALLED_GATE, DeadlineKind.STALLED_ACTION})


def subject_of(deadline: Deadline, record: Retrospective, now: datetime) -> str:
    """Say in one line what is owed; before its time, by when."""
    owed = OWED[deadline.kind].format(**_words(deadline, record))
    return owed if now >= deadline.due else f"{owed}: it is due {_moment(deadline.due)}"


def command_for(deadline: Deadline, record: Retrospective) -> str:
    """Name the command that settles what is owed."""
    return COMMANDS[deadline.kind].format(**_words(deadline, record))


def text_of(deadline: Deadline, record: Retrospective, now: datetime) -> str:
    """Say what is owed, since when, in which incident, and what settles it."""
    words = _words(deadline, record)
    return "\n".join(
        (
            f"{OWED[deadline.kind].format(**words)}.",
            f"{_when(deadline, now)}.",
            _cut(record.context.title),
            f"Settle it: {command_for(deadline, record)}",
        )
    )


def notices_of(event: RungReached, record: Retrospective, stamp: Stamp) -> tuple[Notice, ...]:
    """Address what a rung says to each whom it reaches, and say why they hear of it."""
    deadline = record.deadlines[event.deadline]
    # A deadline that comes back may be due at the same instant: its entry is another one.
    rung = f"{record.incident}/{deadline.id}/{stamp.seq}/{event.rung}.{event.times}"
    return tuple(
        Notice(
            key=f"{rung}/{name}",
            to=name,
            deadline=deadline.id,
            rung=event.rung,
            due=deadline.due,
            at=stamp.at,
            subject=event.subject,
            text=f"{event.text}\n{_why_you(name, deadline, record)}",
        )
        for name in event.to
    )


def _words(deadline: Deadline, record: Retrospective) -> dict[str, str]:
    action = record.action_for(deadline.subject)
    return {
        "key": record.incident,
        "subject": deadline.subject,
        "title": _cut(action.title) if action else "",
    }


def _cut(title: str) -> str:
    return title if len(title) <= TITLE_SHOWN else f"{title[: TITLE_SHOWN - 1]}…"


def _when(deadline: Deadline, now: datetime) -> str:
    due = _moment(deadline.due)
    if deadline.kind in STALLED:
        since = deadline.anchor
        return f"Nothing was recorded since {since:%Y-%m-%d}, {_ago(now, since)}"
    if now < deadline.due:
        return f"It is due {due}"
    return f"It was due {due}, {_ago(now, deadline.due)}"


def _ago(now: datetime, then: datetime) -> str:
    days = (now - then).days
    return f"{days} {'day' if days == 1 else 'days'} ago" if days else "today"


def _moment(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"


def _why_you(to: str, deadline: Deadline, record: Retrospective) -> str:
    if to == deadline.owner:
        return "You hear of it because you own it."
    if to == record.context.facilitator:
        return "You hear of it because you facilitate."
    return f"It climbed to you: {deadline.owner or 'nobody'} owns it."
