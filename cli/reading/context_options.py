"""The options that say what an incident was: one for each field of its context."""

from collections.abc import Callable
from typing import Any

import click

from cli.reading.moments import MOMENT
from cli.reading.pieces import choice
from states.record.context import Severity

Command = Callable[..., Any]

# fmt: off
OPTIONS = (
    click.option("--title", metavar="TEXT", help="What it is called."),
    click.option("--severity", type=choice(Severity), help="How bad it was; SEV1 is the worst."),
    click.option("--service", "services", multiple=True, metavar="NAME",
                 help="What was affected; may be repeated."),
    click.option("--effect", metavar="TEXT", help="What users noticed."),
    click.option("--started", type=MOMENT, help="When it began."),
    click.option("--detected", type=MOMENT, help="When somebody or something noticed."),
    click.option("--acknowledged", type=MOMENT, help="When somebody took it up."),
    click.option("--stabilized", type=MOMENT, help="When it was over."),
    click.option("--commander", metavar="PERSON", help="Who led the response."),
    click.option("--facilitator", metavar="PERSON", help="Who runs the retrospective."),
    click.option("--scribe", metavar="PERSON", help="Who writes."),
    click.option("--decision-owner", metavar="PERSON", help="Who decides what is done about it."),
    click.option("--service-owner", metavar="PERSON", help="Who answers for the service."),
    click.option("--participant", "participants", multiple=True, metavar="PERSON",
                 help="Who took part; may be repeated."),
    click.option("--crossed-boundary/--no-crossed-boundary", default=None,
                 help="Other teams were hit."),
    click.option("--adjacent", multiple=True, metavar="PERSON",
                 help="Who comes from such a team; may be repeated."),
    click.option("--privacy", metavar="TEXT", help="Who may read the record."),
    click.option("--audience", metavar="TEXT", help="Who the record is written for."),
    click.option("--label", "labels", multiple=True, metavar="WORD",
                 help="A word to find it by; may be repeated."),
    click.option("--ci-run", metavar="URL", help="The pipeline run that failed."),
)
# fmt: on


def context_options(command: Command) -> Command:
    """Give a command the options of a context, in their order."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command
