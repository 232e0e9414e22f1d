"""Take times, in milliseconds, and sum them up.

What is compared is taken in turns, so that a machine that is busy for a moment is busy for all.
"""

import time
from collections.abc import Awaitable, Callable, Hashable, Mapping
from statistics import median
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
Step = Callable[[], Awaitable[object]]
WARMING = 5
"""Rounds that are not counted: code is loaded, statements are compiled."""


async def in_turns(steps: Mapping[Name, Step], rounds: int) -> dict[Name, list[float]]:
    """Time each of `steps` so many times, one after another."""
    for step in steps.values():
        await _timed(step, WARMING)
    times: dict[Name, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            times[name] += await _timed(step, 1)
    return times


async def _timed(step: Step, rounds: int) -> list[float]:
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        await step()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p50(taken: list[float]) -> float:
    """Return what half of them stay under."""
    return median(taken)


def p99(taken: list[float]) -> float:
    """Return what all but one in a hundred stay under."""
    return sorted(taken)[max(0, -(-len(taken) * 99 // 100) - 1)]
