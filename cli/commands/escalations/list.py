"""`retro escalations list`: what climbs over all incidents."""

import click

from cli.app import App
from cli.records.climbs import climbs_of
from cli.showing.climb_rows import COLUMNS, HELD, SPARE, cells, held_cells
from states.errors import NotFoundError
from states.spelling import did_you_mean
from store.read_model import LIMIT


@click.command("list")
@click.option("--mine", is_flag=True, help="What climbed to you.")
@click.option("--person", default="", metavar="PERSON", help="What climbed to them.")
@click.option("--all", "held_too", is_flag=True, help="What somebody stopped for a while as well.")
@click.option("--limit", type=click.IntRange(1), default=LIMIT, show_default=True, help="So many.")
@click.pass_obj
def list_escalations(app: App, person: str, limit: int, *, mine: bool, held_too: bool) -> None:
    """List what climbs, the oldest first.

    Of each: since when it is late, the rung it has reached and whom, and which comes when.

    \b
    Example:
      retro escalations list
      retro escalations list --mine
      retro escalations list --person rob --all --json
    """
    whose = app.acting if mine else _known(app, person)
    rows = climbs_of(app, whose, held_too=held_too, limit=limit)
    if held_too:
        app.output.rows((*COLUMNS, *HELD), map(held_cells, rows), SPARE)
    else:
        app.output.rows(COLUMNS, map(cells, rows), SPARE)
    if not rows:
        whom = f" to {whose}" if whose else ""
        app.output.talk(f"nothing climbs{whom} · what is open: retro list")
    elif len(rows) == limit:
        app.output.talk(f"these are the first {limit} · more: --limit {2 * limit}")


def _known(app: App, person: str) -> str:
    people = app.directory().people
    if person and person not in people:
        near = did_you_mean(person, people)
        raise NotFoundError(
            f"there is no “{person}” in the people directory{near}", "see who is: retro people list"
        )
    return person
