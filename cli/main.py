"""The `retro` command: what is said before a command's name, and the one way out."""

import sys

import click

from cli.everywhere import options
from cli.exits import exiting
from cli.lazy_group import LazyGroup
from cli.table import SECTIONS


@click.group(
    cls=LazyGroup,
    sections=SECTIONS,
    params=[*options(hidden=False)],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every command has an example: retro COMMAND --help",
)
@click.version_option(package_name="retrogate", prog_name="retro")
def retro() -> None:
    """Walk every incident from stabilized to closed, and let none rot on the way.

    \b
    Start with:
      retro demo          watch one incident walk all the way
      retro up            start everything it takes, in this terminal
      retro open --help   open your first incident
    """


def main() -> None:
    """Run a command, and leave with its exit code."""
    with exiting():
        sys.exit(retro.main(prog_name="retro", standalone_mode=False))
