"""`retro audit checkpoint`: sign now, and show it."""

import click

from cli.app import App
from cli.installation.log_keeping import log_of
from cli.installation.witnessed import Testimony, take_in, testimonies
from cli.reading.files import text_of
from cli.showing.checkpoint_page import show_checkpoint
from ledger.witness import joined
from states.errors import NotFoundError
from store.log.log import Log
from store.log.standing import Standing, standing_of


@click.command("checkpoint")
@click.option(
    "--add", metavar="FILE", help="Take in first what a witness signed and sent; - is stdin."
)
@click.pass_obj
def checkpoint(app: App, add: str | None) -> None:
    """Sign and publish the log as it is now, and print what was signed.

    With the signatures of its witnesses, where they have seen as much. Keep the answer where
    nobody who can change the database can change it, too: it is what every earlier entry can be
    checked against.

    \b
    Example:
      retro audit checkpoint
      retro audit checkpoint --add from-the-auditor.txt
    """
    log = log_of(app)
    if add:
        _take_in(app, log, add)
    signed = log.refresh(app.now)
    if signed is None:
        raise NotFoundError(
            "nothing is signed yet", "the first start of a worker makes a key: retro up"
        )
    claims = log.claims()
    note = joined(signed.note, (one.note for one in claims))
    show_checkpoint(app.output, note, signed.checkpoint)
    app.output.talk(_told(standing_of(log, claims)))
    for testimony in testimonies(app.settings.witnesses, claims):
        app.output.talk(_testified(app, testimony))


def _take_in(app: App, log: Log, file: str) -> None:
    claim = take_in(text_of(file), app.settings.witnesses, log.claims())
    log.must_hold((claim,))


def _told(standing: Standing) -> str:
    told = f"{standing.signed} entries of {standing.origin} are signed"
    if standing.signed < standing.placed or standing.waits_since:
        told += " · more wait for a machine whose key signs: retro audit keys"
    return told


def _testified(app: App, testimony: Testimony) -> str:
    if testimony.size is None:
        return f"{testimony.name} has signed nothing that can be read at {testimony.place}"
    return f"{testimony.name} signed {testimony.size} at {app.output.cell(testimony.at)}"
