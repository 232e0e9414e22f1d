"""Whom a deadline is waiting on: whose turn it is, or who has to answer first.

Who asked in time for another date is not late with what waits for an answer: once the old date
has passed, it waits for whoever is to give it.
"""

from states.decisions.hearing import Hearing
from states.decisions.ladder.turns import whose_turn
from states.decisions.seconding import seconds
from states.record.deadlines import Deadline
from states.record.proposals import Proposal
from states.wishes import new_date_asked_for


def waiting_on(deadline: Deadline, hearing: Hearing) -> tuple[str, ...]:
    """Name whose turn it is; nobody where nobody is there who may answer a question."""
    question = _question_of(deadline, hearing)
    if deadline.is_question:
        return seconds(question, hearing) if question else ()
    return (seconds(question, hearing) if question else ()) or whose_turn(deadline, hearing)


def _question_of(deadline: Deadline, hearing: Hearing) -> Proposal | None:
    if deadline.is_question:
        return hearing.record.proposal_for(deadline.subject)
    return new_date_asked_for(deadline, hearing.record) if hearing.now >= deadline.due else None
