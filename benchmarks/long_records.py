"""A command on a record as long as they get, against the same on a record just opened."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from benchmarks.engine import Running, engine
from benchmarks.figure import Size
from benchmarks.timing import Step, in_turns, p50
from states.commands import Add, Advance, Command, Revise, Say
from states.record.actions import Action, Priority
from states.record.facts import Fact, FactKind
from states.record.retrospective import Item

LONG, EMPTY = "LONG-1", "EMPTY-1"
PORTION = 25
"""Items in one command: it has room for 32 KiB."""

COMMANDS: dict[str, Command] = {
    "say": Say("Still the same"),
    "revise": Revise(add=(Add(Fact(text="Still the same")),)),
    "advance": Advance(),
}


async def measure(size: Size) -> dict[str, float]:
    """Compare each command's p50."""
    async with engine() as running:
        await running.open(EMPTY)
        await running.open(LONG)
        for portion in _portions(size):
            await running.send(LONG, Revise(add=portion))
        times = await in_turns(_steps(running), size.commands)
    medians = {name: p50(taken) for name, taken in times.items()}
    return {f"{name}_ratio": medians[name, LONG] / medians[name, EMPTY] for name in COMMANDS}


def _steps(running: Running) -> dict[tuple[str, str], Step]:
    return {
        (name, key): partial(running.send, key, command)
        for name, command in COMMANDS.items()
        for key in (EMPTY, LONG)
    }


def _portions(size: Size) -> Iterator[tuple[Add, ...]]:
    items: tuple[Item, ...] = (*_facts(size.facts), *_actions(size.actions))
    for start in range(0, len(items), PORTION):
        yield tuple(map(Add, items[start : start + PORTION]))


def _facts(count: int) -> Iterator[Fact]:
    at = datetime.now(UTC) - timedelta(hours=2)
    for number in range(count):
        text = f"Node {number} answered the health check after {number} ms"
        yield Fact("", at, FactKind.ACTION, text, "ben", f"https://example.org/logs/{number}")


def _actions(count: int) -> Iterator[Action]:
    due = (datetime.now(UTC) + timedelta(days=30)).date()
    for number in range(count):
        ticket = f"OPS-{number}"
        yield Action(
            title=f"Give node {number} a timeout",
            owner="ana",
            due=due,
            ticket=ticket,
            priority=Priority.P2,
        )
