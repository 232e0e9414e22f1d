"""`retro escalations`: what climbs."""

import click

from cli.commands.escalations.table import SECTIONS
from cli.lazy_group import LazyGroup


@click.group(cls=LazyGroup, sections=SECTIONS)
def escalations() -> None:
    """See what climbs, and act on it."""
