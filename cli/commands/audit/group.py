"""`retro audit`: the history as evidence."""

import click

from cli.commands.audit.table import SECTIONS
from cli.lazy_group import LazyGroup


@click.group(cls=LazyGroup, sections=SECTIONS)
def audit() -> None:
    """Prove that nobody changed the history."""
