"""Reach a database: a file or a server by the same words, within ten seconds or not at all."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from states.errors import InvalidError, UnreachableError
from store.postgres import postgres_engine
from store.sqlite import sqlite_engine, writers_turn

# fmt: off
KINDS = {
    "sqlite":     sqlite_engine,
    "postgresql": postgres_engine,
}
# fmt: on

# fmt: off
WAYS_OUT = {
    "sqlite":     "look at the file and its disk, or name another: retro config show",
    "postgresql": "start it (systemctl start postgresql), or name another: retro config show",
}
# fmt: on

# PostgreSQL has writers wait in line by itself.
TURNS: dict[str, Callable[[URL], AbstractContextManager[None]]] = {"sqlite": writers_turn}

OUR_MISTAKES = (DataError, IntegrityError, ProgrammingError)
"""What a database says about a statement, not about itself."""


def engine_for(url: str) -> Engine:
    """Open the database at `url`; nothing is asked of it yet.

    Raises:
        InvalidError: it is no address, or of a kind that is not known.
    """
    address = _address(url)
    kind = address.get_backend_name()
    if kind not in KINDS:
        raise InvalidError(
            f"“{kind}” is not a database we know",
            "give sqlite:///path/to/file.db or postgresql://user@host/name",
        )
    return KINDS[kind](address)


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise InvalidError(
            "the address of the database cannot be read",
            "give sqlite:///path/to/file.db or postgresql://user@host/name",
        ) from error


def shown(url: URL) -> str:
    """Write an address without its password."""
    return url.difference_update_query(["password"]).render_as_string(hide_password=True)


# One moment for the whole of a transaction, as SQLite has it by itself.
SNAPSHOT = {"postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}}


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that sees one moment and changes nothing.

    Raises:
        UnreachableError: as `writing`.
    """
    options = SNAPSHOT.get(engine.dialect.name, {})
    with (
        _reaching(engine),
        engine.connect() as connection,
        connection.execution_options(**options).begin(),
    ):
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that is kept when the block ends well, and undone otherwise.

    Raises:
        UnreachableError: the database does not answer, or answers that it cannot go on.
    """
    turn = TURNS.get(engine.dialect.name, nullcontext)
    with (
        _reaching(engine),
        turn(engine.url),
        engine.connect() as connection,
        connection.execution_options(writes=True).begin(),
    ):
        yield connection


@contextmanager
def _reaching(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        if isinstance(error, OUR_MISTAKES):
            raise
        raise UnreachableError(
            f"the database {shown(engine.url)} does not answer: {_said(error)}",
            WAYS_OUT[engine.dialect.name],
        ) from error


def _said(error: DBAPIError | PoolTimeoutError) -> str:
    text = str(error.orig) if isinstance(error, DBAPIError) else "every connection is busy"
    return " ".join(text.split())
