"""The way an incident took through the lifecycle: as a page, as a mermaid diagram, and as JSON.

What is drawn is `LIFECYCLE` with counts: nothing here knows a phase or a step.
"""

from collections.abc import Iterator
from datetime import timedelta, tzinfo
from typing import Any

from cli.records.stays import Stay, Way
from cli.showing.cells import as_text
from cli.showing.findings import title_of
from states.lifecycle import LIFECYCLE, Phase, Step, Trigger, steps_from

A_DAY = timedelta(days=1)
WIDEST = max(len(title_of(one)) for one in Phase)

Lines = Iterator[str]


def way_lines(way: Way, zone: tzinfo) -> Lines:
    """Draw a page: phase below phase, with the steps that were taken or can be taken from here."""
    yield f"{way.incident} is {title_of(way.phase)} since {as_text(way.since, zone)}"
    yield ""
    for stay in way.stays:
        here = "●" if stay.phase is way.phase else " "
        yield f" {here} {title_of(stay.phase):{WIDEST}}  {_stayed(stay)}".rstrip()
        yield from (
            f"     {_step(one, way)}" for one in steps_from(stay.phase) if _counts(one, way)
        )


def way_mermaid(way: Way) -> Lines:
    """Draw the lifecycle for whoever shows mermaid."""
    yield "stateDiagram-v2"
    yield "  direction LR"
    for stay in way.stays:
        words = ", ".join(filter(None, (title_of(stay.phase), _days(stay))))
        yield f'  state "{words}" as {stay.phase.name}'
    yield f"  [*] --> {LIFECYCLE[0].source.name}"
    for row in LIFECYCLE:
        times = f" {way.taken[row]}×" if way.taken[row] else ""
        yield f"  {row.source.name} --> {row.dest.name}: {row.trigger.value}{times}"
    yield "  classDef here font-weight:bold,stroke-width:3px"
    yield f"  class {way.phase.name} here"


def way_json(way: Way) -> dict[str, Any]:
    """Write every phase and every step with its counts."""
    return {
        "incident": way.incident,
        "phase": way.phase,
        "since": way.since,
        "phases": [_phase_json(one, way) for one in way.stays],
        "steps": [
            {"step": one.trigger, "from": one.source, "to": one.dest, "times": times}
            for one, times in way.taken.items()
        ],
    }


def _phase_json(stay: Stay, way: Way) -> dict[str, object]:
    here = stay.phase is way.phase
    return {"phase": stay.phase, "entered": stay.times, "days": _in_days(stay), "here": here}


def _counts(step: Step, way: Way) -> bool:
    return step.trigger is Trigger.ADVANCE or step.source is way.phase or way.taken[step] > 0


def _step(step: Step, way: Way) -> str:
    arrow = "↓" if step.trigger is Trigger.ADVANCE else "→"
    times = f"  {way.taken[step]}×" if way.taken[step] else ""
    return f"{arrow} {step.trigger.value} to {title_of(step.dest)}{times}"


def _stayed(stay: Stay) -> str:
    if not stay.times:
        return ""
    return f"{stay.times}×  {as_text(stay.lasted)}"


def _days(stay: Stay) -> str:
    return f"{stay.times}×, {_in_days(stay):.1f} days" if stay.times else ""


def _in_days(stay: Stay) -> float:
    return round(stay.lasted / A_DAY, 2)
