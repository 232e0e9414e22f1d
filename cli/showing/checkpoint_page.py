"""A checkpoint as an answer: the signed note itself, or its parts for a machine."""

import click

from cli.showing.output import Output
from cli.showing.pages import FOR_PEOPLE
from ledger.checkpoint import Checkpoint
from ledger.note import Note


def show_checkpoint(output: Output, note: Note, checkpoint: Checkpoint) -> None:
    """Print a note byte for byte, or where a machine's format was asked for what is in it."""
    if output.format in FOR_PEOPLE:
        click.echo(str(note), nl=False)
        return
    output.record(
        {
            "origin": checkpoint.origin,
            "size": checkpoint.size,
            "root": checkpoint.root.hex(),
            "signed_by": [one.name for one in note.signatures],
            "note": str(note),
        }
    )
