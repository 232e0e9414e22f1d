"""`retro escalations waive`: a climb that rests, when a second person says so."""

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.until import until_from
from cli.records.acting import act, to_act_on
from states.commands import Propose
from states.record.proposals import Respite


@click.command("waive")
@click.argument("key", type=KEY)
@click.argument("what", required=False, default="")
@click.option("--until", required=True, metavar="END", help="14d, a date or a moment.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads it later.")
@click.pass_obj
def waive_climb(app: App, key: str, what: str, until: str, reason: str) -> None:
    """Ask to let a climb rest.

    Somebody else must grant it, with a role that may grant waivers; afterwards it climbs on.
    Whom it waits for may ask, too. What is owed stays owed, and no gate opens by it.
    WHAT is A2, facts, W1 or action:A2, and can be left out where one thing climbs.

    \b
    Example:
      retro escalations waive INC-42 A2 --until 14d --reason "Nobody deploys before the freeze ends"
      retro grant INC-42 E1
    """
    climbing = to_act_on(app, key, what, "waive")
    end = until_from(app, until)
    act(app, key, [(one, Propose(Respite(one.id, end), reason)) for one in climbing])
