"""What became of the tests of a policy, as people read it and as JSON has it."""

from collections.abc import Iterator
from typing import Any

from policies.trials.coverage import Coverage
from policies.trials.trying import Ran, Tried


def ran_lines(name: str, ran: Ran) -> Iterator[str]:
    """Name each case that does not hold and why, and count those that do."""
    for case in ran.cases:
        if not case.holds:
            yield f"✕ {case.place}: {case.name}"
            yield from (f"    {one.place}: {one.told}" for one in case.problems)
    holding = sum(one.holds for one in ran.cases)
    mark = "✓" if holding == len(ran.cases) else "✕"
    yield f"{mark} {name}: {holding} of {len(ran.cases)} cases hold for {ran.policy.title}"


def ran_json(name: str, ran: Ran) -> dict[str, Any]:
    """Write what became of one file."""
    return {
        "file": name,
        "policy": ran.policy.title,
        "holds": ran.holds,
        "cases": [_case(one) for one in ran.cases],
    }


def _case(case: Tried) -> dict[str, Any]:
    return {
        "name": case.name,
        "place": case.place,
        "holds": case.holds,
        "problems": [{"place": one.place, "told": one.told} for one in case.problems],
    }


def coverage_lines(found: Coverage) -> Iterator[str]:
    """Count the checks of each gate, and name those that no case made speak up."""
    yield f"{found.policy}: {found.percent} % of its checks spoke up in a case that holds"
    for gate in found.gates:
        spoke = len(gate.checks) - len(gate.silent)
        mark = "!" if gate.silent else "✓"
        left = f" · never: {', '.join(gate.silent)}" if gate.silent else ""
        yield f"  {mark} {gate.gate.value}: {spoke} of {len(gate.checks)}{left}"
    if found.untried:
        yield f"  ! nobody tried {', '.join(one.value for one in found.untried)}"


def coverage_json(found: Coverage) -> dict[str, Any]:
    """Write what the cases of one policy cover."""
    return {
        "policy": found.policy,
        "percent": found.percent,
        "gates": {
            one.gate.value: {"checks": [*one.checks], "never": [*one.silent]} for one in found.gates
        },
        "untried": [one.value for one in found.untried],
    }
