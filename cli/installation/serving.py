"""The worker as the command line runs it: real adapters wired in, and an orderly stop."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from temporalio.client import Client

from activities.commit import Commit
from activities.notify import Notify
from activities.relay import Relay
from cli.app import App
from cli.exits import INTERRUPTED
from cli.installation.log_keeping import keep
from cli.installation.looking_after import keep_looking_after, look_after
from cli.installation.mailing import bulletins_of
from cli.installation.notifying import delivery_for, switchboard_of
from cli.installation.retired import retired_policy
from cli.installation.templates import wording_of
from connectors.log_key import read_key
from documents.letters.trying import faults_in
from workflows.client import Retrospectives
from workflows.predecessors import end_predecessors
from workflows.worker import worker_for


def must_make_sense(app: App) -> None:
    """Raise `InvalidError` where the log's key, or how people are told, makes no sense.

    Templates that fail are named: letters have our words until they are mended.
    """
    retired_policy(app.settings, app.output.talk)
    read_key(app.settings.log_key)
    switchboard_of(app.settings)
    for fault in faults_in(wording_of(app.settings)):
        app.output.talk(f"a template is not used: {fault} · mend it, then start the worker again")


def activities_of(app: App, client: Client) -> Sequence[Callable[..., Any]]:
    """Wire what workflows ask for."""
    delivery = delivery_for(app.settings, app.engine, app.people)
    bulletins = bulletins_of(app, delivery)
    return (
        Commit(app.books).commit,
        Notify(delivery, app.people, wording_of(app.settings)).notify,
        Relay(Retrospectives(client, app.installation)).relay,
        bulletins.address,
        bulletins.send,
    )


@asynccontextmanager
async def serving(app: App, client: Client) -> AsyncIterator[int]:
    """Serve every incident while inside, and say how many were taken up again.

    Leaving, what has begun is brought to an end first.
    """
    async with worker_for(client, app.installation, activities_of(app, client)):
        await end_predecessors(client, app.history.keys_open())
        adopted = await look_after(app, client)
        beside = [asyncio.create_task(one) for one in (keep_looking_after(app, client), keep(app))]
        try:
            yield adopted
        finally:
            for one in beside:
                one.cancel()


def stop_signal() -> asyncio.Event:
    """Return an event that Ctrl-C and SIGTERM set; a second Ctrl-C ends everything at once."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def stopped() -> None:
        stop.set()
        # Not before a moment has passed: a wrapper may hand on what the terminal sent us, too.
        loop.call_later(1.0, loop.add_signal_handler, signal.SIGINT, os._exit, INTERRUPTED)

    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stopped)
    return stop


async def first_of(*waits: Awaitable[Any]) -> Any:
    """Wait for the first of these, give the others up, and return what it came to."""
    tasks = [asyncio.ensure_future(one) for one in waits]
    done, left = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for one in left:
        one.cancel()
    return done.pop().result()
