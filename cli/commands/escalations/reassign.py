"""`retro escalations reassign`: somebody else answers for what climbs."""

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.records.acting import act, to_act_on
from states.commands import ReassignEscalation


@click.command("reassign")
@click.argument("key", type=KEY)
@click.argument("what", required=False, default="")
@click.option("--to", required=True, metavar="PERSON", help="Who answers for it from here on.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads it later.")
@click.pass_obj
def reassign(app: App, key: str, what: str, to: str, reason: str) -> None:
    """Have somebody else answer for it.

    An action gets another owner, a gate another facilitator. Asked by somebody it climbed to,
    the ladder starts anew with them; whom it waits for hands it on as late as it is.
    WHAT is A2, facts or action:A2, and can be left out where one thing climbs.

    \b
    Example:
      retro escalations reassign INC-42 A2 --to ben --reason "Ana is on leave until May"
    """
    # One owner answers for all that climbs about a subject: one command hands all of it over.
    furthest, *_ = to_act_on(app, key, what, "reassign")
    act(app, key, [(furthest, ReassignEscalation(furthest.id, to, reason))])
