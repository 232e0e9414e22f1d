"""A worker that runs gives Temporal back whatever it has lost, round by round."""

import asyncio
from typing import Any

import pytest
from temporalio.service import RPCError, RPCStatusCode

from cli.installation import looking_after
from states.errors import UnreachableError
from tests.cli.offline import Terminal

REFUSED = RPCError("Request unauthorized.", RPCStatusCode.PERMISSION_DENIED, b"")


class Round:
    """What a worker asks for, in order; each fails as often as it is told to."""

    def __init__(self, **fails: list[Exception]) -> None:
        self.fails = fails
        self.asked: list[str] = []

    def ask(self, name: str) -> Any:
        async def asked(*_: object) -> int:
            self.asked.append(name)
            if self.fails.get(name):
                raise self.fails[name].pop(0)
            return 3

        return asked


async def rounds(here: Terminal, watched: Round, monkeypatch: pytest.MonkeyPatch, many: int) -> str:
    """Let a worker look so many times."""
    for name in ("add_search_attributes", "adopt", "plan"):
        monkeypatch.setattr(looking_after, name, watched.ask(name))
    monkeypatch.setattr(looking_after, "ROUND_SECONDS", 0.001)
    keeping: Any = looking_after.keep_looking_after(here.app(), None)  # type: ignore[arg-type]  # nobody calls Temporal here
    looking = asyncio.create_task(keeping)
    async with asyncio.timeout(10):
        while watched.asked.count("plan") < many:  # noqa: ASYNC110  # nobody here sets an event
            await asyncio.sleep(0.001)
    looking.cancel()
    return " ".join(watched.asked[: 3 * many])


async def test_every_round_looks_at_attributes_workflows_and_schedules(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await rounds(here, Round(), monkeypatch, 2)

    assert found == " ".join(["add_search_attributes adopt plan"] * 2)


async def test_who_may_add_no_attributes_looks_at_the_rest(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await rounds(here, Round(add_search_attributes=[REFUSED]), monkeypatch, 1)

    assert found == "add_search_attributes adopt plan"


@pytest.mark.parametrize("failure", [REFUSED, UnreachableError("the disk is full")])
async def test_a_round_that_fails_is_followed_by_another(
    here: Terminal, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    found = await rounds(here, Round(adopt=[failure]), monkeypatch, 1)

    assert found.startswith("add_search_attributes adopt add_search_attributes")
