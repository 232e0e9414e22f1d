"""`retro audit`: whether the history is whole."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.errors import Exit
from store.verify import verify

COLUMNS = ("incident", "entry", "expected", "found")


@click.group()
def audit() -> None:
    """Prove that nobody changed the history."""


@audit.command("verify")
@click.argument("key", type=KEY, required=False)
@click.pass_obj
def verify_history(app: App, key: str | None) -> None:
    """Check that entries follow one another, and that lists say what they say.

    Exits with 3 where something was changed, and names the first entry of each history.

    \b
    Example:
      retro audit verify
      retro audit verify INC-42
    """
    if key:
        app.history.must_know(key)
    breaks = verify(app.engine, key)
    app.output.rows(COLUMNS, ((one.incident, one.seq, one.expected, one.found) for one in breaks))
    if breaks:
        app.output.talk(f"{len(breaks)} places are not what was written")
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)
    app.output.talk(f"{key or 'every history'} is as it was written")
