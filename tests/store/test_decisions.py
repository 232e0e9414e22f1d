"""What a gate answered is told with the record, the people and the moment of then."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from states.events.consents import ProposalMade
from states.events.event import Event
from states.events.gates import GateBlocked, PhaseEntered, PolicyMoved
from states.events.record import IncidentOpened, ItemAdded
from states.lifecycle import Phase, Trigger
from states.people import Person
from states.record.proposals import Proposal, Withdrawal
from states.rules import CheckResult, Report, Result
from store.books import SqlBooks
from store.decisions import Decisions
from store.people import People
from tests.store.builders import ANA, CONTEXT, NOON, PAGE_ALERT, PEOPLE, append

HOUR = timedelta(hours=1)
FAILED = (CheckResult(Phase.FACTS, "due", "it is due", Result.FAIL),)
PASSED = (CheckResult(Phase.STABILIZED, "due", "it is due", Result.PASS),)
ASKED = ProposalMade(Proposal("X1", Withdrawal(), "twice", "ana", NOON))


def entered(phase: Phase, trigger: Trigger = Trigger.ADVANCE, people: int = 0) -> PhaseEntered:
    """Reach a phase."""
    return PhaseEntered(phase, trigger, results=PASSED, people=people or None)


def happened(engine: Engine, *each: tuple[Event, ...]) -> None:
    """Write one entry an hour."""
    books = SqlBooks(engine)
    for hours, events in enumerate(each):
        append(books, "INC-42", events, at=NOON + hours * HOUR)


def test_every_answer_of_a_gate_is_told_and_nothing_else(engine: Engine) -> None:
    happened(
        engine,
        (IncidentOpened(CONTEXT, "d1"), entered(Phase.STABILIZED)),
        (ItemAdded(PAGE_ALERT),),
        (GateBlocked(Report("INC-42", Phase.FACTS, FAILED)),),
        (entered(Phase.OPENING, Trigger.RETURN),),
    )

    first, second = Decisions(engine).of("INC-42")

    assert (first.seq, first.gate, first.gate_open, first.results) == (
        1,
        Phase.STABILIZED,
        True,
        PASSED,
    )
    assert (second.seq, second.gate, second.gate_open, second.results) == (
        3,
        Phase.FACTS,
        False,
        FAILED,
    )
    assert second.now == NOON + 2 * HOUR


def test_the_record_is_as_it_was_when_the_gate_was_asked(engine: Engine) -> None:
    happened(
        engine,
        (IncidentOpened(CONTEXT, "d1"), entered(Phase.STABILIZED)),
        (GateBlocked(Report("INC-42", Phase.FACTS, FAILED)),),
        (ItemAdded(PAGE_ALERT), PolicyMoved("d1", "d2"), ASKED),
        (entered(Phase.FACTS),),
    )

    opened, blocked, passed = Decisions(engine).of("INC-42")

    assert opened.record.phase is Phase.OPENING
    assert opened.record.context == CONTEXT
    assert (blocked.record.actions, blocked.policy) == ((), "d1")
    assert (passed.record.actions, passed.policy) == ((PAGE_ALERT,), "d2")


def test_the_directory_is_the_one_that_the_answer_names(engine: Engine) -> None:
    people = People(engine)
    people.replace_people(PEOPLE, ANA, NOON)
    people.replace_people([replace(PEOPLE[0], manager="max"), Person("max")], ANA, NOON)
    assert people.directory().revision == 2

    happened(
        engine,
        (IncidentOpened(CONTEXT, "d1"), entered(Phase.STABILIZED, people=1)),
        (entered(Phase.FACTS, people=2),),
    )

    before, after = Decisions(engine).of("INC-42")
    assert before.people.people.keys() == {"ana", "fay"}
    assert after.people.here(NOON.date()) == ("ana", "max")


def test_an_older_entry_names_no_directory_and_the_clock_has_to(engine: Engine) -> None:
    people = People(engine)
    people.replace_people(PEOPLE, ANA, NOON)
    people.replace_people([Person("max")], ANA, NOON + 30 * timedelta(minutes=1))
    happened(
        engine,
        (IncidentOpened(CONTEXT, "d1"), entered(Phase.STABILIZED)),
        (entered(Phase.FACTS),),
    )

    before, after = Decisions(engine).of("INC-42")

    assert before.people.people.keys() == {"ana", "fay"}
    assert after.people.here(NOON.date()) == ("max",)


def test_every_incident_is_listed_and_no_other_history(engine: Engine) -> None:
    People(engine).replace_people(PEOPLE, ANA, NOON)
    happened(engine, (IncidentOpened(CONTEXT, "d1"),))

    assert Decisions(engine).keys() == ("INC-42",)
    assert Decisions(engine).of("INC-42") == ()
