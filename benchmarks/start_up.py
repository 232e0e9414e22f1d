"""How long `retro --help` takes, as a process, against a Python that imports click."""

import asyncio
import sys
from pathlib import Path

from benchmarks.figure import Size
from benchmarks.timing import in_turns, p50

HELP = (str(Path(sys.executable).with_name("retro")), "--help")
CLICK = (sys.executable, "-c", "import click")


async def measure(size: Size) -> dict[str, float]:
    """Compare medians of whole processes, started in turns."""
    times = await in_turns({"help": lambda: _run(HELP), "click": lambda: _run(CLICK)}, size.starts)
    click, retro = p50(times["click"]), p50(times["help"])
    return {"click_ms": click, "help_ms": retro, "ratio": retro / click}


async def _run(command: tuple[str, ...]) -> None:
    nowhere = asyncio.subprocess.DEVNULL
    child = await asyncio.create_subprocess_exec(*command, stdout=nowhere)
    if await child.wait():
        raise RuntimeError(f"{command[0]} ended with {child.returncode}")
