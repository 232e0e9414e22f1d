"""`retro meeting`: when, with whom, and when the timeline went out."""

from typing import Any

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.moments import MOMENT
from cli.reading.pieces import set_part


@click.command()
@click.argument("key", type=KEY)
@click.option("--at", type=MOMENT, help="When it is planned.")
@click.option(
    "--attendee", "attendees", multiple=True, metavar="PERSON", help="Who is invited; repeated."
)
@click.option("--timeline-sent", type=MOMENT, help="When the timeline went out; now will do.")
@click.option("--held", type=MOMENT, help="When it was held; now will do.")
@click.pass_obj
def meeting(app: App, /, key: str, **given: Any) -> None:
    """Say when the meeting is, and who came.

    \b
    Example:
      retro meeting INC-42 --at 2026-03-03T14:00+01:00 --attendee ana --attendee ben
      retro meeting INC-42 --held now
    """
    set_part(app, key, "meeting", given)
