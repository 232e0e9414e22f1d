"""What open incidents cost a worker in memory: beyond its cache, and if all were in it.

A worker of its own is watched; it has warmed up before.
"""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.engine import FOLDER, OURS, Running, connected
from benchmarks.figure import Size
from benchmarks.watched import watched
from connectors.temporal_server import temporal_server
from workflows.client import Retrospectives
from workflows.worker import CACHED

WARM = 50
AT_ONCE = 20


async def measure(size: Size) -> dict[str, float]:
    """Fill the cache that a worker has, and open more; and see what a cache for all would cost."""
    _, more = await _growth(cached=CACHED, first=2 * CACHED, then=size.open)
    roomy = await _growth(cached=WARM + size.open, first=size.open, then=0)
    return {
        "beyond_mb": more / size.open * 1000,
        "cached_mb": sum(roomy) / size.open * 1000,
    }


async def _growth(*, cached: int, first: int, then: int) -> tuple[float, float]:
    """Say by how many MB a worker grows with the first incidents, and with those after them."""
    with TemporaryDirectory(prefix=FOLDER) as home:
        async with (
            temporal_server(Path(home), ui=False) as server,
            watched(server.address, home, cached) as worker,
        ):
            client = await connected(server.address)
            running = Running(client, Retrospectives(client, OURS))
            await _open(running, "WARM", WARM)
            warm = await worker.resident()
            await _open(running, "FIRST", first)
            full = await worker.resident()
            await _open(running, "THEN", then)
            return full - warm, await worker.resident() - full


async def _open(running: Running, name: str, count: int) -> None:
    for start in range(0, count, AT_ONCE):
        keys = (f"{name}-{number}" for number in range(start, min(count, start + AT_ONCE)))
        await asyncio.gather(*map(running.open, keys))
