"""Facts are timed, sourced and told from assumptions, and what helped is kept (R20, R21, R23)."""

import pytest

from policies.checks.timeline import AssumptionsSettled, HasKinds, Sourced, Timed, WentWell
from policies.edition import Check
from states.record.facts import FactKind, Standing
from states.record.facts import WentWell as Helped
from states.rules import Finding
from tests.policies.asking import COMPLETE, found, item_with, record_with

CHECKS = [HasKinds(), Timed(), Sourced(), AssumptionsSettled(), WentWell()]


@pytest.mark.parametrize("check", CHECKS)
def test_a_complete_timeline_passes(check: Check) -> None:
    assert found(check, COMPLETE) == ()


def test_every_kind_that_is_missing_is_named() -> None:
    rest = '"WHAT WAS SEEN" --by PERSON --source URL'

    assert found(HasKinds(), record_with(timeline=COMPLETE.timeline[:2])) == (
        Finding(
            "the timeline has no entry of the kind escalation",
            fix=f"retro fact INC-42 --at YYYY-MM-DDTHH:MMZ --kind escalation {rest}",
        ),
        Finding(
            "the timeline has no entry of the kind resolution",
            fix=f"retro fact INC-42 --at YYYY-MM-DDTHH:MMZ --kind resolution {rest}",
        ),
    )


@pytest.mark.parametrize("fields", [{"standing": Standing.REFUTED}, {"text": ""}])
def test_an_entry_that_is_refuted_or_empty_is_none(fields: dict[str, object]) -> None:
    assert [one.message for one in found(HasKinds(), item_with("T2", **fields))] == [
        "the timeline has no entry of the kind detection"
    ]


def test_a_policy_chooses_the_kinds() -> None:
    check = HasKinds(kinds=(FactKind.COMMUNICATION,))

    assert [one.message for one in found(check, COMPLETE)] == [
        "the timeline has no entry of the kind communication"
    ]


def test_an_entry_says_when() -> None:
    assert found(Timed(), item_with("T2", at=None)) == (
        Finding(
            "“Checkout errors rose above 5 %” does not say when it was",
            "T2",
            "retro fact INC-42 T2 --at YYYY-MM-DDTHH:MMZ",
        ),
    )


def test_an_entry_without_source_is_named_with_the_share() -> None:
    assert found(Sourced(), item_with("T3", source="")) == (
        Finding(
            "“The payments team was paged” has no source: "
            "3 of 4 entries have both, 100 % are asked for",
            "T3",
            "retro fact INC-42 T3 --source URL",
        ),
    )


def test_an_entry_may_lack_both() -> None:
    assert found(Sourced(), item_with("T3", source="", by="")) == (
        Finding(
            "“The payments team was paged” has no contributor or source: "
            "3 of 4 entries have both, 100 % are asked for",
            "T3",
            "retro fact INC-42 T3 --by PERSON --source URL",
        ),
    )


@pytest.mark.parametrize(("share", "findings"), [(75, 0), (76, 1)])
def test_the_share_is_met_exactly_or_not(share: int, findings: int) -> None:
    assert len(found(Sourced(share_percent=share), item_with("T3", source=""))) == findings


def test_two_entries_that_read_the_same_are_told_apart() -> None:
    twice = record_with(timeline=(COMPLETE.timeline[0],) * 2)

    assert found(Sourced(), twice) == ()


def test_an_empty_timeline_lacks_no_source() -> None:
    assert found(Sourced(), record_with(timeline=())) == ()


def test_a_standing_assumption_is_named() -> None:
    assert found(AssumptionsSettled(), item_with("T1", standing=Standing.ASSUMPTION)) == (
        Finding(
            "“The payments release reached all regions” is still an assumption: "
            "is it confirmed, refuted or kept?",
            "T1",
            "retro fact INC-42 T1 --standing confirmed",
        ),
    )


@pytest.mark.parametrize("standing", [Standing.CONFIRMED, Standing.REFUTED, Standing.KEPT])
def test_a_settled_assumption_passes(standing: Standing) -> None:
    assert found(AssumptionsSettled(), item_with("T1", standing=standing)) == ()


@pytest.mark.parametrize("kept", [(), (Helped("G1"),)])
def test_something_went_well(kept: tuple[Helped, ...]) -> None:
    assert found(WentWell(), record_with(went_well=kept)) == (
        Finding(
            "0 of 1 things that went well are written down",
            fix='retro went-well INC-42 "WHAT HELPED"',
        ),
    )
