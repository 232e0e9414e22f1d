"""What one trial shows when it is judged under two policies, and all of that put together."""

from collections.abc import Callable

from policies.comparing.facts import Facts, differing
from policies.comparing.stops import Stop
from states.lifecycle import Phase
from states.record.context import Severity
from states.rules import Case
from states.values import value

COMPLETE = "a complete record"


@value
class Ground:
    """A complete record, the severities it stands for, and where each of two policies stops it."""

    case: Case
    severities: tuple[Severity, ...]
    stops: tuple[Stop, Stop]


@value
class Trial:
    """Something done to a record; what nobody foresaw is told only where nothing else shows it."""

    words: str
    item: str
    move: Callable[[Case], Case]
    foreseen: bool = True


@value
class Change:
    """What one policy stops at `gate` and the other lets through, with a record that shows it."""

    gate: Phase
    checks: tuple[str, ...]
    told: str
    items: tuple[str, ...]
    severities: tuple[Severity, ...]
    facts: Facts
    case: Case
    foreseen: bool = True


def change_for(ground: Ground, trial: Trial, case: Case, stop: Stop, alone: Stop) -> Change | None:
    """Say what `stop` shows; None where the complete record alone is stopped by the same."""
    checks = tuple(one for one in stop.checks if one not in alone.everywhere)
    if stop.gate is None or (trial.words != COMPLETE and not checks):
        return None
    return Change(
        gate=stop.gate,
        checks=checks or stop.checks,
        told=trial.words,
        items=(trial.item,) if trial.item else (),
        severities=ground.severities,
        facts=differing(ground.case, case),
        case=case,
        foreseen=trial.foreseen,
    )


def together(changes: list[Change]) -> tuple[Change, ...]:
    """Tell each change once, its smallest record first; what was foreseen speaks for the rest."""
    shown = {(one.gate, one.checks) for one in changes if one.foreseen}
    kept = [one for one in changes if one.foreseen or (one.gate, one.checks) not in shown]
    same: dict[tuple[object, ...], list[Change]] = {}
    for one in kept:
        same.setdefault((one.gate, one.checks, one.told), []).append(one)
    return tuple(_joined(some) for some in same.values())


def _joined(same: list[Change]) -> Change:
    least = min(same, key=lambda one: one.facts.size)
    return Change(
        gate=least.gate,
        checks=least.checks,
        told=least.told,
        items=tuple(dict.fromkeys(item for one in same for item in one.items)),
        severities=tuple(
            one for one in Severity if any(one in change.severities for change in same)
        ),
        facts=least.facts,
        case=least.case,
        foreseen=least.foreseen,
    )
