"""A command against a bare Temporal update: alone, and with many incidents at once.

Both carry the same messages to the same server, from the same process, in turns. A command
also asks the rules and waits until the ledger's file is on disk.
"""

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from statistics import median

from benchmarks.engine import Running, engine
from benchmarks.figure import Size
from benchmarks.timing import Step, in_turns, p50, p99
from states.commands import Add, Advance, Revise, Say
from states.record.facts import Fact

WORDS = "The queue is as long as it was an hour ago"
SAY = Say(WORDS)
REVISE = Revise(add=(Add(Fact(text=WORDS)),))


async def measure(size: Size) -> dict[str, float]:
    """Compare how long one takes, and how many there are in a second."""
    async with engine() as running:
        times = await in_turns(await _steps(running), size.commands)
        bare, ours = await _rates(running, size)
    whole = p50(times["bare"])
    return {
        "bare_ms": whole,
        **{f"{name}_ratio": p50(times[name]) / whole for name in ("say", "revise", "advance")},
        "bare_p99_ms": p99(times["bare"]),
        "say_p99_ms": p99(times["say"]),
        "advance_p99_ms": p99(times["advance"]),
        "bare_per_second": bare,
        "per_second": ours,
        "rate_ratio": ours / bare,
    }


async def _steps(running: Running) -> dict[str, Step]:
    said, revised, shut = [await running.open(f"INC-{number}") for number in range(3)]
    bare = await running.bare("bare", await running.send(said, SAY))
    return {
        "bare": partial(bare, said, SAY),
        "say": partial(running.send, said, SAY),
        "revise": partial(running.send, revised, REVISE),
        "advance": partial(running.send, shut, Advance()),
    }


async def _rates(running: Running, size: Size) -> tuple[float, float]:
    """Count updates and commands in a second, with `at_once` incidents; medians of rounds."""
    keys = [await running.open(f"CROWD-{number}") for number in range(size.at_once)]
    answers = [await running.send(key, SAY) for key in keys]
    updates = [await running.bare(f"bare-{one.incident}", one) for one in answers]
    bare = [partial(update, key, SAY) for update, key in zip(updates, keys, strict=True)]
    ours = [partial(running.send, key, SAY) for key in keys]
    pairs = [(await _rate(bare, size), await _rate(ours, size)) for _ in range(size.rounds)]
    return median(one for one, _ in pairs), median(one for _, one in pairs)


async def _rate(steps: Sequence[Step], size: Size) -> float:
    start = time.perf_counter()
    await asyncio.gather(*(_repeated(step, size.each) for step in steps))
    return len(steps) * size.each / (time.perf_counter() - start)


async def _repeated(step: Step, times: int) -> None:
    for _ in range(times):
        await step()
