"""Actions that Temporal Cloud would bill, over a whole life; the server counts them itself."""

import asyncio

from benchmarks.figure import Size
from benchmarks.walk import walked


async def measure(_: Size) -> dict[str, float]:
    """Count actions for each command, the engine's own included, and for each of people's."""
    life = await asyncio.to_thread(walked)
    return {
        "per_command": life.actions / life.turns,
        "per_asked": life.actions / life.commands,
        "whole": life.actions,
    }
