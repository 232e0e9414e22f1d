"""`retro mine`: what waits for one person."""

from collections.abc import Iterator

import click

from cli.app import App
from cli.records.concerning import concerning
from cli.showing.owing import Owing, by_due, once, owing_of
from states.lifecycle import Trigger, step_for
from store.concerns import Concerns


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
    app.output.rows(Owing._fields, rows)
    if not rows:
        app.output.talk(f"nothing waits for {person} · what is open: retro list")


def _owing(app: App) -> Iterator[Owing]:
    people = app.directory()
    for key in concerning(Concerns(app.engine), people, app.acting, app.now):
        hearing = app.hearing(app.record(key))
        step = step_for(hearing.record.phase, Trigger.ADVANCE)
        if step:
            yield from owing_of(hearing, hearing.rules.judge(step.dest, hearing.case))
