"""Bulletins as the settings have them: when they come, to whom, and how one is sent now."""

import asyncio
import logging
from collections.abc import Iterator

from temporalio.client import Client
from temporalio.service import RPCError

import store.bulletins
from activities.bulletins import Bulletins, Mailing
from activities.ports import Courier
from cli.app import App
from cli.installation.connection import connect
from cli.installation.cron import NEVER
from cli.installation.settings import Settings
from documents.bulletins.facts import Issue, Kind, Told
from store.attempts import Attempts
from store.overview import Overview
from workflows.mailing import send_now
from workflows.schedules import Planned, Sent, plan_bulletins

LOG = logging.getLogger(__name__)


def mailing_of(settings: Settings) -> Mailing:
    """Say to whom bulletins go, and by whose clock they are written."""
    return Mailing(settings.bulletins_to, settings.zone or "UTC")


def bulletins_of(app: App, courier: Courier) -> Bulletins:
    """Wire what sends bulletins."""
    told = store.bulletins.Bulletins(app.engine)
    return Bulletins(Overview(app.engine), told, app.people, courier, mailing_of(app.settings))


def planned(settings: Settings) -> Iterator[Planned]:
    """Say when bulletins come; none does where nobody gets them."""
    crons = {Kind.DIGEST: settings.digest_at, Kind.REVIEW: settings.review_at}
    for kind, cron in crons.items():
        if settings.bulletins_to and cron != NEVER:
            yield Planned(kind, cron, settings.zone or "UTC")


async def plan(app: App, client: Client) -> None:
    """Bring the schedules in line with the settings; where that fails, incidents are served."""
    told = store.bulletins.Bulletins(app.engine)
    last = {kind: found for kind in Kind if (found := told.last(kind))}
    sent = Sent(Attempts(app.engine).now(), last)
    try:
        await plan_bulletins(client, app.installation, planned(app.settings), sent)
    except RPCError as error:
        LOG.warning("bulletins are not planned: %s · look: retro doctor", error.message)


def send(app: App, issue: Issue) -> tuple[Told, ...]:
    """Send a bulletin now, and say whom it reached; raises `UnreachableError`."""
    return asyncio.run(_sent(app, issue))


async def _sent(app: App, issue: Issue) -> tuple[Told, ...]:
    client = await connect(app.settings)
    return await send_now(client, app.installation, issue)
