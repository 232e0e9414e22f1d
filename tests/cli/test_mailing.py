"""Bulletins are planned whenever a worker looks; where that fails, incidents are served on."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from temporalio.service import RPCError, RPCStatusCode

from cli.installation import mailing
from documents.bulletins.events import BulletinSent
from documents.bulletins.facts import Kind
from store.attempts import Attempts
from store.bulletins import Bulletins
from tests.builders import NOON
from tests.cli.offline import Terminal
from workflows.schedules import Planned, Sent

SENT = BulletinSent(
    "bulletin/review/2026-03-09T09:00Z/fay", Kind.REVIEW, NOON, "fay", "x", "log", NOON
)


async def test_what_is_planned_and_what_was_sent_last_is_told_to_temporal(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []

    async def plan(_: object, ours: object, planned: Any, sent: Sent) -> None:
        told.extend((ours, [*planned], sent))

    monkeypatch.setattr(mailing, "plan_bulletins", plan)
    here.variables.update(RETRO_BULLETINS_TO="fay", RETRO_DIGEST_AT="never")
    app = here.app()
    Bulletins(app.engine).note(SENT, NOON)
    monkeypatch.setattr(Attempts, "now", lambda _: NOON + timedelta(days=1))

    await mailing.plan(app, None)  # type: ignore[arg-type]  # nobody calls Temporal here

    assert told == [
        app.installation,
        [Planned(Kind.REVIEW, "0 9 * * mon", "UTC")],
        Sent(NOON + timedelta(days=1), {Kind.REVIEW: NOON}),
    ]


async def test_that_nothing_could_be_planned_is_logged_and_holds_up_nobody(
    here: Terminal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refused(*_: object) -> None:
        raise RPCError("Request unauthorized.", RPCStatusCode.PERMISSION_DENIED, b"")

    monkeypatch.setattr(mailing, "plan_bulletins", refused)

    with caplog.at_level(logging.WARNING):
        await mailing.plan(here.app(), None)  # type: ignore[arg-type]  # as above

    assert caplog.messages == [
        "bulletins are not planned: Request unauthorized. · look: retro doctor"
    ]
