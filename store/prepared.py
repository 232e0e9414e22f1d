"""Statements as the driver takes them, written once: for those that every command runs.

At each execution SQLAlchemy finds its text again and wraps what comes back, which takes
ten times as long as the question itself. What a column means and what an error is stays
what SQLAlchemy says; its events do not hear of these statements.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError

Convert = Callable[[Any], Any]
Row = Mapping[str, Any]
Change = Insert | Update | Delete


class Prepared(NamedTuple):
    """A statement's text, how its values are written, and how its columns are read.

    `order` is empty where the driver takes values by name; `constants` come with the
    statement itself, as a LIMIT does.
    """

    text: str
    constants: Row
    order: Sequence[str]
    writes: Mapping[str, Convert]
    reads: Mapping[int, Convert]

    def values(self, row: Row) -> Any:
        """Write the values of a row as the driver wants them."""
        given = {**self.constants, **row}
        for name, write in self.writes.items():
            given[name] = write(given[name])
        return [given[name] for name in self.order] if self.order else given

    def row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        """Read a row that the driver found."""
        row = [*found]
        for place, read in self.reads.items():
            row[place] = read(row[place])
        return tuple(row)


def found(connection: Connection, statement: Select[Any], **asked: object) -> list[tuple[Any, ...]]:
    """List the rows that answer a question."""
    prepared = _prepared(statement, connection.dialect)
    cursor = connection.connection.cursor()
    try:
        cursor.execute(prepared.text, prepared.values(asked))
        rows = cursor.fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, prepared.text, error) from error
    return [*map(prepared.row, rows)] if prepared.reads else [*rows]


def change(connection: Connection, statement: Change, rows: Iterable[Row]) -> None:
    """Carry out a change once for each row; a row names every value of the statement."""
    prepared = _prepared(statement, connection.dialect)
    values = [prepared.values(row) for row in rows]
    try:
        connection.connection.cursor().executemany(prepared.text, values)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, prepared.text, error) from error


def run(connection: Connection, text: str) -> None:
    """Carry out a statement that has no values and no answer."""
    try:
        connection.connection.cursor().execute(text)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, text, error) from error


def _told(connection: Connection, text: str, error: Exception) -> BaseException:
    kind = connection.dialect.loaded_dbapi.Error
    return DBAPIError.instance(text, None, error, kind, dialect=connection.dialect)


@cache
def _prepared(statement: Select[Any] | Change, dialect: Dialect) -> Prepared:
    compiled = statement.compile(dialect=dialect)
    columns = statement.selected_columns if isinstance(statement, Select) else ()
    writes = ((name, one.type.dialect_impl(dialect)) for name, one in compiled.binds.items())
    reads = enumerate(one.type.dialect_impl(dialect) for one in columns)
    return Prepared(
        text=str(compiled),
        constants=compiled.params,
        order=compiled.positiontup or (),
        writes=_known((name, one.bind_processor(dialect)) for name, one in writes),
        reads=_known((place, one.result_processor(dialect, None)) for place, one in reads),
    )


def _known(conversions: Iterable[tuple[Any, Convert | None]]) -> dict[Any, Convert]:
    return {place: convert for place, convert in conversions if convert}
