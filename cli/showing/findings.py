"""The findings of a report, laid out: the next gate's first, then what earlier gates ask again.

What two checks find is said once, and a command that mends several findings stands once,
below the last of them.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from cli.showing.asked import Asked
from states.lifecycle import GATED, Phase
from states.rules import CheckResult, Finding, Result

# fmt: off
MARKS = {
    Result.FAIL:   "✕",
    Result.ERROR:  "✕",
    Result.WARN:   "!",
    Result.WAIVED: "~",
    Result.SKIP:   "-",
    Result.PASS:   "✓",
}
# fmt: on

WAITS = "…"
URGENCY = [*MARKS]
GAP = 3
FIX = " " * 5


class Line(NamedTuple):
    """One finding on the page, and the command that mends it."""

    text: str
    fix: str = ""


def findings_laid_out(asked: Asked, shown: Iterable[CheckResult], width: int) -> Iterator[str]:
    """Write what these checks found, gate by gate, for a page of `width` columns."""
    blocks = [*_blocks(asked, shown)]
    room = _room_beside(chain.from_iterable(lines for _, lines in blocks), width)
    for place, (gate, lines) in enumerate(blocks):
        if gate is not asked.report.to:
            yield from ([""] if place else [])
            yield f"asked again: {title_of(gate)}"
        for fix, group in groupby(lines, key=lambda one: one.fix):
            yield from _mended([one.text for one in group], fix, room)


def title_of(phase: Phase) -> str:
    """Write a phase as a heading: `ACTIONS TICKETED`."""
    return phase.value.replace("_", " ").upper()


def _blocks(asked: Asked, shown: Iterable[CheckResult]) -> Iterator[tuple[Phase, list[Line]]]:
    ordered = sorted(shown, key=lambda one: _place(one, asked))
    said: set[Line] = set()
    for gate, results in groupby(ordered, key=lambda one: one.gate):
        new = [*_unsaid((line for one in results for line in _lines(one, asked)), said)]
        if new:
            yield gate, _together(new)


def _unsaid(lines: Iterable[Line], said: set[Line]) -> Iterator[Line]:
    for one in lines:
        if not one.fix or one not in said:
            yield one
        said.add(one)


def _place(result: CheckResult, asked: Asked) -> tuple[bool, int, int, bool]:
    waits = not any(asked.is_yours(one) for one in result.findings or (Finding(""),))
    earlier = result.gate is not asked.report.to
    return earlier, GATED.index(result.gate), URGENCY.index(result.result), waits


def _together(lines: list[Line]) -> list[Line]:
    """Bring lines that one command mends to where the first of them stands."""
    first: dict[str, int] = {}
    places = [first.setdefault(one.fix or one.text, place) for place, one in enumerate(lines)]
    return [one for _, one in sorted(zip(places, lines, strict=True), key=itemgetter(0))]


def _room_beside(lines: Iterable[Line], width: int) -> int:
    """Return where commands begin that stand beside their findings; 0 where one does not fit."""
    every = [*lines]
    fixes = [one.fix for one in every if one.fix]
    room = max((len(one.text) for one in every), default=0) + GAP
    fits = len({*fixes}) == len(fixes) and room + max(map(len, fixes), default=0) <= width
    return room if fits else 0


def _mended(texts: list[str], fix: str, room: int) -> Iterator[str]:
    if room and fix:
        yield f"{texts[0]:{room}}{fix}"
        return
    yield from texts
    yield from ([f"{FIX}{fix}"] if fix else [])


def _lines(result: CheckResult, asked: Asked) -> Iterator[Line]:
    if not result.findings:
        waived = " (waived)" if result.result is Result.WAIVED else ""
        yield Line(f" {MARKS[result.result]} {result.title}{waived}")
    for finding in result.findings:
        yield _line(finding, result, asked)
    if result.more:
        key = asked.report.incident
        yield Line(f" {MARKS[result.result]} and {result.more} more", f"retro why {key}")


def _line(finding: Finding, result: CheckResult, asked: Asked) -> Line:
    yours = asked.is_yours(finding)
    mark = MARKS[result.result] if yours else WAITS
    waits = "" if yours else f"(waits for {', '.join(finding.waits_for)})"
    audited = "(audited)" if result.audited else ""
    said = " ".join(one for one in (mark, finding.item, finding.message, waits, audited) if one)
    return Line(f" {said}", finding.fix)
