"""That Temporal does not answer is an answer, with what to do about it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.api.operatorservice.v1 import RemoveSearchAttributesRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from cli.installation import probes
from cli.installation.connection import connect
from cli.installation.probes import look
from cli.installation.settings import Settings, load_settings
from cli.installation.sight import Sight
from connectors.running import Running, claim
from connectors.temporal_server import temporal_server
from states.errors import UnreachableError
from workflows.adoption import adopt
from workflows.names import Installation

# fmt: off
FAILURES = (
    (UnreachableError("Temporal does not answer at there:1", "start it: retro up"),
     Sight(problem="Temporal does not answer at there:1", hint="start it: retro up")),
    (RPCError("Namespace ours is not found.", RPCStatusCode.NOT_FOUND, b""),
     Sight(problem="Temporal refuses: Namespace ours is not found.",
           hint="check TEMPORAL_NAMESPACE, or: retro up")),
)
# fmt: on


@pytest.mark.parametrize(("error", "seen"), FAILURES)
def test_a_failure_is_what_is_seen(
    error: Exception, seen: Sight, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(_: Settings) -> None:
        raise error

    monkeypatch.setattr(probes, "connect", refused)

    assert look(load_settings(tmp_path, {}), Installation("ours")) == seen


@pytest.fixture
async def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Settings]:
    """Have a server of its own run, on which one incident has its workflow and one a stranger."""
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", str(tmp_path / "temporal.toml"))
    settings = load_settings(tmp_path, {})
    async with temporal_server(tmp_path, ui=False) as server:
        with claim(tmp_path) as announce:
            announce(Running(1, server.address))
            client = await connect(settings)
            await adopt(client, Installation("ours"), ["INC-1"])
            await client.start_workflow(
                "order", id="retrospective-theirs-INC-1", task_queue="orders"
            )
            yield settings


async def test_attributes_that_are_gone_are_named_with_their_types(settings: Settings) -> None:
    whole = await asyncio.to_thread(look, settings, Installation("ours"))
    client = await connect(settings)
    await client.operator_service.remove_search_attributes(
        RemoveSearchAttributesRequest(
            namespace=client.namespace, search_attributes=["RetroService", "RetroDue"]
        )
    )

    spoilt = await asyncio.to_thread(look, settings, Installation("ours"))

    assert whole.lacking == ()
    assert spoilt.lacking == (("RetroDue", "Datetime"), ("RetroService", "KeywordList"))


async def test_attributes_that_nobody_may_list_are_unknown(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(_: Client) -> None:
        raise RPCError("Request unauthorized.", RPCStatusCode.PERMISSION_DENIED, b"")

    monkeypatch.setattr(probes, "missing_attributes", refused)

    seen = await asyncio.to_thread(look, settings, Installation("ours"))

    assert (seen.answers, seen.lacking) == (True, None)


async def test_only_what_is_ours_is_counted(settings: Settings) -> None:
    ours = await asyncio.to_thread(look, settings, Installation("ours"))
    theirs = await asyncio.to_thread(look, settings, Installation("theirs"))
    unknown = await asyncio.to_thread(look, settings, None)

    assert (ours.installation, ours.workflows, ours.problem) == ("ours", 1, "")
    assert (theirs.workflows, theirs.answers) == (0, True)
    assert theirs.problem.startswith("the workflow id retrospective-theirs-INC-1 is taken by")
    assert theirs.hint.startswith("end it, then repeat: temporal workflow terminate")
    assert unknown == Sight(ours.address, answers=True)
