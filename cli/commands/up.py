"""`retro up`: everything it takes, in one terminal."""

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from temporalio.client import Client

from activities.payloads import CONVERTER
from cli.app import App
from cli.installation.damage import damage_for
from cli.installation.founding import set_up
from cli.installation.home import make_home
from cli.installation.logs import log_to
from cli.installation.serving import first_of, must_make_sense, serving, stop_signal
from connectors.running import Running, claim
from connectors.temporal_server import ServerFailedError, TemporalServer, temporal_server


@click.command()
@click.pass_obj
def up(app: App) -> None:
    """Start everything it takes, in this terminal.

    A Temporal server with its pages, the database, and the worker that serves incidents.
    All of it lives in the data directory: started again, everything is there. Ctrl-C stops it.

    \b
    Example:
      retro up
      RETRO_HOME=./somewhere-else retro up
    """
    must_make_sense(app)
    home = app.settings.home
    make_home(home)
    log_to(home)
    with claim(home) as announce:
        set_up(app)
        try:
            asyncio.run(_serve(app, announce))
        except ServerFailedError as error:
            raise damage_for(home) or error from error


async def _serve(app: App, announce: Callable[[Running], None]) -> None:
    stop = stop_signal()
    async with temporal_server(app.settings.home) as server:
        client = await Client.connect(server.address, data_converter=CONVERTER)
        async with serving(app, client) as adopted:
            announce(Running(os.getpid(), server.address, server.ui))
            for line in _ready(app, server, adopted):
                click.echo(line)
            failure = await first_of(stop.wait(), server.ended())
            if isinstance(failure, Exception):
                raise failure
            app.output.talk("stopping …")


def _ready(app: App, server: TemporalServer, adopted: int) -> Iterator[str]:
    yield f"Retrogate is up. Temporal's pages: {server.ui} · data: {_shortly(app.settings.home)}"
    if adopted:
        yield f"open incidents taken up again: {adopted}"
    yield "in another terminal:"
    yield from (f"  {command:34}{why}" for command, why in _first_steps(app))
    yield "Ctrl-C stops everything; started again, everything is there"


def _first_steps(app: App) -> Iterator[tuple[str, str]]:
    if app.directory().here(app.now.date()):
        yield "retro mine", "what waits for you"
        yield "retro list", "what is open"
    else:
        yield "retro people import people.yaml", "say who there is; see retro people --help"
        yield "retro demo", "or watch one incident walk all the way first"
    yield "retro open --help", "open an incident"


def _shortly(home: Path) -> str:
    known = Path.home()
    return f"~/{home.relative_to(known)}" if home.is_relative_to(known) else str(home)
