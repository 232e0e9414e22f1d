"""What gates answered, and by which policy."""

from states.lifecycle import Phase, Trigger
from states.rules import CheckResult, Report
from states.values import Count, Line, Text, value


@value
class GateBlocked:
    """A gate was asked for and stayed shut; the report is the answer.

    `people` is the entry of the directory's history as of which it was asked.
    """

    report: Report
    people: Count | None = None


@value
class PhaseEntered:
    """A milestone was reached; with a gate, every check's result is kept."""

    phase: Phase
    trigger: Trigger
    reason: Text = ""
    policy: Line = ""
    results: tuple[CheckResult, ...] = ()
    people: Count | None = None


@value
class GateShadowed:
    """A candidate policy would have answered otherwise; the answer that was given stands.

    `results` are the checks that only the candidate fails, without their findings, and `passes`
    those that it does not fail; `broke` says why it could not be asked.
    """

    policy: Line
    gate: Phase
    gate_open: bool
    results: tuple[CheckResult, ...] = ()
    passes: tuple[Line, ...] = ()
    broke: Line = ""


@value
class PolicyMoved:
    """Another policy judges from here on; nothing that was passed or promised changes."""

    before: Line
    after: Line
    title: Line = ""
    reason: Text = ""
