"""What a notice says where somebody has to answer before anything else can be done."""

from datetime import datetime

from states.due import ago, moment_told
from states.messages import GRANT, command_for, cut, since_when
from states.record.deadlines import Deadline
from states.record.retrospective import Retrospective
from states.wishes import new_date_asked_for

REASON_SHOWN = 400
"""Characters of the reason for a question."""


def answer_for(deadline: Deadline, record: Retrospective, now: datetime) -> str:
    """Name the command of whom it waits for: an answer comes before what it is about."""
    asked = new_date_asked_for(deadline, record) if now >= deadline.due else None
    if asked:
        return GRANT.format(key=record.incident, subject=asked.id)
    return command_for(deadline, record)


def why_since(deadline: Deadline, record: Retrospective, now: datetime) -> str:
    """Say since when it is owed; of a question, since when it waits, and why it was asked."""
    asked = record.proposal_for(deadline.subject) if deadline.is_question else None
    if asked is None:
        return since_when(deadline, now)
    when = f"It was asked {moment_told(asked.at)}, {ago(now, asked.at)}"
    return f"{when}: “{cut(asked.reason, REASON_SHOWN)}”" if asked.reason else when
