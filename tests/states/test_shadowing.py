"""A candidate is asked beside the rules in force, and changes nothing but the history."""

from dataclasses import replace
from typing import Any

import pytest

from states.commands import Advance
from states.decide import decide
from states.decisions.shadowing import MOST, without_shadows
from states.events.escalations import DeadlineMet, DeadlineSet
from states.events.gates import GateBlocked, GateShadowed, PhaseEntered
from states.lifecycle import Phase
from states.rules import Case, Report, Result
from tests.states.builders import folded, heard, record_in
from tests.states.rules import CALM, Asked, Switches, shut, switched_off

RECORD = record_in(Phase.STABILIZED)
FACTS, OPENING = shut(Phase.FACTS), shut(Phase.STABILIZED)


def switches(*checks: Asked) -> Switches:
    """Build a candidate."""
    return Switches(checks, owing=False, digest="candidate")


def advanced(rules: Switches, shadow: Switches | None) -> tuple[Any, ...]:
    """Ask for the gate into facts."""
    return decide(Advance(), heard(RECORD, rules=rules, shadow=shadow))


def test_a_candidate_that_would_have_stopped_is_kept_and_stops_nobody() -> None:
    entered, shadowed = advanced(CALM, switches(FACTS))

    assert isinstance(entered, PhaseEntered)
    assert isinstance(shadowed, GateShadowed)
    assert (shadowed.policy, shadowed.gate, shadowed.gate_open) == ("candidate", Phase.FACTS, False)
    (result,) = shadowed.results
    assert (result.check, result.result, result.findings, result.more) == (
        "facts-switch",
        Result.FAIL,
        (),
        1,
    )


def test_a_candidate_that_would_have_let_through_opens_nothing() -> None:
    blocked, shadowed = advanced(Switches((FACTS, OPENING), owing=False), switches(OPENING))

    assert isinstance(blocked, GateBlocked)
    assert shadowed == GateShadowed(
        "candidate", Phase.FACTS, gate_open=False, passes=("facts-switch",)
    )


@pytest.mark.parametrize("shadow", [None, switches(), switches(OPENING)])
def test_the_same_answer_is_not_told(shadow: Switches | None) -> None:
    rules = Switches(shadow.checks if shadow else (), owing=False)

    assert [type(one).__name__ for one in advanced(rules, shadow)] in (
        ["PhaseEntered"],
        ["GateBlocked"],
    )


def test_a_candidate_that_breaks_stops_nobody() -> None:
    class Broken(Switches):
        def judge(self, gate: Phase, case: Case) -> Report:
            raise KeyError(gate, case)

    entered, shadowed = advanced(CALM, Broken(digest="candidate"))

    assert isinstance(entered, PhaseEntered)
    assert shadowed == GateShadowed("candidate", Phase.FACTS, gate_open=False, broke="KeyError")


def test_what_a_candidate_says_leaves_the_record_as_it_would_be_without_it() -> None:
    with_shadow = heard(RECORD, shadow=switches(FACTS))
    without = replace(with_shadow, shadow=None)

    assert folded(with_shadow, decide(Advance(), with_shadow)) == folded(
        without, decide(Advance(), without)
    )


def test_what_a_candidate_says_can_be_left_out() -> None:
    events = advanced(CALM, switches(FACTS))

    assert without_shadows(events) == advanced(CALM, None)


def test_deadlines_follow_the_rules_in_force() -> None:
    made = advanced(Switches(), switches(FACTS))

    assert any(isinstance(one, DeadlineSet | DeadlineMet) for one in made)


def test_an_entry_names_so_many_checks_and_no_more() -> None:
    many = (Asked(Phase.FACTS, f"c{one}", switched_off) for one in range(MOST + 5))

    _, shadowed = advanced(CALM, switches(*many))

    assert len(shadowed.results) == MOST
