"""Every way in which a record can be broken, as rows, and those rows on one record.

A row names the requirement it goes against. What is harmless by design, or refused by the
engine before any policy is asked, is no row: a parked promise, a verdict without evidence.
"""

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import combinations

from policies.supposing.harms import actions, consent, context, factors, facts
from policies.supposing.harms.harm import Harm
from states.rules import Case
from states.values import value

HARMS: tuple[Harm, ...] = (
    *context.HARMS,
    *facts.HARMS,
    *factors.HARMS,
    *actions.HARMS,
    *consent.HARMS,
)


@value
class Breakage:
    """One row on one record: on which item, if it has one."""

    harm: Harm
    item: str

    def __call__(self, case: Case) -> Case:
        """Break `case` so."""
        return self.harm.move(case, self.item)


@value
class Broken:
    """A case and everything that was done to it."""

    breakages: tuple[Breakage, ...]
    case: Case


def breakages(case: Case) -> Iterator[Breakage]:
    """List every breakage that changes something in `case`."""
    for harm in HARMS:
        for item in harm.reach(case):
            one = Breakage(harm, item)
            if one(case) != case:
                yield one


def broken(case: Case, *ways: Breakage) -> Broken:
    """Break `case` in all of `ways`, one after the other."""
    return Broken(ways, reduce(lambda so_far, one: one(so_far), ways, case))


def pairs(ways: Iterable[Breakage]) -> Iterator[tuple[Breakage, Breakage]]:
    """List every two ways to be wrong, on the same item where both can be."""
    rows: dict[str, dict[str, Breakage]] = {}
    for one in ways:
        rows.setdefault(one.harm.words, {})[one.item] = one
    for first, second in combinations(rows.values(), 2):
        shared = [item for item in first if item in second]
        if shared:
            yield first[shared[0]], second[shared[0]]
        else:
            yield next(iter(first.values())), next(iter(second.values()))
