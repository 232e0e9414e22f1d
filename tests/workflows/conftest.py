"""One real server with a movable clock for all workflow tests; an incident per test."""

from collections.abc import AsyncIterator

import pytest

from tests.workflows.engine import Engine, running_engine


@pytest.fixture(scope="session")
async def engine() -> AsyncIterator[Engine]:
    async with running_engine() as running:
        yield running
