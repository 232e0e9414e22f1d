"""A policy may ask less than the one it extends where it says so, and nowhere else."""

from collections.abc import Iterator

from documents.positions import Path
from policies.file.direction import Direction, is_looser
from policies.file.model import Loosening
from policies.file.saying import said
from policies.language.wording import meant
from policies.loosening.checks import loosened_checks
from policies.loosening.loosened import Loosened
from policies.loosening.terms import loosened_terms
from policies.policy import Policy

CLOCK = "clock"


def loosened(child: Policy, parent: Policy) -> tuple[Loosened, ...]:
    """List everything in which `child` asks less than `parent`, at any severity, each once."""
    found = (
        one
        for severity, edition in child.editions.items()
        for one in (
            *loosened_terms(edition.file, parent.editions[severity].file),
            *loosened_checks(edition, parent.editions[severity]),
        )
    )
    return tuple(dict.fromkeys(found))


Misnamed = tuple[Loosened | None, Path, str]
"""What asks less, where that is to be said, and what is wrong; None where nothing asks less."""


def misnamed(child: Policy, parent: Policy, named: tuple[Loosening, ...]) -> Iterator[Misnamed]:
    """List what asks less and is not named, and what is named and does not."""
    found = (*_owners(child, parent), *loosened(child, parent))
    names = {one.what for one in named}
    for one in found:
        if not names.intersection(_names_for(one.what)):
            yield one, _place_of(one.what, child, parent), _unnamed(one, parent)
    easier = dict.fromkeys(name for one in found for name in _names_for(one.what))
    for place, name in enumerate(one.what for one in named):
        if name not in easier:
            told = f"“{name}” asks no less than in {parent.title}{meant(name, easier)}"
            yield None, ("loosens", place, "what"), told


def _names_for(what: str) -> tuple[str, ...]:
    # Any change of a clock may ask less, and who changes it all says so once.
    return (what, CLOCK) if what.startswith(f"{CLOCK}.") else (what,)


def _owners(child: Policy, parent: Policy) -> Iterator[Loosened]:
    if is_looser(Direction.MORE, child.owners, parent.owners):
        yield Loosened("owners", said(child.owners), said(parent.owners))


def _unnamed(one: Loosened, parent: Policy) -> str:
    return (
        f"asks less than {parent.title}: {one.now}, there {one.before}; if that is meant, "
        f'say so: loosens: [{{what: {one.what}, why: "…"}}]'
    )


def _place_of(what: str, child: Policy, parent: Policy) -> Path:
    for gate, rules in child.editions[None].rules.items():
        for place, rule in enumerate(rules):
            if rule.id == what:
                return "gates", gate.value, "checks", place
    for gate, rules in parent.editions[None].rules.items():
        if what in [rule.id for rule in rules]:
            return "gates", gate.value, "remove"
    return tuple(what.split("."))
