"""`retro status`: what runs, and what is open."""

from collections import Counter

import click

from cli.app import App
from cli.installation.log_line import log_json, log_line, seen_of, wrong_with
from cli.installation.sight import Sight
from cli.reading.keys import EVERY
from cli.showing.cells import minute
from cli.showing.pages import FOR_PEOPLE
from states.due import moment_told
from states.errors import Exit, RetrogateError, UnreachableError
from store.escalations import Escalations
from store.read_model import Wanted
from store.unreached import waiting


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
    log, amiss = ({}, []) if problems else _log(app, is_served=workers > 0)
    problems += _missing(sight, workers)
    temporal = sight.found if sight.answers else "does not answer"
    planned = _planned(app) if sight.bulletins else {}
    app.output.record({"temporal": temporal, "workers": workers, **open_ones, **log, **planned})
    for one in (*problems, *amiss):
        app.output.talk(one)
    if problems:
        raise click.exceptions.Exit(Exit.UNREACHABLE.value)


def _planned(app: App) -> dict[str, object]:
    """Say which bulletins come when: as a line for people, moment by moment for a machine."""
    coming = app.sight.bulletins
    if app.output.format in FOR_PEOPLE:
        return {"bulletins": [f"{name} {moment_told(at, app.output.clock)}" for name, at in coming]}
    return {"bulletins": [f"{name} {minute(at)}" for name, at in coming]}


def _log(app: App, *, is_served: bool) -> tuple[dict[str, object], list[str]]:
    try:
        seen = seen_of(app)
    except RetrogateError as error:
        return {"log": "nothing is signed"}, [f"the log: {error} · {error.hint}"]
    told = log_line(seen, app.now) if app.output.format in FOR_PEOPLE else log_json(seen)
    return {"log": told}, [*wrong_with(app, seen, is_served=is_served)]


def _open(app: App) -> tuple[dict[str, object], list[str]]:
    try:
        whose = {"database": "answers", "installation": app.installation.id}
        rows = app.read_model.incidents(Wanted(limit=EVERY))
    except UnreachableError as error:
        return {"database": "does not answer"}, [f"{error} · {error.hint}"]
    overdue = app.read_model.overdue(app.now, limit=None)
    late = {
        "late": [*dict.fromkeys(one.incident for one in overdue)],
        "late_gates": [f"{one.incident} {one.subject}" for one in overdue if not one.is_action],
        "late_actions": [f"{one.incident} {one.subject}" for one in overdue if one.is_action],
    }
    standing = Counter(one.phase for one in rows)
    return {**whose, "open": len(rows), **standing, **late, **_climbing(app)}, []


def _climbing(app: App) -> dict[str, object]:
    escalations = Escalations(app.engine)
    climbing, acknowledged = escalations.count(app.now)
    return {
        "escalations": climbing,
        "acknowledged": acknowledged,
        "undelivered_notices": waiting(app.engine, app.now).notices,
    }


def _missing(sight: Sight, workers: int) -> list[str]:
    if not sight.answers:
        return [f"{sight.problem} · {sight.hint}"]
    if workers or not sight.installation:  # whose workers to count, the database says
        return []
    return ["no worker serves incidents · start one: retro up, or retro worker"]
