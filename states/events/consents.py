"""What somebody asked for or said yes to."""

from states.record.proposals import Proposal
from states.values import Count, Line, Text, value


@value
class RiskAccepted:
    """A top factor goes without an action, by name."""

    factor: Line
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
