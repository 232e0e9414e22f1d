"""Few and finished: what matters most, and that it covers what mattered most (R42)."""

from typing import ClassVar

from policies.checks.promised import committed, edit
from policies.file.direction import Direction, Tighter
from policies.language.wording import DAY, called, range_missed
from states.record.actions import Action, ActionState, Priority
from states.record.factors import Factor
from states.rules import Case, Finding
from states.values import Count, value


@value
class Top:
    """`min` to `max` actions matter most; where there are fewer than `min`, all of them."""

    id: ClassVar[str] = "actions.top"
    title: ClassVar[str] = "a few actions matter most, the rest are parked openly"
    tighter: ClassVar[Tighter] = {"min": Direction.UP, "max": Direction.DOWN}
    min: Count = 2
    max: Count = 3

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Count them, and name each that is one too many."""
        there = committed(case.record)
        top = [one for one in there if one.top]
        least = min(self.min, len(there))
        if len(top) < least:
            return self._too_few(len(top), least, next(one for one in there if not one.top), case)
        return tuple(self._too_many(one, len(top), case) for one in top[self.max :])

    def _too_few(
        self, count: int, least: int, candidate: Action, case: Case
    ) -> tuple[Finding, ...]:
        message = range_missed("top actions", least, self.max, count)
        return (Finding(message, fix=edit(case, candidate, "--top")),)

    def _too_many(self, action: Action, count: int, case: Case) -> Finding:
        return Finding(
            f"{called(action)} is one of {count} top actions: at most {self.max} get finished",
            action.id,
            f'retro action park {case.record.incident} {action.id} --reason "WHY IT CAN WAIT"',
        )


@value
class OthersParked:
    """Beside the top actions, at most `max` are promised; the others are parked openly."""

    id: ClassVar[str] = "actions.others_parked"
    title: ClassVar[str] = "what is no top action is parked openly"
    tighter: ClassVar[Tighter] = {"max": Direction.DOWN}
    max: Count = 0

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each that is one too many; what is top, P1 or done has its place."""
        others = [one for one in committed(case.record) if self._counts(one, case)]
        return tuple(
            Finding(
                f"{called(one)} is promised beside the top actions: at most {self.max} are",
                one.id,
                f'retro action park {case.record.incident} {one.id} --reason "WHY IT CAN WAIT"',
            )
            for one in others[self.max :]
        )

    def _counts(self, action: Action, case: Case) -> bool:
        is_open = case.record.progress_of(action.id).state is ActionState.OPEN
        return is_open and not action.top and action.priority is not Priority.P1


@value
class TopFactors:
    """`min` to `max` factors matter most; where there are fewer than `min`, all of them."""

    id: ClassVar[str] = "factors.top"
    title: ClassVar[str] = "the one or two factors that matter most are named"
    tighter: ClassVar[Tighter] = {"min": Direction.UP, "max": Direction.DOWN}
    min: Count = 1
    max: Count = 2

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Count them, and name each that is one too many."""
        there, key = case.record.factors, case.record.incident
        top = [one for one in there if one.top]
        if len(top) < min(self.min, len(there)):
            candidate = next(one for one in there if not one.top)
            fix = f"retro factor {key} {candidate.id} --top"
            return (Finding(range_missed("top factors", self.min, self.max, len(top)), fix=fix),)
        return tuple(
            Finding(
                f"{called(one)} is one of {len(top)} top factors: at most {self.max} matter most",
                one.id,
                f"retro factor {key} {one.id} --no-top",
            )
            for one in top[self.max :]
        )


@value
class CoverTopFactors:
    """Each top factor is addressed by a top action, or its risk was accepted by name."""

    id: ClassVar[str] = "actions.cover_top_factors"
    title: ClassVar[str] = "top actions cover the top factors, or a risk is accepted by name"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each top factor that is left alone."""
        accepted = {one.factor for one in case.record.risks}
        covered = {name for one in committed(case.record) if one.top for name in one.factors}
        return tuple(
            Finding(
                f"{called(one)} is a top factor: no top action addresses it, "
                f"and nobody has accepted the risk (retro risk {case.record.incident} {one.id})",
                one.id,
                _cover(one, case),
            )
            for one in case.record.factors
            if one.top and one.id not in covered | accepted
        )


def _cover(factor: Factor, case: Case) -> str:
    for action in committed(case.record):
        if factor.id in action.factors:
            return edit(case, action, "--top")
    return (
        f'retro action add {case.record.incident} "TITLE" --owner PERSON --due {DAY} '
        f"--priority P1 --factor {factor.id} --top"
    )
