"""Two people in each other's place in what is supposed: who is named there is an example."""

from dataclasses import is_dataclass, replace
from typing import Any

from states.record.proposals import Approval

ROLES = ("commander", "facilitator", "scribe", "decision_owner", "service_owner")
NAMING = ("owner", "by")
PEOPLE = frozenset({*NAMING, *ROLES})


def exchanged(path: str, thing: Any, one: str, other: str) -> Any:
    """Put two people in each other's place in what is supposed at `path`."""
    swap = {one: other, other: one}
    match thing:
        case str() if path.rpartition(".")[2] in PEOPLE:
            return swap.get(thing, thing)
        case tuple():
            return tuple(swap.get(name, name) for name in thing)
        case Approval():
            return thing
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            said = {name: getattr(thing, name) for name in NAMING if hasattr(thing, name)}
            return replace(thing, **{name: swap.get(who, who) for name, who in said.items()})
        case _:
            return thing
