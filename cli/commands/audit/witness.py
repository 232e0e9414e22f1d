"""`retro audit witness`: somebody else who would notice a second history."""

from collections.abc import Iterator
from pathlib import Path

import click

from cli.desk import Desk
from cli.reading.verifier_keys import LOG_KEY, SIGNER_NAME
from cli.showing.checkpoint_page import show_checkpoint
from cli.showing.output import Output, output_for
from cli.witness.memory import Memory
from cli.witness.published import Published
from cli.witness.watching import Cosigned, Witness
from connectors.log_key import make_key, read_key
from ledger.note import Ed25519Key, VerifierKey

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("witness")
@click.argument("place", metavar="LOG")
@click.option(
    "--log",
    "log_keys",
    type=LOG_KEY,
    multiple=True,
    required=True,
    metavar="KEY",
    help="The key that signs it, from whoever keeps it; again for one that signed before.",
)
@click.option(
    "--name", type=SIGNER_NAME, required=True, metavar="NAME", help="The name you sign under."
)
@click.option(
    "--key", type=FILE, required=True, help="Your private key; made where there is none yet."
)
@click.option(
    "--state", type=FILE, required=True, help="What you signed last: remember it, and publish it."
)
@click.pass_obj
def witness(
    desk: Desk, place: str, log_keys: tuple[VerifierKey, ...], name: str, key: Path, state: Path
) -> None:
    """Sign somebody's log, if it only grew since you last did.

    LOG is the folder or the address where it is published. It takes no database and no
    settings. Run it every few minutes, on a machine that the keeper of the log cannot change.
    Where the log went back or shows another history, nothing is signed, the evidence is kept
    beside the state, and the exit code is 3.

    \b
    Example:
      retro audit witness https://retro.example.org/log \\
        --log retrogate/6f1c+72146fe8+AegDMA1bVpmGlNjpwcTrKg/yv8bmGHTIIo0yOHaSec54 \\
        --name witness.example.org --key witness.key --state /srv/www/retro-witnessed
    """
    signing = Ed25519Key(name, read_key(key) or make_key(key))
    memory = Memory(state)
    cosigned = Witness(signing, Published(place), log_keys, memory).look(desk.now)
    # The settings of an installation are none of a witness's business.
    output = output_for(desk.options.output)
    show_checkpoint(output, cosigned.note, cosigned.checkpoint)
    _tell(output, signing, cosigned)


def _tell(output: Output, key: Ed25519Key, cosigned: Cosigned) -> None:
    for line in _lines(key, cosigned):
        output.talk(line)


def _lines(key: Ed25519Key, cosigned: Cosigned) -> Iterator[str]:
    newest, before = cosigned.checkpoint, cosigned.before
    if before is None:
        yield f"{key.name} sees {newest.origin} for the first time, with {newest.size} entries"
        yield f"whoever keeps the log names this key in witnesses: {key.cosigner}"
    elif before == newest:
        yield f"{key.name} signed again: {newest.origin} still has {newest.size} entries"
    else:
        grown = f"{before.size} entries to {newest.size}"
        yield f"{key.name} signed: {newest.origin} only grew, from {grown}"
