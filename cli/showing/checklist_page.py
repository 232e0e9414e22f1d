"""What every gate will ask of whom: as a page, as Markdown for a wiki, and as JSON."""

from collections.abc import Iterator

from cli.showing.findings import title_of
from policies.explaining.checklist import Asked, GateList
from policies.file.lines import Enforce

SOFT = {Enforce.WARN: "only warns", Enforce.AUDIT: "only noted"}
BOXES = {False: "☐", True: "☑"}
TICKS = {False: " ", True: "x"}


def checklist_lines(gates: tuple[GateList, ...]) -> Iterator[str]:
    """Write a checklist as a page."""
    for gate in gates:
        if gate.parties:
            yield f"{title_of(gate.gate)}   {gate.deadline}"
            for party in gate.parties:
                yield f"  {party.party}"
                yield from (f"    {BOXES[one.passes]} {_told(one)}" for one in party.asked)
            yield ""


def checklist_markdown(gates: tuple[GateList, ...]) -> Iterator[str]:
    """Write a checklist as Markdown, with boxes to tick."""
    for gate in gates:
        if gate.parties:
            yield f"## {gate.gate.value.replace('_', ' ').capitalize()}"
            yield f"\nDue {gate.deadline}."
            for party in gate.parties:
                yield f"\n### {party.party}\n"
                yield from (f"- [{TICKS[one.passes]}] {_told(one)}" for one in party.asked)
            yield ""


def _told(asked: Asked) -> str:
    every = (asked.meant_for, asked.numbers, SOFT.get(asked.enforce, ""))
    notes = [one for one in every if one]
    return f"{asked.what} ({'; '.join(notes)})" if notes else asked.what
