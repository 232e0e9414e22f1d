"""`retro audit restart`: an honest restore."""

from dataclasses import replace

import click

from cli.app import App
from cli.installation.actor import actor_of
from cli.installation.log_keeping import log_of
from cli.reading.consent import must_consent
from cli.showing.checkpoint_page import show_checkpoint
from connectors.log_key import make_key
from states.errors import InvalidError, UnreachableError
from store.log.log import Log
from store.log.outside import DisagreesError


@click.command("restart")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads it later.")
@click.option("--yes", is_flag=True, help="Do so without asking.")
@click.pass_obj
def restart(app: App, reason: str, *, yes: bool) -> None:
    """Go on after a database was put back from a backup.

    What was signed outside knows entries that the database no longer has. The log goes on under
    a new name, so that nobody takes the two for one; that, and what was known last, is an entry
    of its own. The files of the log as it was are put aside in its folder: keep them, they are
    the proof of what was lost.

    \b
    Example:
      retro audit restart --reason "The disk of the database died; backup of Tuesday night"
    """
    log, actor = log_of(app), actor_of(app)
    _ask(log, yes=yes)
    # A disk that took the database may have had the key, too.
    log = replace(log, key=log.key or make_key(app.settings.log_key))
    origin = log.restart(reason, app.now, actor)
    signed = log.refresh(app.now)
    if signed is None or signed.checkpoint.origin != str(origin):
        raise UnreachableError(
            f"the log goes on as {origin}, and is not signed yet", "retro audit checkpoint"
        )
    show_checkpoint(app.output, signed.note, signed.checkpoint)
    app.output.talk(f"the log goes on as {origin}, with {signed.checkpoint.size} entries")
    app.output.talk(
        "witnesses know it by another key from here on, and remember it in another file: give"
        " them the one of retro audit keys"
    )


def _ask(log: Log, *, yes: bool) -> None:
    try:
        log.must_hold(log.claims())
    except DisagreesError as error:
        must_consent(f"{error} · go on under a new name?", "nothing was changed", given=yes)
        return
    raise InvalidError(
        "nothing outside disagrees with the database: the log goes on as it is",
        "see what was signed last: retro audit checkpoint",
    )
