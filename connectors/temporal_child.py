"""The Temporal server as a child process: its command, its surroundings, its log.

It runs in the data directory and names its database without a path, because the server
reads one as an address, and a `%` in it as an escape.
"""

import os
import subprocess
from asyncio.subprocess import Process, create_subprocess_exec
from pathlib import Path
from typing import BinaryIO

from connectors.bound_to_parent import bound
from connectors.free_port import LOCALHOST
from connectors.temporal_binary import temporal_binary

DATABASE = "temporal.db"
BANNER = "Temporal Server:"
COMPLAINTS = ("Error: ", "panic: ")

OURS = ("TEMPORAL_", "RETRO_")
"""What it does not inherit: it is not the server we talk to, and addresses hold secrets."""

# fmt: off
OPTIONS = (
    "--db-filename", DATABASE,
    "--ip", LOCALHOST,
    "--sqlite-pragma", "journal_mode=wal",
    "--sqlite-pragma", "synchronous=2",
)

DYNAMIC = (
    #  the server's setting                      why
    "history.transferProcessorMaxPollRPS=2000",  # else an activity may wait 50 ms for the next poll
    "history.maxInFlightUpdatePayloads=1000000", # ten of our commands fit; what is larger would be
)                                                # handed to the worker, and close the workflow
# fmt: on


async def spawned(home: Path, log: Path, port: int, ui_port: int | None, lock: int) -> Process:
    """Start the server's process in `home`; it inherits the open file `lock`."""
    with _fresh(log) as words:
        return await create_subprocess_exec(
            *_command(port, ui_port),
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            env=_environment(),
            pass_fds=(lock,),
            process_group=0,  # Ctrl-C is for us: we end the server when our workers are done
        )


def has_bound(log: Path) -> bool:
    """Tell whether the server of this log has its port: the banner comes after that."""
    return BANNER in _text(log)


def last_words(log: Path) -> str:
    """Return the server's last complaint, or an empty string."""
    complaints = [line for line in _text(log).splitlines() if line.startswith(COMPLAINTS)]
    return complaints[-1].removeprefix("Error: ") if complaints else ""


def _command(port: int, ui_port: int | None) -> list[str]:
    pages = ["--ui-port", str(ui_port)] if ui_port else ["--headless"]
    start = [str(temporal_binary()), "server", "start-dev"]
    settings = [part for one in DYNAMIC for part in ("--dynamic-config-value", one)]
    return bound([*start, *OPTIONS, *settings, "--port", str(port), *pages])


def _environment() -> dict[str, str]:
    return {name: text for name, text in os.environ.items() if not name.startswith(OURS)}


def _fresh(log: Path) -> BinaryIO:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    return log.open("wb")


def _text(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")
