"""An open incident may be moved to another policy; what was passed and promised stays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from states.commands import Advance, MovePolicy, Propose, Settle, Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.envelope import ENGINE
from states.errors import InvalidError, NotAllowedError, NotFoundError, RefusedError
from states.events.consents import ProposalMade, ProposalSettled
from states.events.escalations import DeadlineSet
from states.events.gates import GateBlocked, PolicyMoved
from states.lifecycle import Phase
from states.outcome import standing
from states.record.proposals import Moving, Verdict
from states.rules import Rung, Target
from tests.builders import DAY, HOUR, NOON
from tests.states.builders import (
    after,
    answered,
    folded,
    heard,
    question,
    record_in,
    refused,
    went_on,
)
from tests.states.rules import CALM, LADDERS, OPEN, Switches, shut

WHY = "the new criteria fit it better"
MOVE = MovePolicy("other", WHY)
TARGET = Target(Switches(owing=False, digest="other"), "other@2.0.0")
EASIER = replace(TARGET, eases=("due-within: 120, before: 90",), owners=("ana", "ben"))
RECORD = record_in(Phase.STABILIZED, policy="first")


def hearing(actor: str = "ana", target: Target | None = TARGET) -> Hearing:
    """Let somebody ask for a move."""
    return heard(RECORD, actor, target=target)


def test_a_move_names_both_policies_and_its_reason() -> None:
    (made,) = decide(MOVE, hearing())

    assert made == PolicyMoved("first", "other", "other@2.0.0", WHY)
    moved = after(MOVE, hearing())
    assert moved == replace(RECORD, policy="other")


def test_a_move_to_where_it_is_does_nothing() -> None:
    assert decide(MovePolicy("first", WHY), hearing()) == ()


def test_a_move_needs_a_reason() -> None:
    told, _ = refused(RefusedError, MovePolicy("other", " "), hearing())

    assert told == "INC-42: another policy needs a reason that the history can keep"


@pytest.mark.parametrize("target", [None, replace(TARGET, rules=CALM)])
def test_what_is_not_published_is_not_found(target: Target | None) -> None:
    told, hint = refused(NotFoundError, MOVE, hearing(target=target))

    assert told == "no policy with digest other is published"
    assert hint == "see which are: retro policy list"


def test_a_policy_for_other_incidents_is_refused() -> None:
    told, _ = refused(RefusedError, MOVE, hearing(target=replace(TARGET, is_for_it=False)))

    assert told == "other@2.0.0 is not for INC-42: its `when` names other incidents"


def test_only_owners_of_the_policy_it_has_move_it() -> None:
    owned = replace(TARGET, owners=("ben",))

    told, hint = refused(NotAllowedError, MOVE, hearing(target=owned))

    assert told == "ana does not own the policy of INC-42: its owners decide about it"
    assert hint == "ask ben, or say who you are: --as PERSON"
    assert decide(MOVE, hearing("ben", owned))


def test_where_every_owner_has_gone_anybody_may() -> None:
    assert decide(MOVE, hearing(target=replace(TARGET, owners=("lee",))))


def asked() -> Hearing:
    """Let ana propose a move that asks less of the incident."""
    return went_on(MOVE, hearing(target=EASIER))


def test_less_for_the_incident_waits_for_a_second_owner() -> None:
    made, waits = decide(MOVE, hearing(target=EASIER))

    assert isinstance(made, ProposalMade)
    assert waits == question("P1")
    assert made.proposal.wish == Moving("other", "other@2.0.0")
    assert (made.proposal.id, made.proposal.reason, made.proposal.by) == ("P1", WHY, "ana")
    assert asked().record.policy == "first"


def test_a_second_owner_moves_it() -> None:
    settled, moved, ended = decide(Settle("P1"), replace(asked(), actor="ben"))

    assert settled == ProposalSettled("P1", granted=True)
    assert moved == PolicyMoved("first", "other", "other@2.0.0", WHY)
    assert ended == answered("P1")


@pytest.mark.parametrize(("actor", "words"), [("ana", "asked for it"), ("fay", "does not own")])
def test_nobody_grants_their_own_move_and_no_stranger_does(actor: str, words: str) -> None:
    told, _ = refused(NotAllowedError, Settle("P1"), replace(asked(), actor=actor))

    assert words in told


def test_where_there_is_one_owner_anybody_else_may_grant_it() -> None:
    alone = replace(EASIER, owners=("ana",))

    assert decide(Settle("P1"), replace(asked(), actor="fay", target=alone))


def test_what_no_longer_fits_is_not_granted_and_can_be_declined() -> None:
    gone = replace(asked(), actor="ben", target=replace(EASIER, is_for_it=False))

    refused(RefusedError, Settle("P1"), gone)
    declined = after(Settle("P1", grant=False), gone)
    assert declined.policy == "first"
    assert declined.proposals[0].verdict is Verdict.DECLINED


def test_a_move_is_not_proposed_by_hand() -> None:
    _, hint = refused(InvalidError, Propose(Moving("other"), WHY), hearing())

    assert hint.startswith("retro policy move INC-42 --to")


def test_the_next_gate_asks_what_the_other_policy_asks() -> None:
    strict = replace(TARGET, rules=Switches((shut(Phase.FACTS),), owing=False, digest="other"))
    moved = went_on(MOVE, hearing(target=strict))

    (blocked,) = decide(Advance(), replace(moved, rules=strict.rules))

    assert isinstance(blocked, GateBlocked)
    assert moved.record.phase is RECORD.phase


def owing(target: Switches) -> Hearing:
    """Set every deadline under the old rules, and let a move to `target` be asked for."""
    set_up = heard(RECORD, ENGINE, rules=OPEN)
    record = folded(set_up, decide(Tick(), set_up))
    return heard(record, rules=OPEN, now=NOON + HOUR, target=Target(target, "other@2.0.0"))


def test_deadlines_that_were_set_keep_their_instants() -> None:
    before = owing(Switches(digest="other", gate_within=10 * DAY))

    moved = after(MOVE, before)

    assert before.record.deadlines
    assert moved.deadlines == before.record.deadlines


def test_on_another_ladder_a_deadline_climbs_as_one_that_was_set_late() -> None:
    rungs = {**LADDERS, "gate": (Rung(timedelta(0), ("manager",), repeat=DAY),)}
    before = owing(Switches(digest="other", rungs=rungs))

    made = [one.deadline for one in decide(MOVE, before) if isinstance(one, DeadlineSet)]

    (gate,) = made
    was = before.record.deadlines[gate.id]
    assert gate == replace(was, set_at=NOON + HOUR, fired=(), moments=(was.due,))
    assert gate.due == was.due


def test_a_ladder_that_is_gone_keeps_nobody_waiting() -> None:
    """A long list takes several ticks, and until then it may be on a ladder that is not there."""
    named = {"other": LADDERS["gate"]}
    before = owing(Switches(digest="other", rungs=named))

    assert standing(before.record, 1, Switches(rungs=named), NOON).due is None
