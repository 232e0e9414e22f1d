"""What is behind a record is read from its past, up to the record and no further."""

from dataclasses import replace

from cli.showing.behind import behind
from policies.simulating.past import Past, Step
from states.events.actions import ActionFinished
from states.events.consents import RecordApproved
from states.events.event import Event
from states.events.gates import PhaseEntered
from states.events.record import ItemAdded, SingleChanged
from states.lifecycle import Phase, Trigger
from states.record.actions import Action
from states.record.context import Impact
from states.record.retrospective import Retrospective
from tests.builders import NOON

CLOSE = PhaseEntered(Phase.CLOSED, Trigger.ADVANCE)
REOPEN = PhaseEntered(Phase.VERIFIED, Trigger.REOPEN)
CHANGE = SingleChanged(Impact(cost="a day"))
PROMISE = ItemAdded(Action(id="A1"))


def past(*events: Event) -> Past:
    """Let one thing happen in each entry."""
    steps = (Step(seq, NOON, "fay", (one,)) for seq, one in enumerate(events, start=1))
    return Past("INC-1", tuple(steps))


def at(revision: int) -> Retrospective:
    """Stand at a revision."""
    return replace(Retrospective("INC-1"), revision=revision)


def test_the_revision_that_was_closed_is_the_one_before_the_closing() -> None:
    happened = past(CHANGE, RecordApproved(1), CLOSE)

    assert behind(happened, at(3)).closed == 1


def test_what_was_never_closed_has_no_such_revision() -> None:
    assert behind(past(CHANGE), at(1)).closed == 0


def test_the_last_closing_counts_of_those_that_the_record_knows() -> None:
    happened = past(CHANGE, CLOSE, REOPEN, CHANGE, CLOSE)

    assert behind(happened, at(5)).closed == 4
    assert behind(happened, at(2)).closed == 1


def test_the_owners_last_evidence_is_kept() -> None:
    happened = past(PROMISE, ActionFinished("A1", "first"), ActionFinished("A1", "second"))

    assert behind(happened, at(3)).finished == {"A1": "second"}
    assert behind(happened, at(2)).finished == {"A1": "first"}
