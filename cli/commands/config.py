"""`retro config`: what is set."""

import click

from cli.app import App
from cli.installation.settings import Shown


@click.group()
def config() -> None:
    """Show what is configured, and where."""


@config.command("show")
@click.pass_obj
def show_config(app: App) -> None:
    """List every setting, its value, and where it was said.

    An option wins over the environment, that over the file. Secrets are not shown.

    \b
    Example:
      retro config show
    """
    app.output.rows(Shown._fields, app.settings.shown())
    there = "" if app.settings.file.exists() else " (not there yet)"
    app.output.talk(f"file: {app.settings.file}{there} · Temporal: TEMPORAL_ADDRESS and profiles")
