"""Events that a command leaves in a workflow's history, over a whole life."""

import asyncio

from benchmarks.figure import Size
from benchmarks.walk import walked


async def measure(_: Size) -> dict[str, float]:
    """Count events for each command, the engine's own included, and for each of people's."""
    life = await asyncio.to_thread(walked)
    return {
        "per_command": life.events / life.turns,
        "per_asked": life.events / life.commands,
        "commands": life.commands,
        "turns": life.turns,
    }
