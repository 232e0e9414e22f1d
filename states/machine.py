"""The one room that knows the `transitions` library.

`LIFECYCLE` says what may happen; a machine built from it must agree before anything does.
"""

from transitions import Machine, MachineError

from states.errors import NoSuchStepError
from states.lifecycle import LIFECYCLE, Phase, Step, Trigger, step_for, steps_from


class _Walk:
    """One retrospective taking one step."""

    def __init__(self, *, guard_open: bool) -> None:
        self.guard_open = guard_open


def step_from(phase: Phase, trigger: Trigger) -> Step:
    """Return the lifecycle's row for `trigger` in `phase`.

    Raises:
        NoSuchStepError: the lifecycle has no such row; it names those there are.
    """
    row = step_for(phase, trigger)
    if row is None:
        raise NoSuchStepError(trigger, phase, tuple(step.trigger for step in steps_from(phase)))
    return row


def move(phase: Phase, trigger: Trigger, *, guard_open: bool) -> Phase:
    """Take one step and return the phase it leads to: the same one when the guard is shut."""
    step_from(phase, trigger)
    walk = _Walk(guard_open=guard_open)
    machine = lifecycle_machine(walk, phase)
    try:
        machine.events[trigger.value].trigger(walk)
    except MachineError as disagreement:  # the table had the row, so this is ours, not the caller's
        raise AssertionError(
            f"the machine and LIFECYCLE disagree on {trigger} in {phase}"
        ) from disagreement
    return Phase(machine.get_model_state(walk).value)


def lifecycle_machine(model: object, initial: Phase, machine: type[Machine] = Machine) -> Machine:
    """Build a machine of the whole lifecycle round `model`."""
    # One machine per step: it costs 60 µs and nothing is shared between workflows.
    return machine(
        model=model,
        states=Phase,
        initial=initial,
        auto_transitions=False,
        model_attribute="phase",
        transitions=[
            {
                "trigger": row.trigger.value,
                "source": row.source,
                "dest": row.dest,
                "conditions": "guard_open",
            }
            for row in LIFECYCLE
        ],
    )
