"""`retro action`: what is promised, and what becomes of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from cli.app import App
from cli.reading import verification
from cli.reading.keys import KEY
from cli.reading.moments import DAY
from cli.reading.pieces import add, change, choice, found, row_of
from states.commands import FinishAction, ParkAction, RescheduleAction, ResumeAction
from states.record.actions import Action, Priority

ROW = row_of(Action)

# fmt: off
OPTIONS = (
    click.option("--owner", metavar="PERSON", help="Who answers for it: one person."),
    click.option("--due", type=DAY, help="By which day, where the owner is; 14d from now."),
    click.option("--sprint", metavar="TEXT", help="In which sprint; the day it ends is --due."),
    click.option("--ticket", metavar="URL|ID", help="Where it is tracked."),
    click.option("--priority", type=choice(Priority), help="P1 is owed first."),
    click.option("--factor", "factors", multiple=True, metavar="F1",
                 help="What it is done about; may be repeated."),
    click.option("--deliverable", metavar="TEXT", help="What will exist that does not now."),
    click.option("--component", metavar="TEXT", help="Where the change is made."),
    *verification.OPTIONS,
    click.option("--top/--no-top", default=None, help="One of the few that matter most."),
    click.option("--runbook/--no-runbook", default=None, help="It writes down a procedure."),
)
# fmt: on


def promised(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a promise."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.group()
def action() -> None:
    """Promise, finish, move and park actions."""


@action.command("add")
@click.argument("key", type=KEY)
@click.argument("title")
@promised
@click.pass_obj
def add_action(app: App, /, key: str, **given: Any) -> None:
    """Promise an action.

    \b
    Example:
      retro action add INC-42 "Page on queue depth" --owner ana --due 2026-04-01 \\
        --priority P1 --factor F1 --verify "queue depth < 1000 for 14 days from Prometheus"
    """
    add(app, key, ROW, verification.gathered(given))


@action.command("edit")
@click.argument("key", type=KEY)
@click.argument("name", metavar="A1")
@click.argument("title", required=False)
@promised
@click.pass_obj
def edit_action(app: App, /, key: str, name: str, **given: Any) -> None:
    """Change an action.

    What may be repeated joins what is there; an empty text takes back what was said.

    \b
    Example:
      retro action edit INC-42 A2 --owner ben --verify "no recurrence for 30 days"
    """
    _change(app, key, name, given)


@action.command()
@click.argument("key", type=KEY)
@click.argument("name", metavar="A1")
@click.argument("ticket", metavar="URL|ID")
@click.pass_obj
def ticket(app: App, key: str, name: str, ticket: str) -> None:
    """Say where an action is tracked.

    \b
    Example:
      retro action ticket INC-42 A2 PAY-812
    """
    _change(app, key, name, {"ticket": ticket})


def _change(app: App, key: str, name: str, given: dict[str, Any]) -> None:
    record = app.record(key)
    before = found(record, ROW, name)
    change(app, record, before, verification.gathered(given, before))


@action.command()
@click.argument("key", type=KEY)
@click.argument("name", metavar="A1")
@click.option("--evidence", required=True, metavar="URL", help="Where it can be seen.")
@click.pass_obj
def done(app: App, key: str, name: str, evidence: str) -> None:
    """Say that an action is done.

    Done is not verified: somebody else looks.

    \b
    Example:
      retro action done INC-42 A2 --evidence https://git.example.com/pull/88
    """
    app.do(key, FinishAction(name, evidence))


@action.command()
@click.argument("key", type=KEY)
@click.argument("name", metavar="A1")
@click.option("--due", type=DAY, required=True, help="The new day; 14d from now.")
@click.option("--reason", required=True, metavar="TEXT", help="Why it moves.")
@click.pass_obj
def reschedule(app: App, key: str, name: str, due: date, reason: str) -> None:
    """Move the day an action is due.

    It is counted, limited, and for a P1 action somebody else must grant it.

    \b
    Example:
      retro action reschedule INC-42 A2 --due 2026-04-15 --reason "The vendor fixes it on the 10th"
    """
    app.do(key, RescheduleAction(name, due, reason))


@action.command()
@click.argument("key", type=KEY)
@click.argument("name", metavar="A1")
@click.option("--reason", required=True, metavar="TEXT", help="Why it can wait.")
@click.pass_obj
def park(app: App, key: str, name: str, reason: str) -> None:
    """Set an action aside, openly.

    \b
    Example:
      retro action park INC-42 A3 --reason "The top two come first"
    """
    app.do(key, ParkAction(name, reason))


@action.command()
@click.argument("key", type=KEY)
@click.argument("name", metavar="A1")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is needed after all.")
@click.pass_obj
def resume(app: App, key: str, name: str, reason: str) -> None:
    """Take up an action again.

    \b
    Example:
      retro action resume INC-42 A3 --reason "The queue filled up again"
    """
    app.do(key, ResumeAction(name, reason))
