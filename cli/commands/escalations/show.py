"""`retro escalations show`: how something climbed, and what comes."""

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.records.escalating import escalations_of
from cli.showing.escalation_json import escalation_json
from cli.showing.escalation_page import escalation_lines
from cli.showing.pages import show_page
from store.pasts import Pasts


@click.command("show")
@click.argument("key", type=KEY)
@click.argument("what", required=False, default="")
@click.pass_obj
def show_escalation(app: App, key: str, what: str) -> None:
    """Tell how something climbed.

    Who was told when, by which channel, and who was not; what somebody did about it, what
    comes by itself, and the commands that you may give. Moments are in your own time zone.
    WHAT is A2, facts, W1 or action:A2, and can be left out where one thing climbs.

    \b
    Example:
      retro escalations show INC-42
      retro escalations show INC-42 A2 --json
    """
    found = escalations_of(app.hearing(app.record(key)), Pasts(app.engine).of(key), what)
    pages = ([*escalation_lines(one, app.wall_clock)] for one in found)
    first, *others = pages
    lines = [*first, *(line for page in others for line in ("", *page))]
    body = {"incident": key, "escalations": [escalation_json(one) for one in found]}
    show_page(app.output, lines, body)
