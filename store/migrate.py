"""Bring a database to the shape this code knows; refuse one that is ahead of it."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from states.errors import Exit, RetrogateError
from store.engine import reading, shown, writing
from store.postgres import patiently
from store.rebuild import refill

STEPS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Every revision in order, so that a current database is recognised without Alembic."""

LOCK = 7_283_174
"""The number under which PostgreSQL keeps other migrations waiting."""


class NewerDatabaseError(RetrogateError):
    """A later release has already been here."""

    exit = Exit.CONFLICT

    def __init__(self, database: str, found: str) -> None:
        """Say which database, what it has, and what this release knows."""
        super().__init__(
            f"the database {database} has revision {found}; this release knows up to {STEPS[-1]}",
            "install the newer release of retrogate, or name another database",
        )


def is_current(engine: Engine) -> bool:
    """Tell whether there is nothing to migrate; raises `NewerDatabaseError` too."""
    with reading(engine) as connection:
        return _revision(connection) == STEPS[-1]


def migrate(engine: Engine) -> None:
    """Take every step that is missing, in one transaction; others wait until it is done.

    Raises:
        NewerDatabaseError: the database is ahead of this code.
        UnreachableError: it does not answer.
    """
    if is_current(engine):
        return
    with writing(engine) as connection, patiently(connection):
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if (found := _revision(connection)) != STEPS[-1]:
            _upgrade(connection)
            if found:  # a step makes room; what belongs there is in the entries
                refill(connection, lambda _done, _total: None)


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.scalar(text("SELECT version_num FROM alembic_version")) or ""
    if found and found not in STEPS:
        raise NewerDatabaseError(shown(connection.engine.url), found)
    return str(found)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  # 0.1 s that only a new shape costs
    from alembic.config import Config  # noqa: PLC0415  # as above

    config = Config()
    # Alembic's options are a template language in which a percent sign is not itself.
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
