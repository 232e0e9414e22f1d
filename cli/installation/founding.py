"""What a database needs before anything is written in it: its tables, and a policy in force."""

from contextlib import suppress

from cli.app import App
from policies.publishing.packaged import packaged
from states.envelope import ENGINE
from states.errors import ConflictError
from store.migrate import migrate


def set_up(app: App) -> None:
    """Bring the database to the shape of this release, with a policy in force.

    Raises:
        UnreachableError: the database does not answer.
    """
    migrate(app.database)
    put_in_force(app)


def put_in_force(app: App) -> None:
    """Publish the packaged policy in the engine's name where nothing was published before."""
    library = app.policies.library()
    if library.seq:
        return
    event, texts = packaged()
    actor = {"person": ENGINE, "via": "engine"}
    with suppress(ConflictError):  # somebody else sets it up at this very moment
        app.policies.record((event,), texts, actor, app.now, library)
