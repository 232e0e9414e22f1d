"""What open incidents cost a worker in memory: beyond its cache, and if all were in it.

A worker of its own is watched as its operating system sees it; it has warmed up before.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.engine import FOLDER, OURS, Running, connected
from benchmarks.figure import Size
from benchmarks.serve import READY
from connectors.temporal_server import temporal_server
from workflows.client import Retrospectives
from workflows.worker import CACHED

WARM = 50
AT_ONCE = 20
KIB_IN_MB = 1024 / 1_000_000
SETTLING = 1.0
"""Seconds until what a burst of commands has left behind is cleared away."""


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
    async with _worker(cached) as (running, child):
        await _open(running, "WARM", WARM)
        warm = await _resident(child)
        await _open(running, "FIRST", first)
        full = await _resident(child)
        await _open(running, "THEN", then)
        return full - warm, await _resident(child) - full


@asynccontextmanager
async def _worker(cached: int) -> AsyncIterator[tuple[Running, Process]]:
    with TemporaryDirectory(prefix=FOLDER) as home:
        async with temporal_server(Path(home), ui=False) as server:
            client = await connected(server.address)
            child = await _served(server.address, home, cached)
            yield Running(client, Retrospectives(client, OURS)), child
            await child.communicate(b"")


async def _served(address: str, home: str, cached: int) -> Process:
    command = (sys.executable, "-m", "benchmarks.serve", address, home, str(cached))
    child = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    said = await child.stdout.readline() if child.stdout else b""
    if said.decode().strip() != READY:
        raise RuntimeError("the worker did not start")
    return child


async def _open(running: Running, name: str, count: int) -> None:
    for start in range(0, count, AT_ONCE):
        keys = (f"{name}-{number}" for number in range(start, min(count, start + AT_ONCE)))
        await asyncio.gather(*map(running.open, keys))


async def _resident(child: Process) -> float:
    await asyncio.sleep(SETTLING)
    ps = await asyncio.create_subprocess_exec("ps", "-o", "rss=", "-p", str(child.pid), stdout=PIPE)
    said, _ = await ps.communicate()
    return int(said) * KIB_IN_MB
