"""`retro doctor`: whether all is there."""

from collections.abc import Iterator, Sequence

import click

from cli.app import App
from cli.installation.health import Verdict, examined
from cli.showing.pages import FOR_PEOPLE, show_page
from states.errors import Exit

NAME = 16
MARKS = {True: "✓", False: "✕", None: "-"}


@click.command()
@click.pass_obj
def doctor(app: App) -> None:
    """Check what it takes, and say what mends it.

    Exits with 3 where something fails; what nobody can tell yet has a dash.

    \b
    Example:
      retro doctor
      retro doctor --json
    """
    verdicts = [*examined(app)]
    if app.output.format in FOR_PEOPLE:
        show_page(app.output, _lines(verdicts), {})
    else:
        app.output.rows(Verdict._fields, verdicts)
    if any(one.well is False for one in verdicts):
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)


def _lines(verdicts: Sequence[Verdict]) -> Iterator[str]:
    for one in verdicts:
        yield f" {MARKS[one.well]} {one.check:{NAME}}{one.found}"
        if one.fix:
            yield f"   {'':{NAME}}{one.fix}"
