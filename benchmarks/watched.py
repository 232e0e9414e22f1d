"""A worker of its own, watched as its operating system sees it: its memory and its work."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from benchmarks.serve import READY

KIB_IN_MB = 1024 / 1_000_000
SETTLING = 1.0
"""Seconds until what a burst of commands has left behind is cleared away."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A worker that runs."""

    child: Process

    async def resident(self) -> float:
        """Say how much memory it takes (MB) once it has settled."""
        await asyncio.sleep(SETTLING)
        return await self._seen("rss") * KIB_IN_MB

    async def worked(self) -> float:
        """Say how many seconds of a processor's time it has had."""
        return await self._seen("cputimes")

    async def _seen(self, what: str) -> int:
        ps = await asyncio.create_subprocess_exec(
            "ps", "-o", f"{what}=", "-p", str(self.child.pid), stdout=PIPE
        )
        said, _ = await ps.communicate()
        return int(said)


@asynccontextmanager
async def watched(
    address: str, home: str, cached: int, channel: str = ""
) -> AsyncIterator[Watched]:
    """Run a worker on a server and the books in `home`; notices go to a channel, or nowhere."""
    command = (sys.executable, "-m", "benchmarks.serve", address, home, str(cached), channel)
    child = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    said = await child.stdout.readline() if child.stdout else b""
    if said.decode().strip() != READY:
        raise RuntimeError("the worker did not start")
    yield Watched(child)
    await child.communicate(b"")
