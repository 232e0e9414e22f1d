"""`retro audit keys`: by which keys the log is checked."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

import click

from cli.app import App
from cli.installation.log_keeping import log_of
from ledger.entry import Entry
from ledger.note import Ed25519Key
from store.erased import told
from store.log.events import read
from store.log.log import Log
from store.tables import LOG


class Key(NamedTuple):
    """A row of the list."""

    key: str
    role: str
    since: datetime | None = None
    by: str = ""
    reason: str = ""
    lies: str = ""


SPARE = ("reason", "by", "lies")


@click.command("keys")
@click.pass_obj
def keys(app: App) -> None:
    """List every key that has signed the log, and those of its witnesses.

    Give the one that signs to whoever checks or witnesses the log, by a way that nobody who can
    change the database controls. It is no secret.

    \b
    Example:
      retro audit keys -o json
    """
    log = log_of(app)
    # Whoever opens the log has no key yet: nobody has signed.
    entries = app.history.entries_of(LOG) if log.identity.keys else ()
    app.output.rows(Key._fields, [*_of_log(app, log, entries), *_of_witnesses(app)], SPARE)
    if not entries:
        app.output.talk("nobody has signed yet · the first start makes a key: retro up")


def _of_log(app: App, log: Log, entries: Iterable[Entry]) -> Iterator[Key]:
    signing = str(log.identity.key)
    ours = str(Ed25519Key(str(log.identity.origin), log.key).verifier) if log.key else ""
    for entry in reversed([*entries]):
        for event in map(read, told(entry)):
            role = "signs" if event.key == signing else "signed before"
            lies = str(app.settings.log_key) if event.key == ours else ""
            yield Key(event.key, role, entry.moment, entry.actor["person"], event.reason, lies)


def _of_witnesses(app: App) -> Iterator[Key]:
    for one in app.settings.witnesses:
        yield Key(one.key, "witness", lies=one.place)
