"""The parameters of a check as a person says them: `3 to 7`, `p1 days: 30`, `for label ci`."""

from enum import Enum
from typing import Any

from documents.intake import annotations
from policies.catalogue import CATALOGUE
from policies.edition import Check
from policies.language.wording import listed

SMALLEST, LARGEST, LABEL = "min", "max", "label"


def numbers_of(check: Check) -> str:
    """Say the parameters of a check of the catalogue: `3 to 7`, `p1 days: 30`."""
    kind = CATALOGUE.get(check.id)
    names = annotations(kind) if kind else ()
    known: dict[str, Any] = {name: getattr(check, name) for name in names}
    if {SMALLEST, LARGEST} == known.keys():
        return f"{known[SMALLEST]} to {known[LARGEST]}"
    if {SMALLEST} == known.keys():
        return f"at least {known[SMALLEST]}"
    if {LABEL} == known.keys():
        return for_label((known[LABEL],))
    return "; ".join(f"{name.replace('_', ' ')}: {_told(one)}" for name, one in known.items())


def _told(given: Any) -> str:
    match given:
        case tuple():
            return listed(map(_told, given)) if given else "none"
        case Enum():
            return str(given.value).replace("_", " ")
        case _:
            return str(given).replace("_", " ")


def for_label(labels: tuple[str, ...]) -> str:
    """Say which labels a check is for; empty where it is for any."""
    return f"for label {listed(labels, 'or')}" if labels else ""
