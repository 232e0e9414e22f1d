"""Which open incidents may concern somebody, so that no others have to be folded.

Each question may name too many of them, and never too few.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, func, or_, select

from states.lifecycle import Phase
from store.engine import reading
from store.tables import deadlines, entries, incidents, policies

TOGETHER = 200
"""Words that are looked for at a time: SQLite reads no expression that is much deeper."""

# fmt: off
HOLDS: Mapping[str, Callable[[Any, bytes], ColumnElement[bool]]] = {
    "sqlite":     lambda text, word: func.instr(text, word) > 0,
    "postgresql": lambda text, word: func.pg_catalog.position(text, word) > 0,
}
"""How each database looks for bytes within bytes."""
# fmt: on


class Concerns:
    """Questions about all open incidents at once."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of `engine`."""
        self._engine = engine

    def saying(self, words: Iterable[str]) -> frozenset[str]:
        """Name those with an entry that has one of `words` as a whole text."""
        return self._keys(self._saying(words))

    def climbing(self, words: Iterable[str]) -> frozenset[str]:
        """Name those in which something climbs, and which have one of `words` in an entry."""
        late = entries.c.incident.in_(select(deadlines.c.incident).where(deadlines.c.climbs))
        some, found = iter(words), frozenset[str]()
        while these := tuple(islice(some, TOGETHER)):
            found |= self._keys(self._saying(these).where(late))
        return found

    def overdue(self, now: datetime, owners: Iterable[str] | None = None) -> frozenset[str]:
        """Name those in which something was due by `now`, whoever owns it or one of `owners`."""
        late = select(deadlines.c.incident).where(deadlines.c.due <= now).distinct()
        return self._keys(late if owners is None else late.where(deadlines.c.owner.in_(owners)))

    def before(self, gates: Iterable[Phase]) -> frozenset[str]:
        """Name those that stand before one of `gates`."""
        names = [one.value for one in gates]
        chosen = select(incidents.c.key).where(incidents.c.open, incidents.c.next_gate.in_(names))
        return self._keys(chosen)

    def policies(self) -> tuple[str, ...]:
        """List the text of every policy that is kept."""
        with reading(self._engine) as connection:
            return tuple(connection.scalars(select(policies.c.text)))

    def _saying(self, words: Iterable[str]) -> Select[Any]:
        holds = HOLDS[self._engine.dialect.name]
        found = or_(*(holds(entries.c.text, f'"{word}"'.encode()) for word in words))
        joined = select(entries.c.incident).join(incidents, incidents.c.key == entries.c.incident)
        return joined.where(incidents.c.open, found).distinct()

    def _keys(self, chosen: Select[Any]) -> frozenset[str]:
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(chosen))
