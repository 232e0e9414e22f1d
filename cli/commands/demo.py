"""`retro demo`: one incident, all the way."""

import click

from cli.app import App


@click.command()
@click.pass_obj
def demo(app: App) -> None:
    """Walk one incident from stabilized to closed.

    A real outage is walked through every gate on a real Temporal server whose clock is moved,
    in a folder that is gone afterwards. It takes less than a minute and leaves nothing running.

    \b
    Example:
      retro demo
    """
    from cli.demo.story import tell  # it starts a server, which no other command does

    tell(app.output)
