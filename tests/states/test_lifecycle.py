"""Whatever is asked of a phase is a row of the table, or a refusal that names the rows."""

from itertools import product

import pytest

from states.errors import NoSuchStepError
from states.lifecycle import (
    ENDED,
    GATED,
    LIFECYCLE,
    Guard,
    Phase,
    Trigger,
    gates_up_to,
    has_reached,
    step_for,
    steps_from,
)
from states.machine import step_from

FORWARD = (
    Phase.STABILIZED,
    Phase.FACTS,
    Phase.FACTORS,
    Phase.ACTIONS_TICKETED,
    Phase.VERIFIED,
    Phase.CLOSED,
)

# fmt: off
ALLOWED = {
    Phase.OPENING:          "advance, withdraw",
    Phase.STABILIZED:       "advance, withdraw",
    Phase.FACTS:            "advance, return, withdraw",
    Phase.FACTORS:          "advance, return, withdraw",
    Phase.ACTIONS_TICKETED: "advance, return, withdraw",
    Phase.VERIFIED:         "advance, return, withdraw",
    Phase.CLOSED:           "reopen",
    Phase.WITHDRAWN:        "reopen",
}
# fmt: on


def phases_without(gate: Phase) -> set[Phase]:
    """Walk the table from the start by every step except the one through `gate`."""
    seen, ahead = set[Phase](), {Phase.OPENING}
    while ahead:
        seen |= ahead
        ahead = {
            step.dest
            for phase in ahead
            for step in steps_from(phase)
            if not (step.guard is Guard.GATE and step.dest is gate)
        } - seen
    return seen


@pytest.mark.parametrize(("phase", "trigger"), [*product(Phase, Trigger)])
def test_every_pair_is_a_row_or_a_refusal_that_names_the_rows(
    phase: Phase, trigger: Trigger
) -> None:
    if trigger.value in ALLOWED[phase].split(", "):
        step = step_from(phase, trigger)

        assert (step.source, step.trigger) == (phase, trigger)
        return

    with pytest.raises(NoSuchStepError) as caught:
        step_from(phase, trigger)
    assert str(caught.value) == f"cannot {trigger.value} a retrospective that is {phase.value}"
    assert caught.value.hint == f"from here you can: {ALLOWED[phase]}"
    assert step_for(phase, trigger) is None


def test_no_pair_has_two_rows() -> None:
    pairs = [(step.source, step.trigger) for step in LIFECYCLE]

    assert len(pairs) == len(set(pairs))


def test_the_gates_stand_in_the_order_of_the_requirements() -> None:
    assert GATED == FORWARD


@pytest.mark.parametrize("gate", FORWARD)
def test_closed_is_out_of_reach_without_each_gate(gate: Phase) -> None:
    assert Phase.CLOSED not in phases_without(gate)


@pytest.mark.parametrize("gate", FORWARD)
def test_only_its_own_gate_leads_into_a_phase_for_the_first_time(gate: Phase) -> None:
    assert gate not in phases_without(gate)


def test_a_step_back_leads_to_the_phase_before() -> None:
    back = {step.source: step.dest for step in LIFECYCLE if step.trigger is Trigger.RETURN}

    assert back == dict(zip(FORWARD[1:5], FORWARD[:4], strict=True))


def test_every_trigger_has_one_guard() -> None:
    assert {(step.trigger, step.guard) for step in LIFECYCLE} == {
        (Trigger.ADVANCE, Guard.GATE),
        (Trigger.RETURN, Guard.REASON),
        (Trigger.REOPEN, Guard.REASON),
        (Trigger.WITHDRAW, Guard.APPROVAL),
    }


def test_what_has_ended_can_only_be_reopened() -> None:
    assert {phase for phase in Phase if ALLOWED[phase] == "reopen"} == ENDED


@pytest.mark.parametrize(("place", "gate"), [*enumerate(FORWARD)])
def test_the_gates_up_to_a_phase_are_those_before_it_and_its_own(place: int, gate: Phase) -> None:
    assert gates_up_to(gate) == FORWARD[: place + 1]


@pytest.mark.parametrize("phase", [Phase.OPENING, Phase.WITHDRAWN])
def test_a_phase_without_a_gate_has_reached_nothing(phase: Phase) -> None:
    assert gates_up_to(phase) == ()
    assert not any(has_reached(phase, milestone) for milestone in Phase)


@pytest.mark.parametrize(("phase", "milestone"), [*product(FORWARD, FORWARD)])
def test_a_phase_has_reached_those_before_it_and_itself(phase: Phase, milestone: Phase) -> None:
    assert has_reached(phase, milestone) == (FORWARD.index(milestone) <= FORWARD.index(phase))
