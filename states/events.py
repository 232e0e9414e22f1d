"""What happened. Past tense, one a class.

Stored entries name these classes: a field may be added with an empty default, never
renamed, and a class is never renamed at all.
"""

from states.lifecycle import Phase, Trigger
from states.record.context import Context
from states.record.deadlines import Deadline
from states.record.errands import Errand
from states.record.proposals import Comment, Proposal
from states.record.readings import Reading
from states.record.retrospective import Item, Single
from states.rules import CheckResult, Report
from states.values import Count, Day, Instant, Line, Text, value


@value
class IncidentOpened:
    """A retrospective began, pinned to one policy."""

    context: Context
    policy: Line


@value
class ItemAdded:
    """An item entered the record."""

    item: Item


@value
class ItemChanged:
    """An item reads differently now; this is the whole of it."""

    item: Item


@value
class SingleChanged:
    """The context, the impact or the meeting reads differently now."""

    single: Single


@value
class ItemRemoved:
    """An item left the record."""

    item: Line
    reason: Text = ""


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


@value
class RiskAccepted:
    """A top factor goes without an action, by name."""

    factor: Line
    reason: Text


@value
class TextRead:
    """The language checks read what was saved; without remarks there was nothing to point at."""

    reading: Reading


@value
class RemarkAcknowledged:
    """A sentence that was pointed at may stand as it is."""

    item: Line
    sentence: Text
    reason: Text


@value
class ProposalMade:
    """Somebody asked for something a second person must grant."""

    proposal: Proposal


@value
class ProposalSettled:
    """A second person answered."""

    proposal: Line
    granted: bool
    note: Text = ""


@value
class RecordApproved:
    """Somebody said yes to this revision."""

    revision: Count


@value
class CommentMade:
    """Somebody said something."""

    comment: Comment


@value
class DeadlineSet:
    """Something is owed by a moment that will not move by itself."""

    deadline: Deadline


@value
class DeadlineMet:
    """What was owed is no longer owed."""

    deadline: Line


@value
class RungReached:
    """A deadline climbed its ladder; these people are told."""

    deadline: Line
    rung: Count
    times: Count
    to: tuple[Line, ...] = ()
    subject: Line = ""
    text: Text = ""


@value
class NoticeDelivered:
    """A notice reached its channel."""

    key: Line
    channel: Line
    delivered: Instant


@value
class FactorRecurred:
    """A factor of this record caused another incident."""

    factor: Line
    incident: Line
    seen_as: Line


@value
class ErrandSet:
    """Another incident is to be told something."""

    errand: Errand


@value
class ErrandDone:
    """The other incident was told, and answered."""

    key: Line
    answer: Text


Event = (
    IncidentOpened
    | ItemAdded
    | ItemChanged
    | SingleChanged
    | ItemRemoved
    | GateBlocked
    | PhaseEntered
    | GateShadowed
    | PolicyMoved
    | ActionFinished
    | ActionVerified
    | VerificationFailed
    | ActionParked
    | ActionResumed
    | ActionRescheduled
    | RiskAccepted
    | TextRead
    | RemarkAcknowledged
    | ProposalMade
    | ProposalSettled
    | RecordApproved
    | CommentMade
    | DeadlineSet
    | DeadlineMet
    | RungReached
    | NoticeDelivered
    | FactorRecurred
    | ErrandSet
    | ErrandDone
)
