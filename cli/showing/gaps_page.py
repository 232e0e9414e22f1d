"""What a policy lets through, as people read it and as JSON has it."""

from collections.abc import Iterator
from typing import Any

from cli.showing.difference_page import severities
from policies.comparing.gaps import Gap, Gaps
from policies.comparing.idle import Idle
from states.lifecycle import GATED


def gaps_lines(found: Gaps) -> Iterator[str]:
    """Write the page: what passes and is wrong, then the checks that do nothing."""
    for gap in found.gaps:
        items = f": {', '.join(gap.items)}" if gap.items else ""
        against = ", ".join(gap.requirements)
        yield f"! {gap.told} passes {gap.gate.value} ({against}){items}{severities(gap.severities)}"
        yield from (f"    {told}" for told in _still(gap))
    yield from (f"~ {_idle(one)}" for one in found.idle)
    if not found.gaps and not found.idle:
        yield "✓ nothing that is wrong was let through"
    if found.until is not GATED[-1]:
        yield f"the record passes up to {found.until.value}: later gates were not asked"
    yield f"a search over {found.tried} records, not a proof"


def _still(gap: Gap) -> Iterator[str]:
    if gap.warned:
        yield f"{', '.join(gap.warned)} warns of it"
    if gap.stopped_at:
        yield f"it is stopped at {gap.stopped_at.value}"


def _idle(one: Idle) -> str:
    if one.beside:
        others = ", ".join(one.beside)
        return f"{one.check} ({one.gate.value}) never decides: whenever it fails, {others} does"
    return f"{one.check} ({one.gate.value}) never fails: nothing that was tried made it"


def gaps_json(found: Gaps) -> dict[str, Any]:
    """Write everything that was found."""
    return {
        "gaps": [_gap(one) for one in found.gaps],
        "idle": [
            {"gate": one.gate.value, "check": one.check, "beside": [*one.beside]}
            for one in found.idle
        ],
        "until": found.until.value,
        "tried": found.tried,
        "proof": False,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "told": gap.told,
        "requirements": [*gap.requirements],
        "gate": gap.gate.value,
        "items": [*gap.items],
        "severities": [one.value for one in gap.severities],
        "warned": [*gap.warned],
        "stopped_at": gap.stopped_at.value if gap.stopped_at else None,
    }
