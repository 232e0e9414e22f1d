"""`retro policy`: the rules."""

import click

from cli.commands.policy.table import SECTIONS
from cli.lazy_group import LazyGroup


@click.group(cls=LazyGroup, sections=SECTIONS)
def policy() -> None:
    """Write, test and trust the rules."""
