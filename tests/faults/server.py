"""A Temporal server that is killed, and started again on the same port and the same file."""

import os
import signal
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from connectors.free_port import LOCALHOST, any_free_port
from connectors.temporal_child import DATABASE
from connectors.temporal_server import TemporalServer, temporal_server


class Server:
    """A server on the data directory `home`."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._port = any_free_port()
        self._stack = AsyncExitStack()
        self._running: TemporalServer | None = None

    @property
    def address(self) -> str:
        """Where it listens, before its death and after."""
        return f"{LOCALHOST}:{self._port}"

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        here = temporal_server(self._home, port=self._port, ui=False)
        self._running = await self._stack.enter_async_context(here)

    async def kill(self) -> None:
        """Kill it with -9."""
        if self._running is not None:
            with suppress(ProcessLookupError):
                os.kill(self._running.pid, signal.SIGKILL)
            await self._running.ended()
        await self._stack.aclose()

    def forget(self) -> None:
        """Lose all that it ever knew."""
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
            (self._home / name).unlink(missing_ok=True)
