"""What somebody asks a second person for, in words."""

from datetime import UTC, tzinfo

from states.due import moment_told
from states.record.deadlines import Deadline, DeadlineKind
from states.record.proposals import (
    Downgrade,
    Moving,
    Proposal,
    Rescheduling,
    Respite,
    Waiver,
    Wish,
    Withdrawal,
)
from states.record.retrospective import Retrospective


def wish_told(wish: Wish, zone: tzinfo = UTC) -> str:
    """Name what somebody asks for; a moment is that of the clocks of `zone`."""
    match wish:
        case Waiver(check, until, item):
            of = f" of {item}" if item else ""
            return f"a waiver of {check}{of} until {moment_told(until, zone)}"
        case Withdrawal(duplicate_of):
            return f"withdrawal{f', the same as {duplicate_of}' if duplicate_of else ''}"
        case Rescheduling(action, due):
            return f"{action} to be due {due}"
        case Downgrade(severity):
            return f"the lower severity {severity.value}"
        case Moving(_, title):
            return f"the policy {title}"
        case Respite(deadline, until):
            return f"a respite of {deadline} until {moment_told(until, zone)}"


def new_date_asked_for(deadline: Deadline, record: Retrospective) -> Proposal | None:
    """Find what was asked in time about the date of an action, and has no answer.

    Whoever asks once it is late is late all the same.
    """
    asked = (
        one
        for one in record.pending
        if isinstance(one.wish, Rescheduling) and one.wish.action == deadline.subject
    )
    if deadline.kind is not DeadlineKind.ACTION:
        return None
    return next((one for one in asked if one.at < deadline.due), None)
