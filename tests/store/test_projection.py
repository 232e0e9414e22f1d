"""A command writes what it changed, however long the record is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from ledger.entry import Entry
from states.codec import event_to_json
from states.events import Event, ItemAdded, ItemChanged, NoticeDelivered
from states.evolve import fold
from states.record.actions import Action
from states.record.facts import Fact
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from store.books import SqlBooks
from store.folded import Folded
from store.prepared import Prepared
from store.projection import VIEWS
from tests.store.builders import ANA, LIFE, NOON, OPENED, append

ACTIONS = [Action(id=f"A{number}", title="Do it", owner="ana") for number in range(1, 101)]
FACTS = [Fact(id=f"T{number}", text="It went on") for number in range(1, 1001)]


def _folded(*steps: tuple[Event, ...]) -> Folded:
    history = Folded("INC-42")
    for seq, events in enumerate(steps, start=1):
        record = history.record or Retrospective("INC-42")
        written = Entry("INC-42", seq, "", "", ANA, {}, tuple(event_to_json(one) for one in events))
        after = fold(record, events, Stamp(NOON, "ana", seq))
        history = history.with_record(written, f"h{seq}", after)
    return history


def _differing(old: Folded, new: Folded) -> dict[str, tuple[int, int, int]]:
    differences = {view.table.name: view.difference(old, new) for view in VIEWS}
    counts = {
        name: (len(one.gone), len(one.come), len(one.changed)) for name, one in differences.items()
    }
    return {name: one for name, one in counts.items() if any(one)}


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (1, {"incidents": (0, 1, 0), "incident_services": (0, 2, 0), "deadlines": (0, 1, 0)}),
        (2, {"actions": (0, 1, 0), "factors": (0, 1, 0), "deadlines": (0, 1, 0)}),
        (3, {"factors": (0, 0, 1), "notices": (0, 1, 0)}),
        (4, {"notices": (0, 0, 1)}),
        (5, {"notices": (0, 1, 0)}),
        (6, {"actions": (0, 0, 1), "deadlines": (1, 0, 0)}),
        (7, {"factors": (1, 0, 0)}),
        (8, {"incident_services": (1, 1, 0)}),
    ],
)
def test_each_step_of_a_life_is_a_few_rows(
    step: int, expected: dict[str, tuple[int, int, int]]
) -> None:
    found = _differing(_folded(*LIFE[: step - 1]), _folded(*LIFE[:step]))

    assert found == {"incidents": (0, 0, 1), **expected}


def test_two_states_that_are_the_same_differ_in_nothing() -> None:
    history = _folded(*LIFE)

    assert _differing(history, history) == {}


def test_a_notice_nobody_sent_cannot_arrive() -> None:
    delivered = NoticeDelivered("unheard-of", "mail", NOON)

    assert _folded((OPENED,), (delivered,)).told == {}


def test_a_column_that_did_not_change_is_not_written() -> None:
    before, after = _folded(*LIFE[:2]), _folded(*LIFE[:3])

    changed = [row for view in VIEWS for row in view.difference(before, after).changed]

    assert changed == [
        {"key": "INC-42", "revision": 3, "seq": 3},
        {"incident": "INC-42", "id": "F1", "same_as": ""},
    ]


def test_a_long_record_costs_no_more_statements_than_a_short_one(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = SqlBooks(engine)
    append(books, "INC-1", [OPENED, ItemAdded(ACTIONS[0])])
    append(books, "INC-2", [OPENED])
    for start in range(0, 1000, 100):
        append(books, "INC-2", [ItemAdded(one) for one in FACTS[start : start + 100]])
    append(books, "INC-2", [ItemAdded(one) for one in ACTIONS])
    change = ItemChanged(replace(ACTIONS[0], title="Do it well"))

    said = _listen(monkeypatch)
    append(books, "INC-1", [change])
    short = [*said]
    said.clear()
    append(books, "INC-2", [change])

    assert said == short
    assert 4 <= len(said) <= 6


def _listen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Hear each statement, once for each row that it is given."""
    said: list[str] = []
    values = Prepared.values

    def heard(prepared: Prepared, row: Mapping[str, object]) -> Any:
        said.append(prepared.text)
        return values(prepared, row)

    monkeypatch.setattr(Prepared, "values", heard)
    return said
