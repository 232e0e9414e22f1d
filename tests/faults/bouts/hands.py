"""Hands that reach past the engine: what does not follow is refused, what stands stays."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from ledger.entry import Entry, EntryTooLargeError, written
from states.errors import RetrogateError
from states.record.retrospective import Retrospective
from store.books import SqlBooks, SqlTurn
from store.engine import writing
from tests.faults.asked import Asked
from tests.faults.desk import Desk, lives
from tests.faults.house import BY, furnished
from tests.faults.invariant import hold
from tests.faults.place import Place
from tests.faults.tally import Tally

KEY = "INC-1"
SECOND = "entries SELECT * FROM entries WHERE seq = 2"

# fmt: off
STATEMENTS = (
    "UPDATE entries SET text = text WHERE seq = 2",
    "DELETE FROM entries WHERE seq = 2",
    f"REPLACE INTO {SECOND}",
    f"INSERT INTO {SECOND}",
    "TRUNCATE entries",
)
"""Each is refused, by whatever the database is."""

CHANGES: tuple[tuple[str, dict[str, object]], ...] = (
    ("leaves a gap",              {"seq": 99}),
    ("stands there already",      {"seq": 1}),
    ("follows something else",    {"prev": "0" * 64}),
    ("follows nothing",           {"prev": ""}),
    ("is another incident's",     {"incident": "INC-9"}),
    ("answers what is answered",  {"command": {"id": "life-1", "name": "Say", "digest": "d"}}),
    ("is larger than any may be", {"asked": {"text": "x" * 70_000}}),
)
"""Why an entry is refused."""
# fmt: on


BROKEN_OFF = {"id": "broken off", "name": "Say", "digest": "d"}
"""By a name of its own: what was taken by mistake before stands in nobody's way."""


class BrokenOffError(Exception):
    """Whatever happens in the middle of a turn."""


def hands_reach_past(place: Place, times: int) -> Tally:
    """Try everything on a SQLite file, and on PostgreSQL where there is one."""
    tally = Tally()
    urls = [place.file, *([place.database()] if place.postmaster else [])]
    for url in urls:
        engine, asked = furnished(url), Asked()
        desk = Desk(engine, asked)
        for one in lives(KEY, "life"):
            desk.insists(one)
        for _ in range(times):
            _all_tried(engine, tally)
        hold(tally, engine, asked)
        engine.dispose()
    return tally


def _all_tried(engine: Engine, tally: Tally) -> None:
    for statement in STATEMENTS:
        tally.injected["statement"] += 1
        tally.must(_refused(lambda one=statement: _say(engine, one)), f"{statement}: was done")  # type: ignore[misc]  # bound at once
    for why, change in CHANGES:
        tally.injected["entry that does not follow"] += 1
        tally.must(_refused(lambda one=change: _append(engine, one)), f"one that {why} was taken")  # type: ignore[misc]  # as above
    tally.injected["turn that breaks off"] += 1
    _break_off(engine)


def _break_off(engine: Engine) -> None:
    """Fail when an entry is written already: nobody sent it, and it must not be there."""
    with suppress(BrokenOffError), SqlBooks(engine).turn(KEY) as turn:
        turn.append(_next(turn, command=BROKEN_OFF), turn.record or Retrospective(KEY))
        raise BrokenOffError


def _refused(deed: Callable[[], None]) -> bool:
    try:
        deed()
    except (RetrogateError, DBAPIError, EntryTooLargeError):
        return True
    return False


def _say(engine: Engine, statement: str) -> None:
    with writing(engine) as connection:
        connection.execute(text(statement))


def _append(engine: Engine, change: dict[str, object]) -> None:
    with SqlBooks(engine).turn(KEY) as turn:
        turn.append(_next(turn, **change), turn.record or Retrospective(KEY))


def _next(turn: SqlTurn, **change: Any) -> Entry:
    fields = {
        "incident": KEY,
        "seq": turn.seq + 1,
        "prev": turn.head,
        "at": written(datetime.now(UTC)),
        "actor": BY,
        "command": {"id": "by hand", "name": "Say", "digest": "d"},
    }
    return Entry(**{**fields, **change})
