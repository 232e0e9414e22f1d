"""A gate's report, as people read it and as JSON has it.

What is in the way comes first, each with the command that mends it; what the viewer can do
is told apart from what waits for somebody else.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any, NamedTuple

from cli.showing.asked import Asked
from cli.showing.cells import span
from states.codec import to_json
from states.lifecycle import Phase
from states.rules import CheckResult, Finding, Report, Result

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
QUIET = frozenset({Result.PASS, Result.SKIP})
"""Results that are counted, and listed only when asked for."""

URGENCY = [*MARKS]
GAP = 3
A_FEW_DAYS = timedelta(days=2)


class Line(NamedTuple):
    """One finding on the page, and the command that mends it."""

    text: str
    fix: str = ""


def report_lines(asked: Asked, width: int, *, all_checks: bool = False) -> Iterator[str]:
    """Write a report for a page of `width` columns."""
    yield _header(asked)
    shown = [one for one in asked.report.results if all_checks or one.result not in QUIET]
    for gate, results in groupby(shown, key=lambda one: one.gate):
        if gate is not asked.report.to:
            yield f"asked again: {title_of(gate)}"
        ordered = sorted(results, key=lambda one: URGENCY.index(one.result))
        yield from _laid_out([line for one in ordered for line in _lines(one, asked)], width)
    yield _counted(asked.report, all_checks=all_checks)
    yield from _waivable(asked.report)
    if asked.ahead:
        yield str(asked.ahead)


def title_of(phase: Phase) -> str:
    """Write a phase as a heading: `ACTIONS TICKETED`."""
    return phase.value.replace("_", " ").upper()


def _header(asked: Asked) -> str:
    way = f"{title_of(asked.record.phase)} → {title_of(asked.report.to)}"
    return (" " * GAP).join(one for one in (way, _day(asked), _standing(asked)) if one)


def _day(asked: Asked) -> str:
    if asked.deadline is None:
        return ""
    due, began = asked.deadline.due, max(asked.deadline.anchor, asked.deadline.set_at)
    if asked.now > due:
        return f"late by {span(asked.now - due)}"
    if due - began <= A_FEW_DAYS:
        return f"due in {span(due - asked.now)}"
    return f"day {(asked.now - began).days + 1} of {(due - began).days}"


def _standing(asked: Asked) -> str:
    if asked.report.gate_open:
        return f"✓ open: retro advance {asked.report.incident}"
    if asked.yours:
        return f"✕ blocked: {asked.yours} of {asked.count} need you"
    return f"{WAITS} waiting for {', '.join(asked.others)}"


def _lines(result: CheckResult, asked: Asked) -> Iterator[Line]:
    if not result.findings:
        waived = " (waived)" if result.result is Result.WAIVED else ""
        yield Line(f" {MARKS[result.result]} {result.title}{waived}")
    for finding in result.findings:
        yield _line(finding, result.result, asked)
    if result.more:
        key = asked.report.incident
        yield Line(f" {MARKS[result.result]} and {result.more} more", f"retro why {key}")


def _line(finding: Finding, result: Result, asked: Asked) -> Line:
    yours = asked.is_yours(finding)
    mark = MARKS[result] if yours else WAITS
    waits = "" if yours else f"(waits for {', '.join(finding.waits_for)})"
    said = " ".join(one for one in (mark, finding.item, finding.message, waits) if one)
    return Line(f" {said}", finding.fix)


def _laid_out(lines: Sequence[Line], width: int) -> Iterator[str]:
    """Put commands beside their findings where all of them fit, else below them."""
    room = max(len(one.text) for one in lines) + GAP
    fits = room + max(len(one.fix) for one in lines) <= width
    for text, fix in lines:
        if fits and fix:
            yield f"{text:{room}}{fix}"
        else:
            yield text
            yield from ([f"     {fix}"] if fix else [])


def _counted(report: Report, *, all_checks: bool) -> str:
    passed = sum(one.result in QUIET for one in report.results)
    more = "" if all_checks or not passed else f" · see them: retro why {report.incident} --all"
    return f"{passed} of {len(report.results)} checks pass{more}"


def _waivable(report: Report) -> Iterator[str]:
    if report.shut:
        names = ", ".join(one.check for one in report.shut)
        way = f'retro waive {report.incident} CHECK --until 7d --reason "WHY"'
        yield f"shut by {names} · where the policy lets one pass for a while: {way}"


def report_json(asked: Asked) -> dict[str, Any]:
    """Write a report as JSON values."""
    return {
        "incident": asked.report.incident,
        "phase": asked.record.phase.value,
        "to": asked.report.to.value,
        "open": asked.report.gate_open,
        "findings": asked.count,
        "yours": asked.yours,
        "waits_for": [*asked.others],
        "due": asked.deadline.due if asked.deadline else None,
        "next": asked.ahead and {"at": asked.ahead.at, "tells": [*asked.ahead.to]},
        "checks": [to_json(one) for one in asked.report.results],
    }
