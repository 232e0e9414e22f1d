"""`retro escalations ack`: a climb that stops until a date, and no longer."""

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.until import until_from
from cli.records.acting import act, to_act_on
from states.commands import AcknowledgeEscalation


@click.command("ack")
@click.argument("key", type=KEY)
@click.argument("what", required=False, default="")
@click.option("--until", required=True, metavar="END", help="14d, a date or a moment.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads it later.")
@click.pass_obj
def acknowledge(app: App, key: str, what: str, until: str, reason: str) -> None:
    """Stop a climb for a while.

    For whoever it climbed to: nobody acknowledges what is waiting for themselves. At the date
    that you name it climbs on by itself; the policy says how far ahead that may be.
    WHAT is A2, facts, W1 or action:A2, and can be left out where one thing climbs. Whatever
    climbs about A2 is acknowledged together.

    \b
    Example:
      retro escalations ack INC-42 A2 --until 14d --reason "The vendor patch comes on Friday"
    """
    climbing = to_act_on(app, key, what, "ack")
    end = until_from(app, until)
    act(app, key, [(one, AcknowledgeEscalation(one.id, end, reason)) for one in climbing])
