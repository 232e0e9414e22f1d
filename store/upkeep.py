"""Keep writers out while the whole of a database is gone through."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from store.engine import writing
from store.postgres import patiently

# SQLite has one writer at a time anyway.
LOCKS = {"postgresql": "LOCK TABLE entries IN SHARE ROW EXCLUSIVE MODE"}


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """Open a transaction during which nobody else appends an entry; readers go on.

    Raises:
        UnreachableError: the database does not answer, or somebody is writing all the time.
    """
    with writing(engine) as connection, patiently(connection):
        if lock := LOCKS.get(connection.dialect.name):
            connection.execute(text(lock))
        yield connection
