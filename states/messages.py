"""What a notice says: what is owed, since when, why you, and the command that settles it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import repeat

from states.due import ago, due_told
from states.events.escalations import EscalationReassigned, OperatorsTold, RungReached
from states.record.actions import ActionState
from states.record.deadlines import Deadline, DeadlineKind, Notice
from states.record.proposals import Waiver
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from states.wishes import wish_told

GRANT = "retro grant {key} {subject}"
"""What settles a question; whoever says no says so by another command."""

# fmt: off
OWED = {
    DeadlineKind.GATE:           "{key} has not passed the gate into {subject}",
    DeadlineKind.ACTION:         "{key} {subject} “{title}” is not done",
    DeadlineKind.STALLED_GATE:   "{key} has not moved towards {subject}",
    DeadlineKind.STALLED_ACTION: "{key} {subject} “{title}” has not moved",
    DeadlineKind.WAIVER:         "{key} {subject} no longer waives “{check}”, which does not pass",
    DeadlineKind.CONSENT:        "{key} {subject} has {answer}: {by} asked for {wish}",
}

COMMANDS = {
    DeadlineKind.GATE:           "retro why {key}",
    DeadlineKind.ACTION:         "retro action done {key} {subject} --evidence URL",
    DeadlineKind.STALLED_GATE:   "retro why {key}",
    DeadlineKind.STALLED_ACTION: "retro action done {key} {subject} --evidence URL",
    DeadlineKind.WAIVER:         "retro why {key}",
    DeadlineKind.CONSENT:        GRANT,
}
# fmt: on

DONE = "{key} {subject} “{title}” was done on {day} and is not verified"
"""What is owed of an action that is done."""

VERIFY = "retro verify {key} {subject} --evidence URL"
"""What settles an action that is done."""


TITLE_SHOWN = 200
"""Characters of a title that a subject has room for."""

OPERATORS = "operators"
HANDED = "handed"
WAITS_FOR_YOU = "It waits for you."

OPERATES = "You hear of it because you operate Retrogate."
NOBODY_OPERATES = "You hear of it because nobody who operates Retrogate could."
NOBODY_ANSWERS = "It climbed to you: nobody is there who may answer."

IS_DUE = "It is due "
"""What begins to say when something is due that is not late yet."""

ENDINGS = {1: "st", 2: "nd", 3: "rd"}

STALLED = frozenset({DeadlineKind.STALLED_GATE, DeadlineKind.STALLED_ACTION})


def subject_of(deadline: Deadline, record: Retrospective, now: datetime) -> str:
    """Say in one line what is owed; before its time, by when."""
    is_done = _is_done(deadline, record)
    owed = (DONE if is_done else OWED[deadline.kind]).format(**_words(deadline, record))
    return owed if now >= deadline.due else f"{owed}{ahead(due_told(deadline))}"


def command_for(deadline: Deadline, record: Retrospective) -> str:
    """Name the command that settles what is owed."""
    command = VERIFY if _is_done(deadline, record) else COMMANDS[deadline.kind]
    return command.format(**_words(deadline, record))


def _is_done(deadline: Deadline, record: Retrospective) -> bool:
    return record.progress_of(deadline.subject).state is ActionState.DONE


def since_when(deadline: Deadline, now: datetime) -> str:
    """Say when it was due, or since when nothing has moved."""
    # Handed on since then, it has an anchor after it was due: what was recorded is no progress.
    if deadline.kind in STALLED and deadline.anchor < deadline.due:
        since = deadline.anchor
        return f"Nothing was recorded since {since:%Y-%m-%d}, {ago(now, since)}"
    if now < deadline.due:
        return f"{IS_DUE}{due_told(deadline)}"
    return was_due(due_told(deadline), ago(now, deadline.due))


def ahead(due: str) -> str:
    """Say behind what is owed by when it is due, which has not come."""
    return f": it is due {due}"


def was_due(due: str, since: str) -> str:
    """Say when something was due that is late, and how long ago."""
    return f"It was due {due}, {since}"


def title_of(record: Retrospective) -> str:
    """Return the title of an incident as a notice has room for it."""
    return cut(record.context.title)


def cut(text: str, room: int = TITLE_SHOWN) -> str:
    """Return a text on one line, as far as there is room."""
    line = " ".join(text.split())
    return line if len(line) <= room else f"{line[: room - 1]}…"


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
            text=f"{event.text}\n{_why_you(name, event, record)}" if event.text else "",
            since=event.since,
            title=event.title,
            settle=event.settle,
            why="" if event.text else f"{_why_you(name, event, record)}{_again(event, record)}",
            moment=event.moment,
            after=after,
            bundled=event.bundled,
            at_once=event.at_once,
        )
        for name, after in _each(event.to, event.after)
    )


def operators_notices(
    event: OperatorsTold, record: Retrospective, stamp: Stamp
) -> tuple[Notice, ...]:
    """Address what is amiss to each of the operators; it is about no deadline of theirs."""
    about = f"{record.incident}/{event.about}/{stamp.seq}/{OPERATORS}"
    # Two rungs of one deadline may be reached by one entry.
    told = {_without_name(one) for one in record.notices if one.key.startswith(f"{about}.")}
    return tuple(
        Notice(
            key=f"{about}.{len(told)}/{name}",
            to=name,
            deadline="",
            rung=0,
            due=stamp.at,
            at=stamp.at,
            subject=event.subject,
            since=event.since,
            title=title_of(record),
            settle=event.settle,
            why=NOBODY_OPERATES if event.instead else OPERATES,
            after=after,
            bundled=event.bundled,
        )
        for name, after in _each(event.to, event.after)
    )


def handing_notice(event: EscalationReassigned, record: Retrospective, stamp: Stamp) -> Notice:
    """Address what was handed on to whom it was handed to."""
    deadline = record.deadlines[event.deadline]
    return Notice(
        key=f"{record.incident}/{deadline.id}/{stamp.seq}/{HANDED}.0/{event.after}",
        to=event.after,
        deadline=deadline.id,
        rung=0,
        due=deadline.due,
        at=stamp.at,
        subject=event.subject,
        since=event.since,
        title=title_of(record),
        settle=event.settle,
        why=f"{stamp.by} handed it on to you.",
        moment=stamp.at,
        after=event.told,
        bundled=event.bundled,
    )


def waits_for_them(notice: Notice) -> bool:
    """Tell whether a notice says that it is the turn of whom it tells."""
    return is_handed(notice) or notice.why.startswith(WAITS_FOR_YOU)


def is_handed(notice: Notice) -> bool:
    """Tell whether a notice says that something was handed on."""
    return f"/{HANDED}." in notice.key


def _without_name(notice: Notice) -> str:
    return notice.key.rpartition("/")[0]


def says_when_due(notice: Notice) -> bool:
    """Tell whether a notice says that something will be due: it was written before."""
    return notice.at < notice.due and not is_handed(notice)


def is_for_operators(notice: Notice) -> bool:
    """Tell whether a notice says what is amiss, and not what is owed."""
    return not notice.deadline


def _each(
    to: tuple[str, ...], after: tuple[datetime, ...]
) -> Iterator[tuple[str, datetime | None]]:
    return zip(to, after or repeat(None), strict=False)


def _words(deadline: Deadline, record: Retrospective) -> dict[str, str]:
    action = record.action_for(deadline.subject)
    asked = record.proposal_for(deadline.subject)
    wish = asked.wish if asked else None
    return {
        "key": record.incident,
        "subject": deadline.subject,
        "title": cut(action.title) if action else "",
        "day": f"{record.progress_of(deadline.subject).at or deadline.anchor:%Y-%m-%d}",
        "check": cut(wish.check) if isinstance(wish, Waiver) else "",
        "by": asked.by if asked else "",
        "answer": "no answer" if asked in record.pending else "an answer",
        "wish": cut(wish_told(wish)) if wish else "",
    }


def _why_you(to: str, event: RungReached, record: Retrospective) -> str:
    deadline = record.deadlines[event.deadline]
    owner = deadline.owner
    if to in event.waiting_on:
        return WAITS_FOR_YOU
    if deadline.is_question:
        return NOBODY_ANSWERS
    if to == owner:
        return "You hear of it because you own it."
    if to == record.context.facilitator:
        return "You hear of it because you facilitate."
    if event.waits_for:
        return f"It climbed to you: it waits for {event.waits_for}."
    return f"It climbed to you: {owner or 'nobody'} owns it."


def _again(event: RungReached, record: Retrospective) -> str:
    times = record.deadlines[event.deadline].told_by(event.rung) + 1
    if times == 1:
        return ""
    return f" Rung {event.rung + 1} tells of it for the {ordinal(times)} time."


def ordinal(number: int) -> str:
    """Write a place in a row: 1st, 2nd, 11th, 23rd."""
    ending = "th" if number // 10 % 10 == 1 else ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"
