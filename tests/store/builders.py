"""Entries and records by hand, for tests of the books."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, Select, Table, literal_column, select

from ledger.entry import Entry, written
from states.codec import event_to_json
from states.events.actions import ActionFinished
from states.events.escalations import DeadlineMet, DeadlineSet, RungReached
from states.events.event import Event
from states.events.gates import PhaseEntered
from states.events.notices import NoticeDelivered
from states.events.record import IncidentOpened, ItemAdded, ItemChanged, ItemRemoved, SingleChanged
from states.evolve import fold
from states.lifecycle import Phase, Trigger
from states.people import Person
from states.record.actions import Action, Priority
from states.record.context import Context, Severity
from states.record.deadlines import Deadline, DeadlineKind
from states.record.factors import Category, Factor
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from store.books import SqlBooks, SqlTurn
from store.engine import reading
from store.tables import METADATA

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANA = {"person": "ana", "via": "cli"}

CONTEXT = Context(
    title="Queue stuck",
    severity=Severity.SEV2,
    services=("billing", "queue"),
    facilitator="fay",
    commander="col",
    stabilized=NOON - timedelta(hours=1),
)
OPENED = IncidentOpened(CONTEXT, "digest-1")
PAGE_ALERT = Action(
    id="A1", title="Page on depth", owner="ana", due=date(2026, 3, 9), priority=Priority.P1
)
NO_ALERT = Factor(id="F1", text="Nobody was paged", category=Category.PROCESS, same_as="INC-1/F2")
GATE = Deadline(
    DeadlineKind.GATE, "facts", NOON, NOON + timedelta(days=1), NOON, "gates", owner="fay"
)
OWED = Deadline(
    DeadlineKind.ACTION, "A1", NOON, NOON + timedelta(days=7), NOON, "actions", owner="ana"
)


def life_of(incident: str) -> tuple[tuple[Event, ...], ...]:
    """Let rows of every table of the read model come, change and go."""
    told = f"{incident}/gate:facts/3/0.1/fay"
    return (
        (OPENED, DeadlineSet(GATE)),
        (ItemAdded(PAGE_ALERT), ItemAdded(NO_ALERT), DeadlineSet(OWED)),
        (
            ItemChanged(replace(NO_ALERT, same_as="")),
            RungReached(GATE.id, 0, 1, ("fay",), "Facts due", "Soon"),
        ),
        (NoticeDelivered(told, "mail", NOON + timedelta(minutes=5)),),
        (RungReached(GATE.id, 1, 1, ("max",), "Facts late", "Now"),),
        (ActionFinished("A1", "https://example.com/pr/7"), DeadlineMet(OWED.id)),
        (ItemRemoved("F1", "said twice"), PhaseEntered(Phase.STABILIZED, Trigger.ADVANCE)),
        (SingleChanged(replace(CONTEXT, services=("queue", "mail"))),),
    )


LIFE = life_of("INC-42")

PEOPLE = (Person("ana", "Ana Pérez", roles=("engineer",)), Person("fay", "Fay", manager="max"))


def entry(
    turn: SqlTurn, events: Sequence[Event] = (), command: str = "", at: datetime = NOON
) -> Entry:
    """Write the entry that follows."""
    incident, seq = turn.history.incident, turn.seq + 1
    return Entry(
        incident=incident,
        seq=seq,
        prev=turn.head,
        at=written(at),
        actor=ANA,
        command={"id": command or f"{incident}-c{seq}", "name": "Revise", "digest": "d"},
        events=tuple(event_to_json(one) for one in events),
        refusal=None if events else {"message": "no"},
    )


def add(
    turn: SqlTurn, events: Sequence[Event] = (), command: str = "", at: datetime = NOON
) -> None:
    """Append events to an open turn, as `commit` does; none stand for a refusal."""
    record = turn.record or Retrospective(turn.history.incident)
    after = fold(record, events, Stamp(at, ANA["person"], turn.seq + 1))
    turn.append(entry(turn, events, command, at), after)


def append(
    books: SqlBooks,
    incident: str,
    events: Sequence[Event] = (),
    command: str = "",
    at: datetime = NOON,
) -> None:
    """Take a turn and append events."""
    with books.turn(incident) as turn:
        add(turn, events, command, at)


def live(books: SqlBooks, incident: str = "INC-42", steps: int = len(LIFE)) -> None:
    """Let a life happen, or the first steps of it: a turn for each, and an hour apart."""
    for hours, events in enumerate(life_of(incident)[:steps]):
        append(books, incident, events, at=NOON + timedelta(hours=hours))


def rows_of(engine: Engine, table: Table) -> list[tuple[object, ...]]:
    """Read a table as it is stored, in the order of its key."""
    bare: Select[*tuple[object, ...]] = (
        select(literal_column("*")).select_from(table).order_by(*table.primary_key)
    )
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(bare)]


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Read every table as it is stored."""
    return {name: rows_of(engine, table) for name, table in METADATA.tables.items()}
