"""`retro store`: the database."""

import click

from cli.app import App
from cli.installation.founding import set_up
from store.engine import shown
from store.grants import grants
from store.guarded import put_back
from store.rebuild import rebuild


@click.group()
def store() -> None:
    """Set up the database, or fill it again."""


@store.command("migrate")
@click.pass_obj
def migrate_store(app: App) -> None:
    """Bring the database to the shape that this release knows.

    Nothing happens where it has that shape. `retro up` does this by itself. Guards of the
    history that somebody took away are put back as well, which nothing else does.

    \b
    Example:
      RETRO_DATABASE_URL=postgresql://retro@db/retro retro store migrate
    """
    set_up(app)
    for name in put_back(app.database):
        app.output.talk(
            f"{name} guards the history again · see what was changed: retro audit verify"
        )
    app.output.talk(f"the database {shown(app.database.url)} is ready · next: retro up")


@store.command("rebuild")
@click.pass_obj
def rebuild_store(app: App) -> None:
    """Fill what lists are read from again, from the history.

    \b
    Example:
      retro store rebuild
    """
    rebuild(app.engine, lambda done, whole: app.output.talk(f"{done} of {whole} incidents"))
    app.output.talk("lists say what the history says · check it: retro audit verify")


@store.command("grants")
@click.argument("worker")
@click.argument("reader", nargs=-1)
def grant_store(worker: str, reader: tuple[str, ...]) -> None:
    """Print what gives roles of PostgreSQL their rights, and no more.

    WORKER is for `retro worker`, and can change nothing that was written; READER is for whoever
    only looks. Run it as the owner of the tables, and again after each upgrade.

    \b
    Example:
      retro store grants retro_worker retro_reader | psql postgresql://owner@db/retro
    """
    for line in grants(worker, reader):
        click.echo(line)
