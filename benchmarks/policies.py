"""A gate of twenty checks, ten of them written, against the same rules in Python and cel-python.

The record has 50 actions and 200 entries, and keeps every rule: whatever opens a gate was asked
of every item. Ours and Python take turns, and are timed by the processor's clock.
"""

import asyncio
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, ClassVar

import celpy
from celpy.adapter import json_to_cel

from benchmarks.by_hand import BY_HAND
from benchmarks.desk import PEOPLE, story
from benchmarks.figure import Size
from benchmarks.timing import in_turns, p50
from policies.edition import Rule
from policies.expressions.facts import told_in
from policies.judging import ask
from policies.shelf import policy_of
from policies.written import Written
from states.lifecycle import Phase
from states.people import Directory
from states.record.retrospective import Retrospective
from states.rules import Case, Finding, Result
from states.values import value

FILE = Path(__file__).with_name("rules.yaml")
LINT = (str(Path(sys.executable).with_name("retro")), "policy", "lint", str(FILE))
DIRECTORY = Directory({one.id: one for one in PEOPLE})
ACTIONS, ENTRIES = 50, 200

Gate = tuple[Rule, ...]


@value
class ByHand:
    """A written rule, as Python."""

    id: ClassVar[str] = "by-hand"
    title: ClassVar[str] = "a rule in Python"
    rule: str

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Ask it."""
        return tuple(BY_HAND[self.rule](case))


@value
class InCelPython:
    """A written rule, run by cel-python."""

    id: ClassVar[str] = "cel-python"
    title: ClassVar[str] = "a rule in cel-python"
    for_each: str
    where: Any
    require: Any

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Ask it of every item; one that only counts is kept by any."""
        there = _in_celpy(case, self.for_each)
        meant = [one for one in there if not self.where or self.where.evaluate(one)]
        kept = all(map(self.require.evaluate, meant)) if self.require else bool(meant)
        return () if kept else (Finding("it is not kept"),)


async def measure(size: Size) -> dict[str, float]:
    """Compare medians of a whole gate, and time the lint of its policy as a process."""
    gate = policy_of(FILE.read_text("utf-8"), FILE.name).editions[None].rules
    ours = gate[Phase.ACTIONS_TICKETED]
    by_hand = tuple(_other(one, _by_hand) for one in ours)
    in_celpy = tuple(_other(one, _in_cel_python) for one in ours)
    taken = _judged({"written": ours, "by_hand": by_hand}, size.commands)
    # It leaves so much behind that whoever came after it would pay for it.
    celpy_s = _judged({"celpy": in_celpy}, size.rounds)
    lint = await in_turns({"lint": partial(_run, LINT)}, size.starts)
    return {
        "gate_ms": taken["written"],
        "by_hand_ms": taken["by_hand"],
        "ratio": taken["written"] / taken["by_hand"],
        "celpy_ms": celpy_s["celpy"],
        "lint_ms": p50(lint["lint"]),
    }


def _judged(gates: Mapping[str, Gate], rounds: int) -> dict[str, float]:
    """Judge the same record at each gate in turn, and return medians in milliseconds."""
    record = _record()
    times: dict[str, list[float]] = {name: [] for name in gates}
    for _ in range(rounds):
        for name, gate in gates.items():
            # Nothing here waits: what else the machine does meanwhile is not ours.
            start = process_time()
            _pass(gate, Case(record, DIRECTORY, datetime.now(UTC)))
            times[name].append((process_time() - start) * 1000)
    return {name: p50(taken) for name, taken in times.items()}


def _pass(gate: Gate, case: Case) -> None:
    for one in gate:
        answer = ask(one, case)
        if answer.result is not Result.PASS:
            raise RuntimeError(f"{one.id}: {answer.findings[:1]}")


def _record() -> Retrospective:
    now = datetime.now(UTC)
    told = story(now)
    actions = (told.actions[place % len(told.actions)] for place in range(ACTIONS))
    entries = (told.timeline[place % len(told.timeline)] for place in range(ENTRIES))
    link = "https://example.org/logs"
    return Retrospective(
        "BENCH-1",
        opened=now,
        context=told.context,
        factors=told.factors,
        actions=tuple(
            replace(one, id=f"A{place}", ticket=f"PAY-{place}")
            for place, one in enumerate(actions, start=1)
        ),
        timeline=tuple(
            replace(one, id=f"T{place}", source=one.source or link)
            for place, one in enumerate(entries, start=1)
        ),
    )


def _other(rule: Rule, made: Callable[[str, Written], Any]) -> Rule:
    check = rule.check
    return replace(rule, check=made(rule.id, check)) if isinstance(check, Written) else rule


def _by_hand(name: str, _: Written) -> ByHand:
    return ByHand(name)


def _in_cel_python(_: str, rule: Written) -> InCelPython:
    language = celpy.Environment()
    programs = (
        one and language.program(language.compile(one.text)) for one in (rule.where, rule.require)
    )
    return InCelPython(rule.for_each, *programs)


def _in_celpy(case: Case, for_each: str) -> Iterator[dict[str, Any]]:
    """Turn the record into cel-python's values, once for each case, as we do."""
    told = told_in(case)
    names = ("actions", "timeline", "factors")
    around = told.once(
        "cel-python",
        lambda: {
            "incident": json_to_cel(told.incident),
            **{name: json_to_cel(told.facts(name)) for name in names},
        },
    )
    for it in around[for_each] if for_each else (around["incident"],):
        yield {**around, "it": it}


async def _run(command: tuple[str, ...]) -> None:
    nowhere = asyncio.subprocess.DEVNULL
    child = await asyncio.create_subprocess_exec(*command, stdout=nowhere, stderr=nowhere)
    if await child.wait():
        raise RuntimeError(f"{' '.join(command[:3])} ended with {child.returncode}")
