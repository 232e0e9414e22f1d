"""`retro worker`: the worker alone."""

import asyncio
import logging

import click
from temporalio.client import Client
from temporalio.service import RPCError

from cli.app import App
from cli.installation.connection import connect
from cli.installation.serving import must_make_sense, serving, stop_signal
from connectors.temporal_namespace import add_search_attributes


@click.command()
@click.pass_obj
def worker(app: App) -> None:
    """Serve incidents on a Temporal that runs.

    A cluster or Temporal Cloud, as TEMPORAL_ADDRESS or a profile of yours says. Run as many
    as you like on one database.

    \b
    Example:
      TEMPORAL_ADDRESS=temporal.example.com:7233 retro worker
    """
    must_make_sense(app)
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(_serve(app))


async def _serve(app: App) -> None:
    stop = stop_signal()
    client = await connect(app.settings)
    await _prepare(app, client)
    async with serving(app, client) as adopted:
        where = f"{client.service_client.config.target_host}, namespace {client.namespace}"
        app.output.talk(f"serving on {where} · open incidents taken up: {adopted} · Ctrl-C stops")
        await stop.wait()
        app.output.talk("stopping …")


async def _prepare(app: App, client: Client) -> None:
    try:
        await add_search_attributes(client)
    except RPCError as error:  # Temporal Cloud lets nobody add them from here
        app.output.talk(
            f"the search attributes could not be looked at: {error.message}"
            " · make sure the namespace has RetroPhase, RetroSeverity, RetroService and RetroDue"
        )
