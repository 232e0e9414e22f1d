"""The Temporal server that `retro up` brings along: one process, one database file.

It keeps its history in the data directory, ends when we end, and says when it ended by itself.
Hold `connectors.running.claim` around it: a server that is found on the same file is ended.
"""

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from temporalio.client import Client
from temporalio.service import RPCError

from connectors.free_port import LOCALHOST, any_free_port, free_port, is_taken
from connectors.temporal_child import has_bound, last_words, spawned
from connectors.temporal_leftover import GRACE, sign, sole_lock
from connectors.temporal_namespace import prepare_namespace
from states.errors import ConflictError, UnreachableError

PORT = 7233
UI_PORT = 8233
PATIENCE = 30.0
LOG = Path("logs") / "temporal.log"


class ServerFailedError(UnreachableError):
    """The Temporal server did not start, or ended by itself."""

    def __init__(self, what: str, log: Path) -> None:
        """Say what happened, the server's own last words, and where to read more."""
        words = last_words(log)
        super().__init__(
            f"the Temporal server {what}{f': {words}' if words else ''}",
            f"read {log}, then: retro up",
        )


@dataclass(frozen=True, slots=True)
class TemporalServer:
    """A server that runs; `ui` is empty where it shows no pages."""

    address: str
    ui: str
    log: Path
    child: Process

    @property
    def pid(self) -> int:
        """The server's own process id."""
        return self.child.pid

    async def ended(self) -> ServerFailedError:
        """Wait until the server ends by itself, and say how."""
        code = await self.child.wait()
        return ServerFailedError(f"ended ({_how(code)})", self.log)

    async def stop(self) -> None:
        """End the server in order; where it does not listen, at once."""
        with suppress(ProcessLookupError):
            self.child.terminate()
        try:
            await asyncio.wait_for(self.child.wait(), GRACE)
        except TimeoutError:
            self.child.kill()
            await self.child.wait()


@asynccontextmanager
async def temporal_server(
    home: Path, *, port: int | None = None, ui: bool = True
) -> AsyncIterator[TemporalServer]:
    """Run a server on the data directory `home`, on its usual port or one that is free.

    Raises:
        UnreachableError: it cannot be started; the text names the log.
        ConflictError: `port` was asked for and is taken.
    """
    if sys.platform == "win32":
        raise UnreachableError(
            "retro up brings its own Temporal server on Linux and macOS only",
            "run `temporal server start-dev` and set TEMPORAL_ADDRESS=localhost:7233",
        )
    server = await _started(home, port, ui=ui)
    try:
        yield server
    finally:
        await server.stop()


async def _started(home: Path, port: int | None, *, ui: bool) -> TemporalServer:
    if port is not None and is_taken(port):
        raise ConflictError(
            f"port {port} is taken", "name no port (a free one is picked), or another one"
        )
    ports = [port or free_port(PORT), *([free_port(UI_PORT)] if ui else [])]
    try:
        return await _tried(home, ports)
    except ServerFailedError:
        # Two that start at once may pick the same port, and the loser does not say so.
        if not any(map(is_taken, ports)):
            raise
        return await _tried(home, [port or any_free_port(), *(any_free_port() for _ in ports[1:])])


async def _tried(home: Path, ports: list[int]) -> TemporalServer:
    server = await _spawned(home, *ports)
    try:
        await _ready(server)
    except BaseException:
        await server.stop()
        raise
    return server


async def _spawned(home: Path, port: int, ui_port: int | None = None) -> TemporalServer:
    log = home / LOG
    with await sole_lock(home) as lock:
        child = await spawned(home, log, port, ui_port, lock.fileno())
        sign(lock, child.pid)
    ui = f"http://{LOCALHOST}:{ui_port}" if ui_port else ""
    return TemporalServer(f"{LOCALHOST}:{port}", ui, log, child)


async def _ready(server: TemporalServer) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            while not await _answers(server):  # noqa: ASYNC110  # another process sets no event
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise ServerFailedError(
            f"does not answer at {server.address} after {PATIENCE:.0f} s", server.log
        ) from None


async def _answers(server: TemporalServer) -> bool:
    if server.child.returncode is not None:
        raise ServerFailedError(f"did not start ({_how(server.child.returncode)})", server.log)
    if not has_bound(server.log):
        return False  # whoever answers at that address is another server
    try:
        client = await Client.connect(server.address, connect_timeout=timedelta(seconds=2))
        await prepare_namespace(client)
    except (RuntimeError, RPCError):
        return False
    return True


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
