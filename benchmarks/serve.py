"""A worker in a process of its own, so that its memory can be told from ours.

It says when it is ready, and serves until its standard input ends.
"""

import asyncio
import os
import sys
from pathlib import Path

from benchmarks.desk import Outbox
from benchmarks.engine import OURS, activities_on, books, connected, courier_on
from workflows.worker import worker_for

READY = "ready"


async def serve(address: str, home: Path, cached: int, channel: str = "") -> None:
    """Serve the incidents of `home`, keeping so many workflows in memory."""
    client, database = await connected(address), books(home)
    courier = courier_on(database, channel) if channel else Outbox()
    async with worker_for(client, OURS, activities_on(database, client, courier), cached):
        print(READY, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))
    # A process that used Temporal's SDK may crash after its last line (sdk-python #300).
    os._exit(0)
