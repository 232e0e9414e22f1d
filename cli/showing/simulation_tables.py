"""What a candidate would have done, as tables: by check, by incident, and who was called."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from cli.showing.cells import as_text
from cli.showing.formats import UNLIMITED, Row
from cli.showing.tables import Column, table_lines
from policies.simulating.by_check import CheckTold, found_by
from policies.simulating.calls import Shift
from policies.simulating.passages import Passage, Verdict
from policies.simulating.setting import Replayed
from policies.simulating.simulation import Simulation
from policies.simulating.waiting import Wait, waited
from states.lifecycle import Phase
from states.values import value

A_FEW = 30
"""So many rows of a table does a page have; JSON has them all."""

HOUR = timedelta(hours=1)
HOURS = ("hours_then", "hours")
BY_CHECK = ("check", "gate", "newly_stops", "findings", "no_longer", *HOURS)
BY_INCIDENT = ("incident", "severity", "gate", "then", "would", "by", *HOURS)
BY_FILE = ("file", "severity", "gate", "in_force", "candidate", "by", *HOURS)
ESCALATIONS = ("incident", "about", "to", "then", "would")
SPARE = ("severity", "hours_then", "findings")
RANKS = [*Verdict]


@value
class Sheet:
    """One table of the page; none where it has no rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def lines(self, width: int | None) -> Iterator[str]:
        """Write its first rows, and count the rest."""
        if not self.rows:
            return
        yield from ("", f"{self.title}:")
        texts = [[as_text(cell) for cell in row] for row in self.rows[:A_FEW]]
        columns = [
            Column(name, tuple(cells))
            for name, cells in zip(self.columns, zip(*texts, strict=True), strict=True)
        ]
        yield from table_lines(columns, width or UNLIMITED, SPARE)
        if len(self.rows) > A_FEW:
            yield f"and {len(self.rows) - A_FEW} more (-o json has them all)"


def without_hours(sheet: Sheet) -> Sheet:
    """Leave out how long anybody waited, for what has no history."""
    kept = tuple(one for one in sheet.columns if one not in HOURS)
    return replace(sheet, columns=kept, rows=tuple(row[: len(kept)] for row in sheet.rows))


def by_check(found: Simulation) -> Sheet:
    """Write what each check comes to."""
    return Sheet("by check", BY_CHECK, tuple(map(_check, found.checks)))


def by_incident(found: Simulation) -> Sheet:
    """Write each gate that comes off otherwise, and each that stays shut."""
    return Sheet("by incident", BY_INCIDENT, tuple(_gates(found, _happened)))


def by_file(found: Simulation) -> Sheet:
    """Write each gate that is shut now, or is so under one policy alone."""
    return Sheet("by file", BY_FILE, tuple(_gates(found, _asked_now)))


def escalations(found: Simulation) -> Sheet:
    """Write each escalation that is new, gone, or at another time."""
    return Sheet("escalations that differ", ESCALATIONS, tuple(_calls(found)))


def _check(one: CheckTold) -> Row:
    counts = (_some(len(one.newly_stops)), _some(one.findings), _some(len(one.no_longer)))
    return (one.check, one.gate, *counts, hours(one.then), hours(one.would))


def _gates(found: Simulation, told_of: Callable[[Passage], tuple[str, str]]) -> Iterator[Row]:
    every = [(one, each) for one in found.replays for each in one.passages]
    for one, each in sorted(every, key=lambda pair: RANKS.index(pair[1].verdict)):
        if each.verdict is not Verdict.SAME or each.shut:
            severity = one.context.severity
            told = (severity, each.gate, *told_of(each), _by(each))
            waits = (_at(each.gate, one.then), _at(each.gate, one.would))
            yield (_name(one), *told, *(hours(waited(some, found.window)) for some in waits))


def _at(gate: Phase, waits: tuple[Wait, ...]) -> Iterator[Wait]:
    return (one for one in waits if one.gate is gate)


def _happened(passage: Passage) -> tuple[str, str]:
    then = f"opened {passage.opened:%Y-%m-%d}" if passage.opened else "stayed shut"
    if passage.would_open:
        return (then, f"opens {passage.would_open:%Y-%m-%d}")
    return (then, "stopped" if passage.verdict is Verdict.STOPPED else "stays shut")


def _asked_now(passage: Passage) -> tuple[str, str]:
    in_force = "open" if passage.opened else "shut"
    return (in_force, "open" if passage.would_open else "shut")


def _by(passage: Passage) -> str:
    return ", ".join(f"{one.check} ({found_by(one)})" for one in passage.shut)


def _calls(found: Simulation) -> Iterator[Row]:
    differing = (
        (one, each) for one in found.replays for each in one.calls if each.shift is not Shift.SAME
    )
    for one, each in sorted(differing, key=lambda pair: min(pair[1].moments)):
        to = each.to or ("nobody",)
        yield (_name(one), each.deadline, to, _when(each.then), _when(each.would))


def _when(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "—"


def _name(one: Replayed) -> str:
    return one.source or one.incident


def hours(length: timedelta) -> str:
    """Write a span in hours."""
    return f"{length / HOUR:.0f}"


def _some(count: int) -> str:
    return str(count) if count else ""
