"""What gates answered, each with everything that the answer depended on."""

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

from sqlalchemy import Connection, Engine, select

from ledger.entry import Entry
from policies.publishing.rejudging import Decision
from states.codec import event_from
from states.events.event import Event
from states.events.gates import GateBlocked, PhaseEntered
from states.evolve import fold
from states.lifecycle import Trigger
from states.people import Directory
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from store import parties, shelf
from store.engine import reading
from store.shelf import Kept
from store.streams import STREAMS
from store.tables import PEOPLE, entries


class Decisions:
    """Recorded answers of gates, told from the entries alone."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of `engine`."""
        self._engine = engine

    def keys(self) -> tuple[str, ...]:
        """List every incident that has a history."""
        keys = select(entries.c.incident).distinct().where(entries.c.incident.not_in([*STREAMS]))
        with reading(self._engine) as connection:
            return tuple(connection.scalars(keys.order_by(entries.c.incident)))

    def of(self, incident: str) -> tuple[Decision, ...]:
        """List what the gates of an incident answered, in order; none where none was asked."""
        with reading(self._engine) as connection:
            staff = shelf.entries_since(connection, PEOPLE, 1)
            return tuple(_decisions(connection, incident, staff))


def _decisions(connection: Connection, incident: str, staff: list[Kept]) -> Iterator[Decision]:
    record = Retrospective(incident)
    for kept in shelf.entries_since(connection, incident, 1):
        entry = kept.entry()
        stamp = Stamp(entry.moment, entry.actor["person"], entry.seq)
        for event in map(event_from, entry.events):
            if _is_decision(event):
                yield _decision(event, record, entry, staff)
            record = fold(record, (event,), stamp)


def _is_decision(event: Event) -> bool:
    match event:
        case PhaseEntered(trigger=Trigger.ADVANCE) | GateBlocked():
            return True
        case _:
            return False


def _decision(event: Event, record: Retrospective, entry: Entry, staff: list[Kept]) -> Decision:
    match event:
        case PhaseEntered(phase, results=results, people=revision):
            told = (phase, True, results, revision)
        case GateBlocked(report, revision):
            told = (report.to, False, report.results, revision)
        case _:
            raise AssertionError(f"{type(event).__name__} is no gate's answer")
    gate, gate_open, results, revision = told
    return Decision(
        incident=entry.incident,
        seq=entry.seq,
        gate=gate,
        gate_open=gate_open,
        results=results,
        policy=record.policy,
        record=record,
        people=_directory(staff, revision, entry.moment),
        now=entry.moment,
        build=(entry.source or {}).get("build", ""),
    )


def _directory(staff: list[Kept], revision: int | None, moment: datetime) -> Directory:
    # Older entries do not say which directory they were judged by: then the clock has to.
    known = takewhile(lambda one: one.seq <= revision if revision else one.at <= moment, staff)
    return Directory(parties.folded(known), revision or 0)
