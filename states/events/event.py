"""Everything that can have happened to an incident."""

from states.events.actions import (
    ActionFinished,
    ActionParked,
    ActionRescheduled,
    ActionResumed,
    ActionVerified,
    VerificationFailed,
)
from states.events.consents import (
    ProposalMade,
    ProposalSettled,
    RecordApproved,
    RiskAccepted,
)
from states.events.escalations import (
    DeadlineMet,
    DeadlineSet,
    EscalationAcknowledged,
    EscalationExtended,
    EscalationReassigned,
    OperatorsTold,
    RungReached,
)
from states.events.gates import (
    GateBlocked,
    GateShadowed,
    PhaseEntered,
    PolicyMoved,
)
from states.events.notices import (
    NoticeDelivered,
    NoticePutOff,
    NoticeSettled,
    NoticeUndelivered,
)
from states.events.record import (
    CommentMade,
    IncidentOpened,
    ItemAdded,
    ItemChanged,
    ItemRemoved,
    RemarkAcknowledged,
    SingleChanged,
    TextRead,
    TextsErased,
)
from states.events.recurrence import (
    ErrandDone,
    ErrandSet,
    FactorRecurred,
)

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
