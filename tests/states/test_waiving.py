"""The same is waived once more as often as the policy says, and by nobody it bars."""

from dataclasses import replace

import pytest

from states.commands import Propose, Settle
from states.errors import NotAllowedError, RefusedError
from states.lifecycle import Phase
from states.record.proposals import Proposal, Verdict, Waiver
from states.record.retrospective import Retrospective
from tests.builders import ACTIONS, DAY, HOUR, KEY, NOON, changed
from tests.states.builders import after, heard, record_in, refused
from tests.states.rules import TERMS, Switches, shut

WHY = "the vendor answers on Friday"
WAIVER = Waiver("facts-switch", NOON + DAY)
OF_A1 = changed(WAIVER, item="A1")


def rules(renewals: int = 1, barred: tuple[str, ...] = ()) -> Switches:
    terms = replace(TERMS, waiver_renewals=renewals, waiver_barred=barred)
    return Switches((shut(Phase.FACTS),), terms_given=terms)


def given(number: int, wish: Waiver = WAIVER, verdict: Verdict = Verdict.GRANTED) -> Proposal:
    return Proposal(f"W{number}", wish, WHY, "ana", NOON - HOUR, verdict)


def record_with(*proposals: Proposal) -> Retrospective:
    return record_in(Phase.STABILIZED, proposals=proposals, actions=ACTIONS)


def test_what_was_waived_as_often_as_allowed_is_refused() -> None:
    record = record_with(given(1), given(2))

    message, hint = refused(RefusedError, Propose(WAIVER, WHY), heard(record, rules=rules()))

    assert message == (
        "facts-switch was waived before (W1, W2), and the policy lets it be renewed 1 times"
    )
    assert hint == f"mend it: retro why {KEY}"


@pytest.mark.parametrize(
    "earlier",
    [
        (given(1),),
        (given(1), given(2, verdict=Verdict.DECLINED)),
        (given(1), given(2, verdict=Verdict.PENDING)),
        (given(1), given(2, changed(WAIVER, check="other"))),
    ],
)
def test_only_what_was_granted_of_the_same_counts(earlier: tuple[Proposal, ...]) -> None:
    record = after(Propose(WAIVER, WHY), heard(record_with(*earlier), rules=rules()))

    assert len(record.proposals) == len(earlier) + 1


@pytest.mark.parametrize(
    ("before", "now", "counts"),
    [
        (WAIVER, OF_A1, True),
        (OF_A1, WAIVER, True),
        (OF_A1, OF_A1, True),
        (changed(WAIVER, item="A2"), OF_A1, False),
    ],
)
def test_a_waiver_of_everything_covers_every_item(
    before: Waiver, now: Waiver, *, counts: bool
) -> None:
    hearing = heard(record_with(given(1, before)), rules=rules(renewals=0))

    if counts:
        refused(RefusedError, Propose(now, WHY), hearing)
    else:
        assert after(Propose(now, WHY), hearing).proposals


def test_two_that_wait_are_not_both_granted() -> None:
    record = record_with(given(1), given(2, verdict=Verdict.PENDING))

    message, _ = refused(
        RefusedError, Settle("W2", grant=True), heard(record, actor="sol", rules=rules(renewals=0))
    )

    assert message.startswith("facts-switch was waived before (W1)")


@pytest.mark.parametrize(
    ("barred", "actor", "why"),
    [
        (("action_owners",), ACTIONS[0].owner, "owns or owned an action"),
        (("facilitator",), "fay", "is the facilitator"),
        (("commander",), "ben", "was the commander"),
    ],
)
def test_whoever_the_policy_bars_grants_nothing(
    barred: tuple[str, ...], actor: str, why: str
) -> None:
    record = record_with(given(1, verdict=Verdict.PENDING))
    record = changed(
        record,
        context=changed(record.context, facilitator="fay", commander="ben"),
        proposals=(changed(record.proposals[0], by="rob"),),
    )

    message, _ = refused(
        NotAllowedError,
        Settle("W1", grant=True),
        heard(record, actor=actor, rules=rules(barred=("requester", *barred))),
    )

    assert message == f"{actor} {why}: W1 needs a second person"
