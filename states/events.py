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
    """A deadline climbed its ladder; these people are told.

    `moment` is when (UTC) the rung was to be reached, and `after` when each of `to` may be told;
    without it they are told at once. `waiting_on` are those of them whose turn it is, and
    `waits_for` names everybody whose turn it is, where that is not who owns it. What is said is
    in parts; older ones have it all in `text`.
    """

    deadline: Line
    rung: Count
    times: Count
    to: tuple[Line, ...] = ()
    subject: Line = ""
    text: Text = ""
    moment: Instant | None = None
    after: tuple[Instant, ...] = ()
    waiting_on: tuple[Line, ...] = ()
    bundled: bool = False
    since: Line = ""
    title: Line = ""
    settle: Line = ""
    at_once: bool = False
    waits_for: Line = ""


@value
class OperatorsTold:
    """Something is amiss that only the operators of Retrogate can mend; they are told.

    `about` is the deadline or notice, `after` when (UTC) each of `to` may be told. `gaps` are the
    parties of its ladder that are nobody, of which this is told once.
    """

    about: Line
    to: tuple[Line, ...] = ()
    subject: Line = ""
    since: Line = ""
    settle: Line = ""
    after: tuple[Instant, ...] = ()
    bundled: bool = False
    gaps: tuple[Line, ...] = ()


@value
class NoticeDelivered:
    """A notice reached its channel, on a route, in a letter that may hold others.

    `doubtful` are channels that may have taken it before; `failed` those that did not.
    """

    key: Line
    channel: Line
    delivered: Instant
    route: Line = ""
    letter: Line = ""
    doubtful: tuple[Line, ...] = ()
    failed: tuple[Line, ...] = ()


@value
class NoticeUndelivered:
    """Every route was tried in vain; it is tried again after a moment (UTC)."""

    key: Line
    why: Text
    again: Instant
    failed: tuple[Line, ...] = ()
    doubtful: tuple[Line, ...] = ()


@value
class NoticePutOff:
    """A notice missed its moment; its person is told after another one (UTC)."""

    key: Line
    after: Instant
    why: Line = ""


@value
class NoticeSettled:
    """What a notice was about was settled before its letter was written: it is told no more."""

    key: Line


@value
class EscalationAcknowledged:
    """Somebody whom it reached stopped a climb until a moment (UTC).

    `after` are when (UTC) those are told who had not been told yet, in the order of their notices.
    """

    deadline: Line
    until: Instant
    reason: Text
    after: tuple[Instant, ...] = ()


@value
class EscalationReassigned:
    """Somebody else answers for it from here on.

    `subject` and what follows is what they are told of it, from `told` (UTC) on; it is empty where
    its ladder tells them, or they took it themselves. A ladder that `goes_on` as it was tells
    those who had not been told yet all the same.
    """

    deadline: Line
    before: Line = ""
    after: Line = ""
    reason: Text = ""
    subject: Line = ""
    since: Line = ""
    settle: Line = ""
    told: Instant | None = None
    bundled: bool = False
    goes_on: bool = False


@value
class EscalationExtended:
    """A deadline moved to a later moment (UTC)."""

    deadline: Line
    before: Instant
    until: Instant
    reason: Text


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


@value
class TextsErased:
    """These texts were erased for ever; their digests stay where they stood."""

    digests: tuple[Line, ...]
    reason: Text = ""


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
    | OperatorsTold
    | NoticeDelivered
    | NoticeUndelivered
    | NoticePutOff
    | NoticeSettled
    | EscalationAcknowledged
    | EscalationReassigned
    | EscalationExtended
    | FactorRecurred
    | ErrandSet
    | ErrandDone
    | TextsErased
)
