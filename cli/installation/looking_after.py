"""Whatever Temporal has lost is given back to it, while workers run: all of it by one round.

A workflow that somebody ended, a schedule that somebody deleted, a server that was wiped: the
ledger and the settings know what there is to be. A round that finds all in place asks four times.
"""

import asyncio
from contextlib import suppress

from temporalio.client import Client
from temporalio.service import RPCError

from cli.app import App
from cli.installation.mailing import plan
from connectors.temporal_namespace import add_search_attributes
from states.errors import RetrogateError
from workflows.adoption import adopt

ROUND_SECONDS = 60.0
"""How often a worker looks."""


async def look_after(app: App, client: Client) -> int:
    """Start what open incidents and bulletins need and lack; say how many were taken up."""
    adopted = await adopt(client, app.installation, app.history.keys_open())
    await plan(app, client)
    return adopted


async def keep_looking_after(app: App, client: Client) -> None:
    """Look for ever; the next round finds what this one could not."""
    while True:
        await asyncio.sleep(ROUND_SECONDS)
        with suppress(RPCError):  # Temporal Cloud lets nobody add them from here
            await add_search_attributes(client)
        with suppress(RPCError, RetrogateError):
            await look_after(app, client)
