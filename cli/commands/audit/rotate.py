"""`retro audit rotate`: another key signs."""

import click

from cli.app import App
from cli.installation.log_rotation import rotate


@click.command("rotate")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads it later.")
@click.pass_obj
def rotate_key(app: App, reason: str) -> None:
    """Let a new key sign the log from here on.

    The old one is kept beside it, and signs for the last time beside the new one: who knows only
    the old one learns of it. Where this machine has another key than the one that signs, that is
    the one taken. A worker that runs takes the new key up by itself.

    \b
    Example:
      retro audit rotate --reason "The laptop with a copy was stolen"
    """
    key = rotate(app, reason)
    click.echo(str(key))
    app.output.talk(
        f"{key.name} is signed with it from here on; it is in {app.settings.log_key}: copy it to"
        " every machine whose worker is to sign"
    )
    app.output.talk("tell whoever checks or witnesses the log: retro audit keys")
