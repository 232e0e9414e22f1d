"""`retro status`: what runs, and what is open."""

from collections import Counter

import click

from cli.app import App
from cli.installation.sight import Sight
from cli.reading.keys import EVERY
from states.errors import Exit, UnreachableError
from store.read_model import Wanted


@click.command()
@click.pass_obj
def status(app: App) -> None:
    """Show what runs, what is open, what is late.

    Exits with 7 where Temporal, a worker or the database is missing.

    \b
    Example:
      retro status
      retro status --json
    """
    sight = app.sight
    workers = sight.workers(app.now)
    open_ones, problems = _open(app)
    problems += _missing(sight, workers)
    app.output.record({"temporal": _temporal(sight), "workers": workers, **open_ones})
    for one in problems:
        app.output.talk(one)
    if problems:
        raise click.exceptions.Exit(Exit.UNREACHABLE.value)


def _temporal(sight: Sight) -> str:
    return f"{sight.address}, {sight.workflows} workflows" if sight.answers else "does not answer"


def _open(app: App) -> tuple[dict[str, object], list[str]]:
    try:
        rows = app.read_model.incidents(Wanted(limit=EVERY))
    except UnreachableError as error:
        return {"database": "does not answer"}, [f"{error} · {error.hint}"]
    late = [one.key for one in rows if one.gate_due and one.gate_due <= app.now]
    standing = Counter(one.phase for one in rows)
    return {"database": "answers", "open": len(rows), **standing, "late": late}, []


def _missing(sight: Sight, workers: int) -> list[str]:
    if not sight.answers:
        return [f"{sight.problem} · {sight.hint}"]
    return [] if workers else ["no worker serves incidents · start one: retro up, or retro worker"]
