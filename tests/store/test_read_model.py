"""Lists are short, in order of what is due, and name only what was asked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from states.errors import NotFoundError
from states.events.actions import ActionFinished, ActionParked, ActionVerified
from states.events.escalations import DeadlineSet
from states.events.event import Event
from states.events.gates import PhaseEntered
from states.events.record import IncidentOpened, ItemAdded
from states.lifecycle import Phase, Trigger
from states.record.actions import Action, Priority
from states.record.context import Severity
from states.record.deadlines import DeadlineKind
from store import listed, tables
from store.books import SqlBooks
from store.read_model import ReadModel, Wanted
from tests.store.builders import CONTEXT, GATE, NOON, OWED, PAGE_ALERT, append, life_of, live

WITHDRAWN = PhaseEntered(Phase.WITHDRAWN, Trigger.WITHDRAW)
FACTS = PhaseEntered(Phase.FACTS, Trigger.ADVANCE)
DAY = timedelta(days=1)


def _opened(**changes: object) -> IncidentOpened:
    return IncidentOpened(replace(CONTEXT, **changes), "digest-1")  # type: ignore[arg-type]  # any field


def _gate(days: int) -> DeadlineSet:
    return DeadlineSet(replace(GATE, due=NOON + days * DAY))


# fmt: off
INCIDENTS: dict[str, Sequence[Event]] = {
    "INC-1": (_opened(title="Disk full"), _gate(3)),
    "INC-2": (_opened(severity=Severity.SEV1, services=("mail",)), _gate(1), FACTS),
    "INC-3": (_opened(facilitator="max"), _gate(2)),
    "INC-4": (_opened(title="50%_off was wrong", severity=None),),
    "INC-5": (_opened(title="DISK slow"), _gate(1)),
    "INC-6": (_opened(), _gate(0), WITHDRAWN),
    "INC-7": (_opened(facilitator=""),),
}
# fmt: on


@pytest.fixture
def lists(engine: Engine) -> ReadModel:
    """Fill a board."""
    books = SqlBooks(engine)
    for key, events in INCIDENTS.items():
        append(books, key, events)
    return ReadModel(engine)


# fmt: off
ASKED = [
    #  what is asked for                 incidents, in order
    (Wanted(),                          "2 5 3 1 4 7"),
    (Wanted(is_open=False),             "6"),
    (Wanted(is_open=None),              "2 5 3 1 4 6 7"),
    (Wanted(phase=Phase.FACTS),         "2"),
    (Wanted(severity=Severity.SEV1),    "2"),
    (Wanted(service="mail"),            "2"),
    (Wanted(service="billing"),         "5 3 1 4 7"),
    (Wanted(service="nothing"),         ""),
    (Wanted(facilitator="max"),         "3"),
    (Wanted(late=NOON + 2 * DAY),       "2 5 3"),
    (Wanted(late=NOON),                 ""),
    (Wanted(title="disk"),              "5 1"),
    (Wanted(title="0%_o"),              "4"),
    (Wanted(title="%"),                 "4"),
    (Wanted(limit=2),                   "2 5"),
    (Wanted(after="INC-2"),             "5 3 1 4 7"),
    (Wanted(after="INC-1", limit=1),    "4"),
    (Wanted(after="INC-4"),             "7"),
    (Wanted(after="INC-7"),             ""),
    (Wanted(service="billing", late=NOON + 2 * DAY), "5 3"),
]
# fmt: on


@pytest.mark.parametrize(("wanted", "keys"), ASKED)
def test_a_list_is_what_was_asked_for(lists: ReadModel, wanted: Wanted, keys: str) -> None:
    assert [row.key for row in lists.incidents(wanted)] == [f"INC-{one}" for one in keys.split()]


def test_pages_make_the_whole_list(lists: ReadModel) -> None:
    pages: list[listed.IncidentRow] = []
    after = ""
    while page := lists.incidents(Wanted(is_open=None, limit=2, after=after)):
        pages += page
        after = page[-1].key

    assert tuple(pages) == lists.incidents(Wanted(is_open=None))


def test_a_page_after_nothing_known_is_refused(lists: ReadModel) -> None:
    with pytest.raises(NotFoundError, match="there is no incident INC-99 to go on after"):
        lists.incidents(Wanted(after="INC-99"))


def test_a_row_says_all_there_is(lists: ReadModel) -> None:
    row = lists.incidents(Wanted(limit=1))[0]

    assert row == listed.IncidentRow(
        key="INC-2",
        title="Queue stuck",
        severity="SEV1",
        services=("mail",),
        phase="facts",
        entered=NOON,
        opened=NOON,
        stabilized=CONTEXT.stabilized,
        facilitator="fay",
        commander="col",
        next_gate="factors",
        gate_due=NOON + DAY,
        due=NOON + DAY,
        revision=1,
        seq=1,
        open=True,
        touched=NOON,
        policy="digest-1",
    )


@pytest.mark.parametrize(
    ("row", "table"),
    [
        (listed.IncidentRow, tables.incidents),
        (listed.ActionRow, tables.actions),
        (listed.NoticeRow, tables.notices),
    ],
)
def test_the_fields_of_a_row_are_the_columns(row: type, table: object) -> None:
    assert row._fields == tuple(table.columns.keys())  # type: ignore[attr-defined]  # named tuples and tables


def test_the_fields_of_a_promise_are_the_first_columns_of_a_deadline() -> None:
    columns = tuple(tables.deadlines.columns.keys())

    assert columns[: len(listed.DeadlineRow._fields)] == listed.DeadlineRow._fields


def test_a_facilitator_sees_their_gates(lists: ReadModel) -> None:
    assert [row.key for row in lists.gates_of("fay")] == ["INC-2", "INC-5", "INC-1", "INC-4"]


def _promise(number: int, day: int | None, owner: str = "ana") -> ItemAdded:
    due = date(2026, 3, day) if day else None
    return ItemAdded(Action(id=f"A{number}", title="Do it", owner=owner, due=due))


def test_an_owner_sees_what_is_still_owed(engine: Engine) -> None:
    books = SqlBooks(engine)
    verified = (ActionFinished("A3", "pr"), ActionVerified("A3", "test"))
    done, parked = ActionFinished("A4", "pr"), ActionParked("A5", "later")
    promises = [_promise(n, day) for n, day in enumerate([9, None, 8, 7, 6], start=1)]
    append(books, "INC-1", [_opened(), *promises, *verified, done, parked, _promise(6, 5, "max")])
    append(books, "INC-2", [_opened(), _promise(1, 8)])
    append(books, "INC-3", [_opened(), _promise(1, 1), WITHDRAWN])

    owed = ReadModel(engine).actions_of("ana")

    assert [(row.incident, row.id, row.state) for row in owed] == [
        ("INC-1", "A4", "done"),
        ("INC-2", "A1", "open"),
        ("INC-1", "A1", "open"),
        ("INC-1", "A2", "open"),
    ]


def test_an_action_says_all_there_is(engine: Engine) -> None:
    action = replace(PAGE_ALERT, ticket="PAY-7", top=True)
    append(SqlBooks(engine), "INC-1", [_opened(), ItemAdded(action)])

    assert ReadModel(engine).actions_of("ana") == (
        listed.ActionRow(
            incident="INC-1",
            id="A1",
            title="Page on depth",
            owner="ana",
            due=date(2026, 3, 9),
            priority=Priority.P1.value,
            state="open",
            ticket="PAY-7",
            top=True,
            touched=NOON,
        ),
    )


def test_what_is_overdue_is_listed_the_longest_first(engine: Engine) -> None:
    books = SqlBooks(engine)
    append(books, "INC-1", [_opened(), _gate(2), DeadlineSet(OWED)])
    append(books, "INC-2", [_opened(), _gate(1)])
    append(books, "INC-3", [_opened(), _gate(0), WITHDRAWN])
    lists = ReadModel(engine)

    overdue = lists.overdue(NOON + 2 * DAY)

    assert overdue == (
        listed.DeadlineRow("INC-2", "gate:facts", "gate", "facts", NOON + DAY, "fay", "gates"),
        listed.DeadlineRow("INC-1", "gate:facts", "gate", "facts", NOON + 2 * DAY, "fay", "gates"),
    )
    assert len(lists.overdue(NOON + 9 * DAY, limit=1)) == 1


def test_late_is_a_gate_or_an_action_and_not_what_only_stalls(engine: Engine) -> None:
    books = SqlBooks(engine)
    stalls = replace(GATE, kind=DeadlineKind.STALLED_GATE)
    append(books, "INC-1", [_opened(), DeadlineSet(OWED), _gate(9)])
    append(books, "INC-2", [_opened(), DeadlineSet(stalls)])
    append(books, "INC-3", [_opened(), DeadlineSet(OWED), WITHDRAWN])
    lists = ReadModel(engine)

    assert [row.key for row in lists.incidents(Wanted(late=OWED.due))] == ["INC-1"]
    assert lists.late(OWED.due - timedelta(seconds=1), ["INC-1"]) == {}
    assert lists.late(OWED.due, ["INC-1", "INC-2", "INC-3"]) == {"INC-1": ("A1",)}
    assert lists.late(NOON + 9 * DAY, ["INC-1"]) == {"INC-1": ("A1", "facts")}
    assert lists.late(NOON + 9 * DAY, ["INC-2"]) == {}
    assert [one.is_action for one in lists.overdue(NOON + 9 * DAY)] == [True, False]


def test_who_was_told_what_is_listed_with_what_became_of_it(engine: Engine) -> None:
    live(SqlBooks(engine))

    first, second = ReadModel(engine).notices("INC-42")

    assert (first.incident, first.key) == ("INC-42", "INC-42/gate:facts/3/0.1/fay")
    assert (first.to, first.deadline, first.rung) == ("fay", "gate:facts", 0)
    assert (first.at, first.due) == (NOON + timedelta(hours=2), GATE.due)
    assert first.subject == "Facts due"
    assert first.text.startswith("Soon")
    assert (first.delivered, first.channel) == (NOON + timedelta(minutes=5), "mail")
    assert (second.to, second.delivered, second.channel) == ("max", None, "")
    assert (first.pending, second.pending) == (False, True)


def test_an_incident_nobody_was_told_about_has_no_notices(engine: Engine) -> None:
    append(SqlBooks(engine), "INC-42", life_of("INC-42")[0])

    assert ReadModel(engine).notices("INC-42") == ()
