"""PostgreSQL by psycopg 3. Nothing waits for ever, not even for a network gone silent."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

T = TypeVar("T")

# Their sum stays below the ten seconds in which every answer is given: wait for a
# connection, notice that it is dead, make another.
POOL_SECONDS = 2
SILENT_SECONDS = 4.5
CONNECT_SECONDS = 3

STATEMENT_SECONDS = 4
LOCK_SECONDS = 3
IDLE_SECONDS = 60

CONNECTIONS = 20
"""How many are kept open; under load there may be twice as many."""

SETTINGS = (
    f"-c statement_timeout={STATEMENT_SECONDS}s -c lock_timeout={LOCK_SECONDS}s"
    f" -c idle_in_transaction_session_timeout={IDLE_SECONDS}s -c timezone=UTC"
)


class ImpatientConnection(psycopg.Connection[Any]):
    """A connection that gives up on a server which takes a question and never answers.

    The server's own timeouts cannot help where its answers do not arrive.
    """

    patience: float | None = SILENT_SECONDS

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Wait as psycopg does, but no longer than `patience`; then hang up."""
        try:
            return super().wait(gen, interval, timeout or self.patience)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


def postgres_engine(url: URL) -> Engine:
    """Open a pool of connections, each of which is tried before it is used."""
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=POOL_SECONDS,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "options": f"{SETTINGS} {url.query.get('options', '')}",
            "application_name": "retrogate",
        },
    )
    event.listen(engine, "do_connect", _connect)
    return engine


def _connect(
    _: Dialect, __: ConnectionPoolEntry, args: list[Any], named: dict[str, Any]
) -> ImpatientConnection:
    return ImpatientConnection.connect(*args, **named)


@contextmanager
def patiently(connection: Connection) -> Iterator[None]:
    """Let the transaction's statements take as long as they need: for upkeep only."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, ImpatientConnection):
        yield
        return
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    raw.patience = None
    try:
        yield
    finally:
        raw.patience = SILENT_SECONDS
