"""Whoever cannot be reached is tried once a round, however much waits for them.

A letter that no channel takes may be at fault itself, so it takes several of them to say that it
is their person who cannot be reached. The next round begins when none of these waits to be tried
again, with what was tried least: nothing is kept back for ever behind what never arrives.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from states.record.deadlines import Notice

SEVERAL = 2
"""Notices to one person that were tried in vain: then it is the person."""


def unreached(notices: Iterable[Notice]) -> frozenset[str]:
    """Name those whom no route leads to, as far as the record can tell."""
    in_vain = Counter(one.to for one in notices if one.tries)
    return frozenset(name for name, count in in_vain.items() if count >= SEVERAL)


def waiting_for_a_round(notices: Iterable[Notice], now: datetime) -> frozenset[str]:
    """Name those of them who were tried in this round."""
    notices = tuple(notices)
    held = {one.to for one in notices if one.tries and one.is_held(now)}
    return unreached(notices) & held


def in_this_round(notices: Iterable[Notice], now: datetime) -> Iterator[Notice]:
    """List what may be sent now (UTC): first what knows no hours, then what was tried least."""
    notices = tuple(notices)
    lost, tried = unreached(notices), waiting_for_a_round(notices, now)
    taken = set(tried)
    ripe = (one for one in notices if not one.is_held(now))
    for one in sorted(ripe, key=lambda each: (not each.at_once, each.tries)):
        is_urgent = one.at_once and not one.tries
        if is_urgent or one.to not in lost:
            yield one
        elif one.to not in taken:
            taken.add(one.to)
            yield one


def rounds_of(name: str, notices: Iterable[Notice]) -> int:
    """Say how often somebody was tried in vain in all."""
    return sum(one.tries for one in notices if one.to == name)
