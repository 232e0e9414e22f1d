"""What a candidate would have done, as people read it: what matters first, then the tables."""

from collections.abc import Iterator
from datetime import date

from cli.showing.cells import counted
from cli.showing.simulation_tables import (
    by_check,
    by_file,
    by_incident,
    escalations,
    hours,
    without_hours,
)
from policies.simulating.calls import Shift
from policies.simulating.passages import Verdict
from policies.simulating.simulation import Simulation
from states.values import value

RECKONED = (
    "hours are of one person at each check: from the first time it kept a gate shut that was "
    "asked for, to the entry that mended it, or the end of the incident, or now"
)


@value
class Told:
    """What is told beside the simulation itself: of which policy, on what, as of when."""

    title: str
    from_files: bool = False
    enforced_on: date | None = None
    tightens: tuple[date, ...] = ()


def simulation_lines(found: Simulation, told: Told, width: int | None) -> Iterator[str]:
    """Write the page."""
    yield _heading(found, told)
    yield from _summary(found, told)
    yield from _notes(found, told)
    if told.from_files:
        sheets = [without_hours(by_check(found)), without_hours(by_file(found))]
    else:
        sheets = [by_check(found), by_incident(found), escalations(found)]
    for one in sheets:
        yield from one.lines(width)


def _heading(found: Simulation, told: Told) -> str:
    count = len(found.replays)
    if told.from_files:
        return f"{told.title} on {counted(count, 'file')}, beside the policy in force"
    since, until = found.window.since, found.window.until
    incidents = counted(count, "incident")
    return f"{told.title} on {incidents} from {since:%Y-%m-%d} to {until:%Y-%m-%d}"


def _summary(found: Simulation, told: Told) -> Iterator[str]:
    stopped, earlier, same = (found.gates(one) for one in Verdict)
    mark = "✕" if stopped else "!" if earlier else "✓"
    if told.from_files:
        yield _asked_now(found)
        return
    yield (
        f"{mark} {counted(stopped, 'gate')} would have been stopped, "
        f"{earlier} let through earlier, {same} the same, {found.shut_anyway} of them shut "
        f"({counted(found.decisions, 'decision')})"
    )
    new, gone, moved = (found.calls(one) for one in (Shift.NEW, Shift.GONE, Shift.MOVED))
    would = counted(found.calls(*Shift) - gone, "escalation")
    yield (
        f"{'!' if new or gone or moved else '✓'} {would}, "
        f"{found.calls(*Shift) - new} were raised: "
        f"{new} new, {gone} no longer, {moved} at another time"
    )
    yield (
        f"incidents would have stood before shut gates for {hours(found.would_wait)} h; "
        f"they stood for {hours(found.waited_then)} h"
    )
    yield f"  {RECKONED}"


def _asked_now(found: Simulation) -> str:
    """Say which gates are shut: nobody has asked for them, so none is stopped."""
    stopped, earlier, _ = (found.gates(one) for one in Verdict)
    shut = stopped + found.shut_anyway
    return (
        f"{'✕' if shut else '!' if earlier else '✓'} asked now, {shut} of "
        f"{counted(found.decisions, 'gate')} {'is' if shut == 1 else 'are'} shut; under the policy "
        f"in force {earlier + found.shut_anyway}: {stopped} newly shut, {earlier} newly open"
    )


def _notes(found: Simulation, told: Told) -> Iterator[str]:
    if not found.decisions:
        yield "! no gate was asked for in that time: only escalations are compared"
    if found.passed_over:
        yield f"! {counted(found.passed_over, 'incident')} left out: the policy is for others"
    if told.from_files:
        yield (
            "! a file has no history: each gate is asked once, as of the last moment it tells of;"
            " nothing escalates"
        )
    if told.enforced_on:
        yield f"! every check as it is enforced on {told.enforced_on}"
    elif told.tightens:
        days = ", ".join(map(str, told.tightens))
        yield (
            f"! checks tighten on {days}, and were enforced as on the day of each decision: "
            f"see them at their strictest with --at {told.tightens[-1]}"
        )
    for one in found.replays:
        if one.is_cut:
            yield f"! {one.incident}: its escalations have no end, and only the first are told"
