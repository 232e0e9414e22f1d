"""The options that every command takes, before its name or after it.

`retro --as ana why INC-42` and `retro why INC-42 --as ana` are the same. A command that has
a flag of that name keeps its own.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import click

from cli.showing.formats import Format

EPILOG = "--as, -o, --json, --zone, --command-id and --home work here, too: see retro --help"


class Everywhere(NamedTuple):
    """One option that every command takes, and which of `cli.desk.Options` it fills."""

    flags: tuple[str, ...]
    fills: str
    takes: dict[str, Any]
    help: str


# fmt: off
EVERYWHERE = (
    Everywhere(("--as",), "acting", {"metavar": "PERSON"},
               "Who acts: an id of the people directory."),
    Everywhere(("--output", "-o"), "output", {"type": click.Choice([one.value for one in Format])},
               "How the answer is written."),
    Everywhere(("--json",), "output", {"flag_value": "json"},
               "The same as -o json."),
    Everywhere(("--zone",), "zone", {"metavar": "ZONE"},
               "By whose clocks moments are read and shown: Europe/Berlin."),
    Everywhere(("--command-id",), "command_id", {"metavar": "ID"},
               "Send a command again under its id, so that it is done once."),
    Everywhere(("--home",), "home", {"type": click.Path(path_type=Path, file_okay=False)},
               "The data directory."),
)
# fmt: on


def options(*, hidden: bool) -> Iterator[click.Option]:
    """Build the options that every command takes."""
    for row in EVERYWHERE:
        yield click.Option(
            [*row.flags, row.flags[0].strip("-").replace("-", "_") + "_everywhere"],
            **row.takes,
            help=row.help,
            hidden=hidden,
            # Read first: how a moment is read depends on --zone.
            is_eager=True,
            expose_value=False,
            callback=partial(_keep, row.fills),
        )


def with_everywhere(command: click.Command) -> click.Command:
    """Give a command, and those below it, the options that every command takes."""
    own = {flag for one in command.params for flag in one.opts}
    command.params.extend(one for one in options(hidden=True) if own.isdisjoint(one.opts))
    command.epilog = command.epilog or EPILOG
    if isinstance(command, click.Group):
        for one in command.commands.values():
            with_everywhere(one)
    return command


def _keep(fills: str, ctx: click.Context, _param: click.Parameter, value: object) -> None:
    if value is not None and not ctx.resilient_parsing:
        app = desk_of(ctx)
        app.options = replace(app.options, **{fills: value})


def desk_of(ctx: click.Context) -> Any:
    """Return the one `Desk` or `App` of this call, made when it is first asked for."""
    if ctx.obj is None:
        from cli.desk import Desk, Options  # it brings policies along, which help does without

        ctx.obj = Desk(Options())
    return ctx.obj


def equip(ctx: click.Context) -> None:
    """Make the desk of this call a whole `App`, unless it is one."""
    desk = desk_of(ctx)
    from cli.app import App  # it brings SQL along

    if not isinstance(desk, App):
        ctx.obj = App(desk.options)
