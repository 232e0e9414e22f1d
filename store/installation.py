"""Which installation a database belongs to: the id that it drew when it was set up."""

from sqlalchemy import Engine, select

from states.errors import UnreachableError
from store.engine import reading, shown
from store.tables import installation


def installation_id(engine: Engine) -> str:
    """Return the id; whoever works on the same database has the same.

    Raises:
        UnreachableError: the database does not answer, or somebody took the id out of it.
    """
    with reading(engine) as connection:
        drawn: str | None = connection.scalar(select(installation.c.id))
    if drawn is None:
        raise UnreachableError(
            f"the database {shown(engine.url)} does not say which installation it is",
            "put the row of the table `installation` back, from a backup",
        )
    return drawn
