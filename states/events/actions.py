"""What became of an action."""

from states.values import Day, Line, Text, value


@value
class ActionFinished:
    """The owner says it is done."""

    action: Line
    evidence: Line


@value
class ActionVerified:
    """Somebody else, or a machine, saw the criterion hold."""

    action: Line
    evidence: Line


@value
class VerificationFailed:
    """The criterion did not hold: the action is open again."""

    action: Line
    evidence: Line


@value
class ActionParked:
    """An action was openly set aside."""

    action: Line
    reason: Text


@value
class ActionResumed:
    """An action is open again."""

    action: Line
    reason: Text


@value
class ActionRescheduled:
    """An action's due date moved."""

    action: Line
    due: Day
    reason: Text


ActionEvent = (
    ActionFinished
    | ActionVerified
    | VerificationFailed
    | ActionParked
    | ActionResumed
    | ActionRescheduled
)
