"""What a candidate policy would have answered. It is listened to, and decides nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from states.decisions.hearing import Hearing
from states.events.event import Event
from states.events.gates import GateShadowed
from states.rules import SHUT, CheckResult, Report, Rules

MOST = 20
"""Checks of a candidate that one entry names: what was really answered needs the room."""


def shadowed(report: Report, hearing: Hearing) -> Iterator[GateShadowed]:
    """Ask the candidate the same, and say where its answer differs; it never raises."""
    if hearing.shadow is None:
        return
    try:
        other = hearing.shadow.judge(report.to, hearing.case)
    except Exception as error:  # noqa: BLE001  # a candidate that breaks must not stop anybody
        yield GateShadowed(
            hearing.shadow.digest, report.to, gate_open=False, broke=type(error).__name__
        )
        return
    yield from _differing(report, other, hearing.shadow)


def _differing(report: Report, other: Report, shadow: Rules) -> Iterator[GateShadowed]:
    given, answered = _shut(report), _shut(other)
    stops = tuple(_bare(one) for name, one in answered.items() if name not in given)
    passes = tuple(name for name in given if name not in answered)
    if stops or passes:
        yield GateShadowed(shadow.digest, report.to, other.gate_open, stops[:MOST], passes[:MOST])


def _shut(report: Report) -> dict[str, CheckResult]:
    return {one.check: one for one in report.results if one.result in SHUT}


def _bare(result: CheckResult) -> CheckResult:
    return replace(result, findings=(), more=result.more + len(result.findings))


def without_shadows(events: Iterable[Event]) -> tuple[Event, ...]:
    """Leave out what a candidate said."""
    return tuple(one for one in events if not isinstance(one, GateShadowed))
