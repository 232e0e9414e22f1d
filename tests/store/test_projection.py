"""A command writes what it changed, however long the record is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from ledger.entry import Entry
from states.codec import event_to_json
from states.events.escalations import DeadlineMet, DeadlineSet, RungReached
from states.events.event import Event
from states.events.notices import NoticeDelivered, NoticeUndelivered
from states.events.record import ItemAdded, ItemChanged
from states.evolve import fold
from states.record.actions import Action
from states.record.deadlines import Notice
from states.record.facts import Fact
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from store.books import SqlBooks
from store.folded import Folded
from store.prepared import Prepared
from store.projection import VIEWS
from store.tables import notices
from tests.store.builders import ANA, GATE, LIFE, NOON, OPENED, append

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
        (3, {"factors": (0, 0, 1), "notices": (0, 1, 0), "deadlines": (0, 0, 1)}),
        (4, {"notices": (0, 0, 1)}),
        (5, {"notices": (0, 1, 0), "deadlines": (0, 0, 1)}),
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

    heard = replace(GATE, fired=(1,), tellings=(1,))
    assert changed == [
        {"key": "INC-42", "revision": 3, "seq": 3},
        {"incident": "INC-42", "id": "F1", "same_as": ""},
        {"incident": "INC-42", "id": "gate:facts", "climbs": True, "kept": heard},
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


TOLD = "INC-42/gate:facts/2/0.1/fay"
REACHED = RungReached(
    GATE.id,
    0,
    1,
    ("fay",),
    "Facts due",
    moment=NOON,
    after=(NOON + timedelta(hours=9),),
    bundled=True,
    since="since noon",
    title="Queue stuck",
    settle="retro advance INC-42",
)


def _notice_row(*steps: tuple[Event, ...]) -> dict[str, Any]:
    (row,) = next(view for view in VIEWS if view.table is notices).rows(_folded(*steps))
    return row


def test_a_notice_shows_everything_of_which_a_letter_is_made() -> None:
    history = _folded((OPENED, DeadlineSet(GATE)), (REACHED,))
    row = _notice_row((OPENED, DeadlineSet(GATE)), (REACHED,))

    assert history.record
    parts = {name: row[name] for name in Notice.__dataclass_fields__}
    assert Notice(**parts) == history.record.notices[0]
    assert row["pending"]


def test_one_that_landed_shows_by_which_route_and_in_which_letter() -> None:
    landed = NoticeDelivered(
        TOLD, "mail+chat", NOON, "both", "digest/fay/2026-03-02T21:00Z", ("mail",), ("pager",)
    )
    row = _notice_row((OPENED, DeadlineSet(GATE)), (REACHED,), (landed,))

    assert (row["channel"], row["route"], row["letter"]) == (
        "mail+chat",
        "both",
        "digest/fay/2026-03-02T21:00Z",
    )
    assert (row["doubtful"], row["failed"]) == (("mail",), ("pager",))
    assert not row["pending"]


def test_one_that_nobody_took_shows_why_and_when_it_is_tried_again() -> None:
    in_vain = NoticeUndelivered(
        TOLD, "mail is dead", NOON + timedelta(days=1), ("mail",), ("chat",)
    )
    row = _notice_row((OPENED, DeadlineSet(GATE)), (REACHED,), (in_vain,))

    assert (row["undelivered"], row["tries"]) == ("mail is dead", 1)
    assert row["after"] == NOON + timedelta(days=1)
    assert (row["failed"], row["doubtful"], row["pending"]) == (("mail",), ("chat",), True)


def test_one_that_landed_at_last_was_not_in_vain() -> None:
    steps = (
        (OPENED, DeadlineSet(GATE)),
        (REACHED,),
        (NoticeUndelivered(TOLD, "mail is dead", NOON),),
        (NoticeDelivered(TOLD, "mail", NOON),),
    )

    assert _notice_row(*steps)["undelivered"] == ""


def test_one_that_was_settled_overnight_is_sent_no_more() -> None:
    row = _notice_row((OPENED, DeadlineSet(GATE)), (REACHED,), (DeadlineMet(GATE.id),))

    assert not row["pending"]
    assert row["delivered"] is None
