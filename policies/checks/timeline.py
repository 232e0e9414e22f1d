"""What was seen, done and said, and what helped (R20, R21, R23)."""

from typing import Annotated, ClassVar

from pydantic import Field

from policies.file.direction import Direction, Tighter
from policies.language.wording import TIME, called, listed
from states.record.facts import Fact, FactKind, Standing
from states.rules import Case, Finding
from states.values import Count, value

Percent = Annotated[int, Field(ge=0, le=100)]

REQUIRED = (FactKind.DETECTION, FactKind.ESCALATION, FactKind.RESOLUTION)


@value
class HasKinds:
    """The timeline has an entry of each of `kinds`; one that is refuted or empty is none."""

    id: ClassVar[str] = "timeline.has_kinds"
    title: ClassVar[str] = "the timeline shows how it was noticed, escalated and resolved"
    tighter: ClassVar[Tighter] = {"kinds": Direction.MORE}
    kinds: tuple[FactKind, ...] = REQUIRED

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each kind that has no entry."""
        record = case.record
        told = (one for one in record.timeline if one.text)
        there = {one.kind for one in told if one.standing is not Standing.REFUTED}
        return tuple(
            Finding(
                f"the timeline has no entry of the kind {kind.value}",
                fix=f"retro fact {record.incident} --at {TIME} --kind {kind.value} "
                '"WHAT WAS SEEN" --by PERSON --source URL',
            )
            for kind in self.kinds
            if kind not in there
        )


@value
class Timed:
    """Every entry says when."""

    id: ClassVar[str] = "timeline.timed"
    title: ClassVar[str] = "every timeline entry says when"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each entry without a time."""
        record = case.record
        return tuple(
            Finding(
                f"{called(one)} does not say when it was",
                one.id,
                f"retro fact {record.incident} {one.id} --at {TIME}",
            )
            for one in record.timeline
            if one.at is None
        )


@value
class Sourced:
    """So many percent of the entries say who contributed them and where they can be seen."""

    id: ClassVar[str] = "timeline.sourced"
    title: ClassVar[str] = "timeline entries have a contributor and a source"
    tighter: ClassVar[Tighter] = {"share_percent": Direction.UP}
    share_percent: Percent = 100

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each entry that lacks either, when too many do."""
        timeline = case.record.timeline
        lacking = {one: missing for one in timeline if (missing := _unsourced(one))}
        sourced = len(timeline) - len(lacking)
        if sourced * 100 >= self.share_percent * len(timeline):
            return ()
        share = (
            f"{sourced} of {len(timeline)} entries have both, {self.share_percent} % are asked for"
        )
        return tuple(
            Finding(
                f"{called(one)} has no {listed((name for name, _ in missing), 'or')}: {share}",
                one.id,
                f"retro fact {case.record.incident} {one.id} "
                + " ".join(flag for _, flag in missing),
            )
            for one, missing in lacking.items()
        )


def _unsourced(fact: Fact) -> list[tuple[str, str]]:
    given = (
        ("contributor", "--by PERSON", fact.by),
        ("source", "--source URL", fact.source),
    )
    return [(name, flag) for name, flag, text in given if not text]


@value
class AssumptionsSettled:
    """Every assumption was confirmed, refuted, or knowingly kept."""

    id: ClassVar[str] = "timeline.assumptions_settled"
    title: ClassVar[str] = "every assumption is confirmed, refuted or knowingly kept"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each one that still stands."""
        record = case.record
        return tuple(
            Finding(
                f"{called(one)} is still an assumption: is it confirmed, refuted or kept?",
                one.id,
                f"retro fact {record.incident} {one.id} --standing confirmed",
            )
            for one in record.timeline
            if one.standing is Standing.ASSUMPTION
        )


@value
class WentWell:
    """At least `min` things that helped are kept."""

    id: ClassVar[str] = "went_well.captured"
    title: ClassVar[str] = "what went well is captured too"
    tighter: ClassVar[Tighter] = {"min": Direction.UP}
    min: Count = 1

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Count them."""
        record = case.record
        there = sum(bool(one.text) for one in record.went_well)
        if there >= self.min:
            return ()
        return (
            Finding(
                f"{there} of {self.min} things that went well are written down",
                fix=f'retro went-well {record.incident} "WHAT HELPED"',
            ),
        )
