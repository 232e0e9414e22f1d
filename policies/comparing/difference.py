"""What a change of policy would newly block and newly allow, each with a record.

It is a search, not a proof: complete records, broken and varied, are judged under both.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cache, partial
from itertools import combinations, islice

from policies.comparing.changes import COMPLETE, Change, Ground, Trial, change_for, together
from policies.comparing.grounds import alike, grounds
from policies.comparing.narrowing import Both, narrowed, shut_by
from policies.comparing.stops import judged, stop_of
from policies.comparing.takings import takings
from policies.comparing.terms import Term, changed_terms
from policies.comparing.variants import variants
from policies.comparing.watching import Watch, unwatched
from policies.policy import Policy
from policies.supposing.breaking import breakages
from states.rules import Case
from states.values import value

MOST_PAIRS = 1_000
"""How many records are changed twice, of all the complete ones together."""


@value
class Difference:
    """What the second policy blocks and allows that the first does not; `tried` counts records."""

    newly_blocked: tuple[Change, ...]
    newly_allowed: tuple[Change, ...]
    terms: tuple[Term, ...]
    tried: int

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was found."""
        return not (self.newly_blocked or self.newly_allowed or self.terms)


def difference(
    before: Policy,
    after: Policy,
    now: datetime,
    watch: Watch = unwatched,
    most_pairs: int = MOST_PAIRS,
) -> Difference:
    """Search for records that only one of two policies lets through."""
    search = _Search((before, after), narrowed((before, after)))
    found = [*_grounds((before, after), now)]
    trials = [
        (ground, trial)
        for place, ground in enumerate(found)
        for trial in search.trials(ground, slice(place, most_pairs, len(found)))
    ]
    shown = [each for one in watch(trials) for each in search.shown(*one)]
    return Difference(
        newly_blocked=together([change for stopping, change in shown if stopping]),
        newly_allowed=together([change for stopping, change in shown if not stopping]),
        terms=changed_terms(before, after),
        tried=len(trials),
    )


def _grounds(both: Both, now: datetime) -> Iterator[Ground]:
    for group in alike(both):
        if both[0].editions[group[0]].rules != both[1].editions[group[0]].rules:
            for case in grounds(both, group[0], now):
                before, after = (stop_of(judged(policy, case)) for policy in both)
                yield Ground(case, group, (before, after))


@value
class _Search:
    """Two policies, and what is left of each without the rules they share."""

    both: Both
    narrow: Both

    def trials(self, ground: Ground, share: slice) -> Iterator[Trial]:
        """List what is tried on a complete record: as it is, changed once, some changed twice."""
        yield Trial(COMPLETE, "", _as_it_is)
        yield from _harmful(ground)
        harmless = [*_harmless(ground, self.both)]
        yield from harmless
        yield from self._doubles(harmless, ground, share)

    def _doubles(self, trials: list[Trial], ground: Ground, share: slice) -> Iterator[Trial]:
        """Put together what neither policy minds: two of them may be one too many."""
        is_quiet = cache(lambda one: self._minds_nobody(one.move(ground.case)))
        dealt = islice(combinations(trials, 2), share.start, None, share.step)
        pairs = (both for both in dealt if all(map(is_quiet, both)))
        for first, second in islice(pairs, share.stop // share.step):
            words = f"{first.words}, and {second.words}"
            yield Trial(words, first.item, partial(_in_turn, first, second), foreseen=False)

    def _minds_nobody(self, case: Case) -> bool:
        # What both policies ask alike is asked of one of them.
        return not shut_by(self.narrow[0], case) and judged(self.both[1], case).gate_open

    def shown(self, ground: Ground, trial: Trial) -> Iterator[tuple[bool, Change]]:
        """Say what only the second policy stops, or only the first."""
        case = trial.move(ground.case)
        shut = [shut_by(policy, case) for policy in self.narrow]
        if shut[0] == shut[1]:
            return
        stops = [stop_of(judged(policy, case)) for policy in self.both]
        for stopping in (0, 1):
            if stops[stopping].reach < stops[1 - stopping].reach:
                change = change_for(ground, trial, case, stops[stopping], ground.stops[stopping])
                if change:
                    yield bool(stopping), change


def _harmful(ground: Ground) -> Iterator[Trial]:
    for way in breakages(ground.case):
        yield Trial(way.harm.words, way.item, way)


def _harmless(ground: Ground, both: Both) -> Iterator[Trial]:
    """List changes that are wrong only where a policy says so."""
    for words, varying in variants(ground.case, both):
        if varying(ground.case) != ground.case:
            yield Trial(words, "", varying)
    for taking in takings(ground.case):
        yield Trial(taking.words, taking.item, taking, foreseen=False)


def _in_turn(first: Trial, second: Trial, case: Case) -> Case:
    return second.move(first.move(case))


def _as_it_is(case: Case) -> Case:
    return case
