"""SQLite: one file, one writer at a time, safe against a power cut."""

from contextlib import AbstractContextManager
from functools import cache, partial
from pathlib import Path
from sqlite3 import Connection as FileConnection
from sqlite3 import OperationalError
from time import sleep

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from states.errors import InvalidError, UnreachableError
from store.line import Line
from store.prepared import run

# Their sum stays within the ten seconds in which every answer is given: wait for the other
# writers of this process, for a connection, for the writers of other processes.
LINE_SECONDS = 3
POOL_SECONDS = 2
BUSY_SECONDS = 5

CONNECTIONS = 8
TRIES = 50

FILE = "file"
"""Under what a connection remembers which file it opened."""

# fmt: off
PRAGMAS = (
    #  setting              value                        why
    ("journal_mode",        "WAL"),                    # readers never wait for the writer
    ("synchronous",         "FULL"),                   # what was acknowledged survives a power cut
    ("foreign_keys",        "ON"),
    ("recursive_triggers",  "ON"),                     # REPLACE deletes, and is seen deleting
    ("secure_delete",       "ON"),                     # what was erased is not left in free pages
    ("busy_timeout",        str(BUSY_SECONDS * 1000)), # writers of other processes wait
)
# fmt: on


def sqlite_engine(url: URL) -> Engine:
    """Open a file, whose folder is made where it is missing.

    Raises:
        InvalidError: the address names no file, or one whose folder cannot be made.
    """
    if not url.database or url.database == ":memory:":
        raise InvalidError(
            "a history in memory would be lost", "name a file: sqlite:///folder/retrogate.db"
        )
    _make(Path(url.database).parent)
    engine = create_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
        connect_args={"timeout": 0},  # `_persist` waits instead
    )
    event.listen(engine, "connect", _settle)
    event.listen(engine, "connect", partial(_remember, Path(url.database)))
    event.listen(engine, "checkout", partial(_must_be_there, Path(url.database)))
    event.listen(engine, "begin", _begin)
    return engine


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidError(
            f"the folder {folder} cannot be made: {error.strerror}",
            "name a file in a folder you may write to: sqlite:///folder/retrogate.db",
        ) from error


def _settle(connection: FileConnection, _: ConnectionPoolEntry) -> None:
    # The driver would begin late, and only before some statements; `_begin` does it instead.
    connection.isolation_level = None
    for setting, chosen in PRAGMAS:
        _persist(connection, f"PRAGMA {setting} = {chosen}")


def _remember(file: Path, _: FileConnection, kept: ConnectionPoolEntry) -> None:
    kept.info[FILE] = _identity(file)


def _must_be_there(file: Path, _: FileConnection, kept: ConnectionPoolEntry, __: object) -> None:
    """Use the file that has the name now: one that was moved away takes its writes along.

    Raises:
        UnreachableError: there is no file of that name any more.
        DisconnectionError: there is another one; the pool opens it.
    """
    try:
        same = kept.info[FILE] == _identity(file)
    except FileNotFoundError as error:
        raise UnreachableError(
            f"the database file {file} is gone", "put it back, then start again: retro up"
        ) from error
    if not same:
        raise DisconnectionError(f"{file} is another file now")


def _identity(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_dev, found.st_ino


def _persist(connection: FileConnection, statement: str) -> None:
    # Two that make the same new file meet at its journal mode, where SQLite itself does not wait.
    for _ in range(TRIES):
        try:
            connection.execute(statement)
        except OperationalError:
            sleep(BUSY_SECONDS / TRIES)
        else:
            return
    connection.execute(statement)


def _begin(connection: Connection) -> None:
    # A writer that has read before it asks for the lock is turned away without waiting.
    writes = connection.get_execution_options().get("writes", False)
    run(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")


def writers_turn(url: URL) -> AbstractContextManager[None]:
    """Wait behind the other writers of this process."""
    return _line(str(url.database)).turn(LINE_SECONDS)


@cache
def _line(_: str) -> Line:
    return Line()
