"""A gate's report, as people read it and as JSON has it.

What is in the way comes first, each with the command that mends it; what the viewer can do
is told apart from what waits for somebody else.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from cli.showing.ahead import is_held, rests_of
from cli.showing.asked import Asked
from cli.showing.cells import span
from cli.showing.findings import FIX, GAP, WAITS, findings_laid_out, title_of
from policies.language.wording import listed
from states.codec import to_json
from states.record.deadlines import Deadline
from states.rules import CheckResult, Report, Result

QUIET = frozenset({Result.PASS, Result.SKIP})
"""Results that are counted, and listed only when asked for; so is what is only audited."""

A_DAY = timedelta(days=1)
A_FEW_DAYS = 2 * A_DAY


def report_lines(asked: Asked, width: int, *, all_checks: bool = False) -> Iterator[str]:
    """Write a report for a page of `width` columns."""
    yield _header(asked)
    shown = [one for one in asked.report.results if all_checks or not _is_quiet(one)]
    yield from findings_laid_out(asked, shown, width)
    yield from ([""] if shown else [])
    yield _counted(asked.report, all_checks=all_checks)
    yield from _shut(asked)
    yield from rests_of(asked.record, asked.now, asked.zone)
    if asked.ahead:
        yield asked.ahead.told(asked.zone)


def _is_quiet(result: CheckResult) -> bool:
    return result.result in QUIET or result.audited


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
    # A day on which a clock is put forward or back is a day, and not 24 hours.
    return f"day {(asked.now - began).days + 1} of {round((due - began) / A_DAY)}"


def _standing(asked: Asked) -> str:
    if asked.report.gate_open:
        return f"✓ open: retro advance {asked.report.incident}"
    if asked.yours:
        return f"✕ blocked: {asked.yours} of {asked.count} need you"
    return f"{WAITS} waiting for {', '.join(asked.others)}"


def _counted(report: Report, *, all_checks: bool) -> str:
    passed = sum(one.result in QUIET for one in report.results)
    audited = sum(one.audited for one in report.results)
    kept = f", {audited} would not and {_are(audited)} only audited" if audited else ""
    hidden = not all_checks and (passed or audited)
    more = f" · see them: retro why {report.incident} --all" if hidden else ""
    return f"{passed} of {len(report.results)} checks pass{kept}{more}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _shut(asked: Asked) -> Iterator[str]:
    """Name the checks that keep the gate shut, and the way around those that have one."""
    shut = [one.check for one in asked.report.shut]
    if shut:
        yield f"shut by {', '.join(shut)}"
    if passable := [one.check for one in asked.waivable]:
        which = "one" if passable == shut else listed(passable, "or")
        check = passable[0] if len(passable) == 1 else "CHECK"
        yield f"a second person can let {which} pass for a while"
        yield f'{FIX}retro waive {asked.report.incident} {check} --until 7d --reason "WHY"'


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
        "holds": [{"deadline": one.id, **to_json(one.hold)} for one in _held(asked)],
        "checks": [to_json(one) for one in asked.report.results],
    }


def _held(asked: Asked) -> Iterator[Deadline]:
    return (one for one in asked.record.deadlines.values() if is_held(one, asked.now))
