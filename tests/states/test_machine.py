"""The machine and the table agree, and a shut guard keeps the phase."""

from itertools import product

import pytest

from states import machine
from states.errors import NoSuchStepError
from states.lifecycle import LIFECYCLE, Phase, Step, Trigger, step_for
from states.machine import lifecycle_machine, move


class Walker:
    """Something that takes steps."""

    guard_open = True


@pytest.mark.parametrize("step", LIFECYCLE)
def test_an_open_guard_leads_where_the_table_says(step: Step) -> None:
    assert move(step.source, step.trigger, guard_open=True) is step.dest


@pytest.mark.parametrize("step", LIFECYCLE)
def test_a_shut_guard_keeps_the_phase(step: Step) -> None:
    assert move(step.source, step.trigger, guard_open=False) is step.source


@pytest.mark.parametrize("guard_open", [True, False])
@pytest.mark.parametrize(
    ("phase", "trigger"),
    [pair for pair in product(Phase, Trigger) if step_for(*pair) is None],
)
def test_a_step_that_is_no_row_is_refused_whatever_its_guard_says(
    phase: Phase, trigger: Trigger, *, guard_open: bool
) -> None:
    with pytest.raises(NoSuchStepError):
        move(phase, trigger, guard_open=guard_open)


def test_the_machine_has_the_rows_of_the_table_and_no_other() -> None:
    built = lifecycle_machine(Walker(), Phase.OPENING)

    rows = {
        (name, row.source, row.dest)
        for name, event in built.events.items()
        for ways in event.transitions.values()
        for row in ways
    }

    assert rows == {(one.trigger.value, one.source.name, one.dest.name) for one in LIFECYCLE}


def test_a_machine_that_disagrees_with_the_table_is_our_own_mistake(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without = tuple(one for one in LIFECYCLE if one.source is not Phase.FACTS)
    monkeypatch.setattr(machine, "LIFECYCLE", without)

    with pytest.raises(AssertionError, match=r"disagree on Trigger\.ADVANCE in Phase\.FACTS"):
        move(Phase.FACTS, Trigger.ADVANCE, guard_open=True)
