"""`retro escalations extend`: a later deadline, counted and limited."""

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.until import until_from
from cli.records.acting import act, to_act_on
from states.commands import ExtendEscalation


@click.command("extend")
@click.argument("key", type=KEY)
@click.argument("what", required=False, default="")
@click.option("--until", required=True, metavar="END", help="The new deadline: 14d, or a date.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads it later.")
@click.pass_obj
def extend(app: App, key: str, what: str, until: str, reason: str) -> None:
    """Move a deadline that climbs.

    It is due later, and its ladder starts anew from there. The policy says how often and how
    far. An action is rescheduled by it, and a P1 action only when somebody else grants that.
    WHAT is A2, facts or action:A2, and can be left out where one thing climbs.

    \b
    Example:
      retro escalations extend INC-42 facts --until 7d --reason "The vendor answers on Monday"
    """
    climbing = to_act_on(app, key, what, "extend")
    end = until_from(app, until)
    act(app, key, [(one, ExtendEscalation(one.id, end, reason)) for one in climbing])
