"""Who audits: one connection at a time, and what was learnt of people and policies on the way."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, Engine, bindparam, select

from policies.auditing.course import SENSELESS
from policies.auditing.discrepancy import Discrepancy, Finding, Kind
from policies.auditing.world import World
from policies.simulating.past import Staff
from store import shelf
from store.auditing.history import History, Waiting
from store.auditing.rows import rows_between, rows_of
from store.auditing.sealed import texts_between
from store.auditing.tree import identity_for, tree_broken
from store.auditing.written import sound
from store.engine import reading
from store.pasts import staff_in
from store.prepared import found
from store.streams import STREAMS
from store.tables import PEOPLE, pending, policies

WAITING = select(pending.c.incident, pending.c.seq).where(
    pending.c.incident.between(bindparam("first"), bindparam("last"))
)
TEXTS = select(policies.c.digest, policies.c.text)


class Looked(NamedTuple):
    """What was found in some histories, and how many entries they have."""

    findings: list[Finding]
    entries: int = 0


class Clerk:
    """Looks at histories, each in one transaction with all that it is judged by."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of `engine`."""
        self._engine = engine
        self._head = ""
        self._staff: Staff | None = Staff()

    def look(self, first: str, last: str) -> Looked:
        """Audit the incidents from one key to another, both included."""
        with reading(self._engine) as connection:
            world = self._world_in(connection)
            findings: list[Finding] = []
            entries = 0
            try:
                # One after the other: what was read of a history is judged while it is at hand.
                for one in histories_between(connection, first, last):
                    # A stream is no incident, and may stand between two in order of their names.
                    if one.incident in STREAMS:
                        continue
                    findings += _findings(one, world)
                    entries += len(one.rows)
            except SENSELESS as error:
                said = f"rows from {first} to {last} that can be read"
                findings.append(Discrepancy(first, 0, said, str(error), Kind.COLUMN))
        return Looked(findings, entries)

    def look_at_tree(self, installation: str) -> Looked:
        """Hold the tree over all entries to what was signed of it."""
        with reading(self._engine) as connection:
            identity = identity_for(connection, installation)
            return Looked([*tree_broken(connection, identity)])

    def _world_in(self, connection: Connection) -> World | None:
        """Return what is judged by; None where the directory's history is not what was written."""
        _, head = shelf.head_of(connection, PEOPLE)
        if head != self._head:
            is_sound = sound(rows_of(connection, PEOPLE)) is not None
            self._staff = staff_in(connection) if is_sound else None
            self._head = head
        if self._staff is None:
            return None
        return World(self._staff, dict(found(connection, TEXTS)))


def _findings(history: History, world: World | None) -> Iterator[Finding]:
    try:
        yield from history.audited(world) if world else history.written()
    except SENSELESS as error:
        told = f"{type(error).__name__}: {error}"
        yield Discrepancy(history.incident, 0, "a history that can be read", told, Kind.SENSE)


def histories_between(connection: Connection, first: str, last: str) -> Iterator[History]:
    """Read the histories from one key to another, both included."""
    texts = texts_between(connection, first, last)
    waiting: Waiting = frozenset(found(connection, WAITING, first=first, last=last))
    for incident, rows in rows_between(connection, first, last):
        yield History(incident, rows, texts, waiting)
