"""An open incident is named where its entries or deadlines say so, and no other is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from states.events.escalations import DeadlineSet, RungReached
from states.events.gates import PhaseEntered
from states.events.record import IncidentOpened, ItemAdded
from states.lifecycle import Phase, Trigger
from store.books import SqlBooks
from store.concerns import Concerns
from tests.store.builders import CONTEXT, GATE, NOON, OPENED, PAGE_ALERT, append

AFTER = GATE.due + timedelta(days=30)


@pytest.fixture
def concerns(engine: Engine) -> Concerns:
    """Open three incidents, and end a fourth."""
    books = SqlBooks(engine)
    opened = IncidentOpened(
        replace(CONTEXT, facilitator="öz", title="said “ana” and 50%"), "digest-1"
    )
    append(books, "INC-1", [OPENED, ItemAdded(PAGE_ALERT)])
    append(books, "INC-2", [OPENED, DeadlineSet(GATE)])
    append(books, "INC-3", [opened, PhaseEntered(Phase.FACTS, Trigger.ADVANCE)])
    gone = PhaseEntered(Phase.WITHDRAWN, Trigger.WITHDRAW)
    append(books, "INC-4", [OPENED, ItemAdded(PAGE_ALERT), DeadlineSet(GATE), gone])
    return Concerns(engine)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("öz",), {"INC-3"}),
        (("fay",), {"INC-1", "INC-2"}),
        (("fa",), set()),
        (("FAY",), set()),
        (("%",), set()),
        (("öz", "ItemAdded"), {"INC-1", "INC-3"}),
    ],
)
def test_a_word_is_found_whole_and_as_it_is(
    concerns: Concerns, words: tuple[str, ...], found: set[str]
) -> None:
    assert concerns.saying(words) == found


def test_what_is_overdue_is_found_by_its_owner(concerns: Concerns) -> None:
    assert concerns.overdue(AFTER) == {"INC-2"}
    assert concerns.overdue(AFTER, ["fay"]) == {"INC-2"}
    assert concerns.overdue(AFTER, ["max"]) == concerns.overdue(AFTER, []) == frozenset()
    assert concerns.overdue(NOON) == frozenset()


def test_what_climbs_is_found_by_whom_it_names(engine: Engine) -> None:
    books = SqlBooks(engine)
    rung = RungReached(GATE.id, 0, 1, ("fay",))
    append(books, "INC-1", [OPENED, ItemAdded(PAGE_ALERT), DeadlineSet(GATE), rung])
    append(books, "INC-2", [OPENED, ItemAdded(PAGE_ALERT), DeadlineSet(GATE)])
    concerns = Concerns(engine)

    assert concerns.climbing(["ana"]) == {"INC-1"}
    assert concerns.climbing(["nobody", *(f"p{number}" for number in range(1_500)), "ana"]) == {
        "INC-1"
    }
    assert concerns.climbing(["zoe"]) == concerns.climbing([]) == frozenset()


def test_where_an_incident_stands_is_found_by_its_next_gate(concerns: Concerns) -> None:
    assert concerns.before([Phase.FACTORS]) == {"INC-3"}
    assert concerns.before([Phase.STABILIZED, Phase.FACTORS]) == {"INC-1", "INC-2", "INC-3"}
    assert concerns.before([]) == frozenset()
