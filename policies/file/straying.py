"""Checks that a policy takes away or asks in a gate where the policy it extends has them not."""

from collections.abc import Iterator
from typing import Any

from documents.positions import Path
from policies.language.wording import meant

Body = dict[str, Any]


def needless_removals(child: Body, parent: Body) -> Iterator[tuple[Path, str]]:
    """List each check that `child` takes away and `parent` has not: where, and what is wrong."""
    for gate, lines in mapping_of(child.get("gates")).items():
        known = ids_of(mapping_of(parent["gates"].get(gate)))
        for place, name in enumerate(list_of(mapping_of(lines).get("remove"))):
            if name not in known:
                problem = f"there is no check “{name}” to take away{meant(str(name), known)}"
                yield ("gates", gate, "remove", place), problem


def misplaced(child: Body, parent: Body) -> Iterator[tuple[Path, str]]:
    """List each check of `child` that `parent` asks in another gate: where, and what is wrong."""
    for (gate, place), (name, there) in elsewhere(child, parent).items():
        told = (
            f"a check is already called “{name}”, in the gate {there} of the policy it extends: "
            f"write it there, or take that one away: {there}: {{remove: [{name}]}}"
        )
        yield ("gates", gate, "checks", place, "id"), told


def elsewhere(child: Body, parent: Body) -> dict[tuple[str, int], tuple[str, str]]:
    """Find the checks of `child`, by gate and place, that `parent` asks elsewhere: which, where."""
    gates = {name: mapping_of(one) for name, one in mapping_of(child.get("gates")).items()}
    inherited = {
        name: gate
        for gate, lines in mapping_of(parent.get("gates")).items()
        for name in ids_of(lines)
        if name not in list_of(gates.get(gate, {}).get("remove"))
    }
    return {
        (gate, place): (name, inherited[name])
        for gate, lines in gates.items()
        for place, name in enumerate(ids_of(lines))
        if inherited.get(name, gate) != gate and gate in parent["gates"]
    }


def mapping_of(given: Any) -> Body:
    """Return a mapping as it is, and an empty one for what is none."""
    return given if isinstance(given, dict) else {}


def list_of(given: Any) -> list[Any]:
    """Return a list as it is, and an empty one for what is none."""
    return given if isinstance(given, list) else []


def ids_of(gate: Body) -> list[str]:
    """Name the checks of a gate, in order."""
    return [str(mapping_of(line).get("id")) for line in list_of(gate.get("checks"))]
