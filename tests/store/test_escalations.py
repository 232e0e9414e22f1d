"""What climbs is found without folding an incident, and what somebody stopped is left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, text

from states.events.escalations import DeadlineMet, DeadlineSet, RungReached
from states.events.event import Event
from states.events.gates import PhaseEntered
from states.events.notices import NoticeDelivered
from states.events.record import ItemAdded
from states.lifecycle import Phase, Trigger
from states.record.deadlines import Deadline, DeadlineKind, Hold
from store.books import SqlBooks
from store.engine import reading
from store.escalations import EscalationRow, Escalations
from store.tables import incidents
from tests.store.builders import GATE, NOON, OPENED, OWED, PAGE_ALERT, append

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LATER = NOON + 30 * DAY
RUNGS = (-DAY, timedelta(0), 2 * DAY)

WANTED = (
    "SELECT incident FROM deadlines WHERE climbs = 1 AND due <= 'x' AND held IS NULL"
    " ORDER BY due, incident, id LIMIT 9"
)
"""What the list asks, as SQLAlchemy has SQLite read a flag."""

LADDERED = replace(GATE, zone="UTC", moments=tuple(GATE.due + one for one in RUNGS))
REMINDED = RungReached(GATE.id, 0, 1, ("fay",))
TOLD = RungReached(GATE.id, 1, 1, ("fay", "col"))
ASCENDED = RungReached(GATE.id, 2, 1, ("max",))
HELD = replace(
    LADDERED, fired=(1, 1), hold=Hold("max", GATE.due, GATE.due + 5 * DAY, "They are away")
)


def _board(engine: Engine, **incidents: Sequence[Sequence[Event]]) -> Escalations:
    books = SqlBooks(engine)
    for name, entries in incidents.items():
        key = name.replace("_", "-")
        append(books, key, [OPENED])
        for hours, events in enumerate(entries, start=1):
            append(books, key, events, at=NOON + hours * HOUR)
    return Escalations(engine)


def _arrived(key: str) -> NoticeDelivered:
    return NoticeDelivered(key, "mail", NOON)


def test_told_is_who_had_a_message_and_not_whom_a_rung_has_in_mind(engine: Engine) -> None:
    climbs: list[Event] = [DeadlineSet(LADDERED), TOLD]
    both: list[Event] = [_arrived(f"{key}/{GATE.id}/2/1.1/fay") for key in ("INC-1", "INC-2")]
    board = _board(engine, INC_1=[climbs, both[:1], [ASCENDED]], INC_2=[climbs, both[1:]])

    assert [one.told for one in board.climbing(LATER)] == [("fay",), ("fay",)]
    assert _board(engine, INC_3=[climbs]).climbing_in(["INC-3"], LATER)[0].told == ()


def _keys(rows: Sequence[EscalationRow]) -> list[str]:
    return [one.incident for one in rows]


def test_only_what_climbed_past_its_deadline_climbs(engine: Engine) -> None:
    escalations = _board(
        engine,
        INC_1=[[DeadlineSet(LADDERED)]],
        INC_2=[[DeadlineSet(LADDERED), REMINDED]],
        INC_3=[[DeadlineSet(LADDERED), REMINDED, TOLD]],
        INC_4=[[DeadlineSet(LADDERED), TOLD], [DeadlineMet(GATE.id)]],
        INC_5=[[DeadlineSet(LADDERED), TOLD], [PhaseEntered(Phase.WITHDRAWN, Trigger.WITHDRAW)]],
    )

    assert _keys(escalations.climbing(LATER)) == ["INC-3"]
    assert escalations.climbing(GATE.due - HOUR) == ()


def test_an_older_deadline_climbs_with_any_rung_it_has_reached(engine: Engine) -> None:
    escalations = _board(engine, INC_1=[[DeadlineSet(GATE)]], INC_2=[[DeadlineSet(GATE), REMINDED]])

    assert _keys(escalations.climbing(LATER)) == ["INC-2"]


def test_what_is_held_is_left_out_until_its_date(engine: Engine) -> None:
    escalations = _board(engine, INC_1=[[DeadlineSet(HELD)]])
    hold = HELD.hold
    assert hold

    assert escalations.climbing(hold.until - HOUR) == ()
    assert _keys(escalations.climbing(hold.until - HOUR, held_too=True)) == ["INC-1"]
    assert _keys(escalations.climbing(hold.until)) == ["INC-1"]


QUESTION = Deadline(
    DeadlineKind.CONSENT,
    "W1",
    NOON,
    NOON,
    NOON,
    "consent",
    fired=(2,),
    zone="UTC",
    moments=(NOON,),
)


def test_a_question_climbs_nowhere_and_makes_no_incident_late(engine: Engine) -> None:
    escalations = _board(engine, INC_1=[[DeadlineSet(QUESTION), DeadlineSet(LADDERED)]])

    assert escalations.climbing(LATER) == ()
    with reading(engine) as connection:
        (due,) = connection.execute(select(incidents.c.due)).one()
    assert due == GATE.due


def test_what_was_put_on_other_rungs_while_it_was_held_climbs_still(engine: Engine) -> None:
    assert HELD.hold
    wakes = HELD.hold.until
    moved = replace(HELD, fired=(), set_at=wakes, moments=(wakes, wakes, wakes + DAY))
    escalations = _board(engine, INC_1=[[DeadlineSet(moved)]])

    assert escalations.climbing(wakes - HOUR) == ()
    assert _keys(escalations.climbing(wakes - HOUR, held_too=True)) == ["INC-1"]


def test_a_row_has_the_deadline_as_the_record_does(
    engine: Engine,
) -> None:
    escalations = _board(
        engine, INC_1=[[DeadlineSet(LADDERED), REMINDED], [TOLD], [ASCENDED]], INC_2=[]
    )

    assert escalations.climbing(LATER) == (
        EscalationRow(
            "INC-1",
            "Queue stuck",
            "digest-1",
            replace(LADDERED, fired=(1, 1, 1), tellings=(1, 1, 1)),
        ),
    )


def test_an_action_is_listed_by_its_own_title(engine: Engine) -> None:
    told = RungReached(OWED.id, 1, 1, ("ana", "max"))
    arrived = [_arrived(f"INC-1/{OWED.id}/2/1.1/{one}") for one in ("ana", "max")]
    escalations = _board(
        engine,
        INC_1=[[ItemAdded(PAGE_ALERT), DeadlineSet(OWED), told], arrived],
    )

    (one,) = escalations.climbing(LATER)

    assert (one.title, one.told) == ("Page on depth", ("ana", "max"))


def test_the_longest_overdue_comes_first_and_the_list_has_an_end(engine: Engine) -> None:
    entries = {
        f"INC_{days}": [
            [DeadlineSet(replace(LADDERED, due=GATE.due - days * DAY, fired=(0, 0, 1)))]
        ]
        for days in (1, 3, 2)
    }
    escalations = _board(engine, **entries)

    assert _keys(escalations.climbing(LATER)) == ["INC-3", "INC-2", "INC-1"]
    assert _keys(escalations.climbing(LATER, limit=2)) == ["INC-3", "INC-2"]
    many = [f"INC-{number}" for number in range(3_000, 1, -1)]
    assert _keys(escalations.climbing_in(many, LATER)) == ["INC-3", "INC-2"]
    assert escalations.climbing_in([], LATER) == ()


def test_what_climbs_and_what_is_held_is_counted(engine: Engine) -> None:
    escalations = _board(
        engine, INC_1=[[DeadlineSet(LADDERED), TOLD]], INC_2=[[DeadlineSet(HELD)]], INC_3=[]
    )

    assert escalations.count(GATE.due + HOUR) == (1, 1)
    assert escalations.count(LATER) == (2, 0)
    assert escalations.count(NOON) == (0, 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_lists_and_counts_go_by_an_index(engine: Engine) -> None:
    with reading(engine) as connection:
        plan = connection.execute(text(f"EXPLAIN QUERY PLAN {WANTED}"))

        assert [row[3] for row in plan] == [
            "SEARCH deadlines USING COVERING INDEX deadlines_by_climb (climbs=? AND due<?)"
        ]
