"""What a policy blocks and allows that another one does not, in a line each."""

from collections.abc import Iterator
from datetime import datetime

from policies.comparing.changes import Change
from policies.comparing.difference import difference
from policies.comparing.watching import Watch, unwatched
from policies.language.wording import shortened
from policies.loosening.loosened import Loosened
from policies.loosening.naming import loosened
from policies.policy import Policy
from states.values import Line, value

MOST = 30
LONGEST = 150
"""How much of it an entry keeps: so many lines, and so long."""


@value
class Effect:
    """What newly blocks, and what newly allows; found by comparing, and by searching records."""

    newly_blocks: tuple[Line, ...] = ()
    newly_allows: tuple[Line, ...] = ()

    def shortened(self) -> "Effect":
        """Return it as an entry has room for it."""
        return Effect(_few(self.newly_blocks), _few(self.newly_allows))


def effect_of(before: Policy, after: Policy, now: datetime, watch: Watch = unwatched) -> Effect:
    """Compare a policy with the one that it follows."""
    found = difference(before, after, now, watch)
    eased = {one.what for one in loosened(after, before)}
    searched = [one for one in found.newly_allowed if not eased.intersection(one.checks)]
    return Effect(
        newly_blocks=tuple(dict.fromkeys(map(_told, found.newly_blocked))),
        newly_allows=tuple(dict.fromkeys((*eases(after, before), *map(_told, searched)))),
    )


def eases(after: Policy, before: Policy) -> tuple[str, ...]:
    """Name everything in which a policy says that it asks less, at any severity."""
    return tuple(dict.fromkeys(_eases(after, before)))


def _eases(after: Policy, before: Policy) -> Iterator[str]:
    follows = after.name == before.name
    for one in loosened(after, before):
        # Under another name it is for fewer incidents by design.
        if follows or one.what != "when":
            yield easing(one)
    yield from map(easing, other_owners(after, before))


def other_owners(after: Policy, before: Policy) -> Iterator[Loosened]:
    """Say who would decide from now on, where that is not who decided before."""
    if before.owners and {*before.owners} != {*after.owners}:
        yield Loosened("owners", ", ".join(after.owners) or "none", ", ".join(before.owners))


def easing(one: Loosened) -> str:
    """Say in what less is asked."""
    return shortened(f"{one.what}: {one.now}, before: {one.before}", LONGEST)


def _told(change: Change) -> str:
    return shortened(f"{', '.join(change.checks)}: {change.told}", LONGEST)


def _few(lines: tuple[str, ...]) -> tuple[str, ...]:
    left = len(lines) - MOST
    return (*lines[:MOST], f"and {left} more") if left > 0 else lines
