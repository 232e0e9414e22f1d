"""Why it could happen: conditions, not culprits (R30, R31)."""

from typing import ClassVar

from policies.checks.citations import unproven
from policies.file.direction import Direction, Tighter
from policies.language.lexicon import LEXICON
from policies.language.remarks import standing, worded
from policies.language.wording import PROOF, called, listed, range_missed
from states.record.factors import Factor
from states.rules import Case, Finding
from states.values import Count, value

NEW = (
    '"WHAT MADE IT POSSIBLE" --category process --nature technical '
    f'--evidence {PROOF} --made-sense "WHY IT SEEMED RIGHT AT THE TIME"'
)


@value
class Counted:
    """There are `min` to `max` contributing conditions; one without words is none."""

    id: ClassVar[str] = "factors.count"
    title: ClassVar[str] = "several contributing conditions are named, not one root cause"
    tighter: ClassVar[Tighter] = {"min": Direction.UP, "max": Direction.DOWN}
    min: Count = 3
    max: Count = 7

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Count them."""
        key, there = case.record.incident, sum(bool(one.text) for one in case.record.factors)
        if self.min <= there <= self.max:
            return ()
        fix = f"retro factor {key} {NEW}" if there < self.min else f"retro edit {key}"
        return (Finding(range_missed("factors", self.min, self.max, there), fix=fix),)


@value
class Categorised:
    """Every factor says where it lies, and whether a system or a way of working mends it."""

    id: ClassVar[str] = "factors.categorised"
    title: ClassVar[str] = "every factor has a category and a nature"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each factor that lacks either."""
        key = case.record.incident
        return tuple(
            Finding(
                f"{called(one)} has no {listed((name for name, _ in missing), 'or')}",
                one.id,
                f"retro factor {key} {one.id} {' '.join(flag for _, flag in missing)}",
            )
            for one in case.record.factors
            if (missing := _uncategorised(one))
        )


def _uncategorised(factor: Factor) -> list[tuple[str, str]]:
    given = (
        ("category", "--category process", factor.category),
        ("nature", "--nature technical", factor.nature),
    )
    return [(name, flag) for name, flag, found in given if found is None]


@value
class Evidenced:
    """Every factor cites evidence, and what it cites is in the timeline."""

    id: ClassVar[str] = "factors.evidenced"
    title: ClassVar[str] = "every factor cites evidence"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each factor without any, or with evidence that is not there."""
        key = case.record.incident
        return tuple(
            finding
            for one in case.record.factors
            for finding in unproven(one, case.record, f"retro factor {key} {one.id}")
        )


@value
class MadeSense:
    """Every factor says why it seemed right at the time."""

    id: ClassVar[str] = "factors.made_sense"
    title: ClassVar[str] = "every factor says why it made sense at the time"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each factor that does not."""
        key = case.record.incident
        return tuple(
            Finding(
                f"{called(one)} does not say why it made sense at the time",
                one.id,
                f'retro factor {key} {one.id} --made-sense "WHY IT SEEMED RIGHT AT THE TIME"',
            )
            for one in case.record.factors
            if not one.made_sense
        )


MENDED_WITH = {
    "text": '"WHAT MADE IT POSSIBLE"',
    "whys": '--why "" --why "WHAT MADE IT POSSIBLE"',
}
"""What says a factor otherwise, by the field that is pointed at."""


@value
class Blameless:
    """No factor, and no why of one, makes a person the cause (R31).

    A sentence that the facilitator acknowledged may stand, word for word.
    """

    id: ClassVar[str] = "factors.blameless"
    title: ClassVar[str] = "factors name conditions, not culprits"
    lexicon: ClassVar[str] = LEXICON

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each sentence that does, why it was picked, and how else it could be said."""
        key = case.record.incident
        return tuple(
            Finding(
                worded(remark, key, item),
                item,
                f"retro factor {key} {item} {MENDED_WITH[remark.field]}",
            )
            for item, remark in standing(case.record.factors, case)
        )
