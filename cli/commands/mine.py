"""`retro mine`: what waits for one person."""

from collections.abc import Iterator

import click

from cli.app import App
from cli.records.concerning import concerning
from cli.showing.cells import Due
from cli.showing.owing import Owing, by_due, once, owing_of
from cli.showing.pages import FOR_PEOPLE
from states.lifecycle import Trigger, step_for
from store.concerns import Concerns

COLUMNS = ("incident", "item", "what", "due", "late", "command")


@click.command()
@click.pass_obj
def mine(app: App) -> None:
    """List what waits for you, with its command.

    Actions that you owe, gates that you facilitate, what climbed to you, and what others
    cannot do without you: approvals, proposals, and verification where you take part.

    \b
    Example:
      retro mine
      retro mine --as ana --json
    """
    person = app.acting
    rows = sorted(once(_owing(app)), key=by_due)
    app.output.rows(COLUMNS, (_cells(one, app) for one in rows))
    if not rows:
        app.output.talk(f"nothing waits for {person} · what is open: retro list")


def _cells(one: Owing, app: App) -> tuple[object, ...]:
    late: bool | str = one.is_late(app.now)
    if app.output.format in FOR_PEOPLE:
        late = "late" if late else ""
    return (one.incident, one.item, one.what, Due(one.due, one.day), late, one.command)


def _owing(app: App) -> Iterator[Owing]:
    people = app.directory()
    for key in concerning(Concerns(app.engine), people, app.acting, app.now):
        hearing = app.hearing(app.record(key))
        step = step_for(hearing.record.phase, Trigger.ADVANCE)
        if step:
            report = hearing.rules.judge(step.dest, hearing.case)
            yield from owing_of(hearing, report, app.output.clock)
