"""The log of all entries as the settings have it: its key, its folder and its witnesses."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from cli.app import App
from cli.installation.settings_readers import Witness
from connectors.log_folder import LogFolder
from connectors.log_key import make_key, read_key
from connectors.witness_text import read_text
from ledger.note import verifier_from
from states.errors import RetrogateError
from store.log.log import Log
from store.log.outside import Place

SECONDS = 1.0
"""How long an entry waits, at most, for its place in the tree and the signature over it."""

REPORTS = logging.getLogger(__name__)


def log_of(app: App) -> Log:
    """Open the log of this installation.

    Raises:
        InvalidError: the key in the settings is none.
    """
    witnesses = tuple(_place(one) for one in app.settings.witnesses)
    folder = LogFolder(app.settings.log_dir)
    return Log(app.engine, app.installation.id, folder, witnesses, read_key(app.settings.log_key))


def log_to_keep(app: App) -> Log:
    """Open it to be kept from here: a log that nobody has signed yet gets a key."""
    log = log_of(app)
    if log.key or log.identity.key:
        return log
    return replace(log, key=make_key(app.settings.log_key))


def _place(witness: Witness) -> Place:
    read = partial(read_text, witness.place)
    return Place(witness.place, read, verifier_from(witness.key))


async def keep(app: App) -> None:
    """Tend the log as long as the worker runs; what stands in the way is told once."""
    log, step, told = log_to_keep(app), Log.refresh, ""
    while True:
        try:
            # Another key may sign by now: retro audit rotate.
            log = replace(log, key=read_key(app.settings.log_key))
            await asyncio.to_thread(step, log, datetime.now(UTC))
            step, told = Log.tend, ""
        except Exception as error:  # noqa: BLE001  # whatever it was: serving and tending go on
            told = _tell(app, error, told)
        await asyncio.sleep(SECONDS)


def _tell(app: App, error: Exception, before: str) -> str:
    told = f"{error} · {error.hint}" if isinstance(error, RetrogateError) else repr(error)
    if told != before:
        REPORTS.error(told)
        app.output.talk(f"the log of all entries stands still: {told}")
    return told
