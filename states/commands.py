"""What may be asked of a retrospective. Imperatives, one a class.

Stored entries name these classes: a field may be added with an empty default, never
renamed, and a class is never renamed at all.
"""

from states.record.context import Context
from states.record.deadlines import Untold
from states.record.proposals import Wish
from states.record.retrospective import Item, Single
from states.values import Count, Day, Instant, Line, Text, value


@value
class Open:
    """Begin a retrospective for an incident that has stabilized; pinned to one policy."""

    context: Context


@value
class Add:
    """Put an item in the record; without an id it gets the next one."""

    item: Item


@value
class Edit:
    """Change an item: only the fields that differ between `before` and `after` are touched."""

    before: Item
    after: Item


@value
class Set:
    """Change the context, the impact or the meeting, field by field as `Edit` does."""

    before: Single
    after: Single


@value
class Remove:
    """Take an item out of the record, with a reason."""

    item: Line
    reason: Text = ""


Change = Add | Edit | Set | Remove


@value
class Revise:
    """Make all of these changes, or none."""

    add: tuple[Add, ...] = ()
    edit: tuple[Edit, ...] = ()
    set: tuple[Set, ...] = ()
    remove: tuple[Remove, ...] = ()


@value
class Advance:
    """Ask for the next gate; `expecting` refuses when someone else has already passed it."""

    expecting: Line = ""


@value
class Return:
    """Go back one phase, with a reason."""

    reason: Text


@value
class Reopen:
    """Take up a closed or withdrawn retrospective again; names the actions that failed."""

    reason: Text
    actions: tuple[Line, ...] = ()


@value
class FinishAction:
    """Say that an action is done, and where that can be seen."""

    action: Line
    evidence: Line


@value
class VerifyAction:
    """Say whether an action did what it was for, by its criterion, with evidence."""

    action: Line
    evidence: Line
    holds: bool = True


@value
class ParkAction:
    """Set an action aside openly, with a reason."""

    action: Line
    reason: Text


@value
class ResumeAction:
    """Take a parked or finished action up again, with a reason."""

    action: Line
    reason: Text


@value
class RescheduleAction:
    """Move an action's due date, with a justification."""

    action: Line
    due: Day
    reason: Text


@value
class AcceptRisk:
    """Leave a top factor without an action, and put one's name to it."""

    factor: Line
    reason: Text


@value
class Acknowledge:
    """Let a sentence stand, word for word, that the language checks point at."""

    item: Line
    sentence: Text
    reason: Text


@value
class Propose:
    """Ask a second person for a waiver, a withdrawal or a downgrade."""

    wish: Wish
    reason: Text


@value
class Settle:
    """Grant or decline what someone else proposed."""

    proposal: Line
    grant: bool = True
    note: Text = ""


@value
class MovePolicy:
    """Judge the incident by another published policy from now on; `policy` is its digest."""

    policy: Line
    reason: Text


@value
class Approve:
    """Say yes to the record as it is at one revision; 0 means as it is now."""

    revision: Count = 0


@value
class Say:
    """Comment on the record or one of its items."""

    text: Text
    item: Line = ""


@value
class AcknowledgeEscalation:
    """Stop the climb of a deadline until a moment (UTC), with a reason."""

    deadline: Line
    until: Instant
    reason: Text


@value
class ReassignEscalation:
    """Make somebody else answer for what a deadline is about, with a reason."""

    deadline: Line
    to: Line
    reason: Text


@value
class ExtendEscalation:
    """Move a deadline that climbs to a later moment (UTC), with a reason; counted and limited."""

    deadline: Line
    until: Instant
    reason: Text


@value
class Tick:
    """Look at the clock. Sent by the engine to itself.

    `under_way` are the notices that somebody is sending already.
    """

    under_way: tuple[Line, ...] = ()


@value
class ConfirmNotice:
    """Record what came of sending a notice. Sent by the engine to itself.

    `channel` took it at `delivered` (UTC), on `route`, in `letter` where others were in it, too.
    Where nobody did, `delivered` is when the last one was tried. `doubtful` are channels that
    may have taken it before, when nobody was left to hear their answer; `failed` those that did
    not take it. `undelivered` says why nobody took it at all, `untold` why it was never sent.
    """

    key: Line
    channel: Line = ""
    delivered: Instant | None = None
    route: Line = ""
    letter: Line = ""
    doubtful: tuple[Line, ...] = ()
    failed: tuple[Line, ...] = ()
    undelivered: Text = ""
    untold: Untold | None = None


@value
class NoteRecurrence:
    """Take note that a factor came back elsewhere. Sent by the engine of the later incident."""

    factor: Line
    incident: Line
    seen_as: Line


@value
class ConfirmErrand:
    """Record what came of telling another incident. Sent by the engine to itself."""

    key: Line
    answer: Text


@value
class Redact:
    """Erase texts for ever, by the digests under which entries hold them, with a reason."""

    digests: tuple[Line, ...]
    reason: Text


Command = (
    Open
    | Revise
    | Advance
    | Return
    | Reopen
    | FinishAction
    | VerifyAction
    | ParkAction
    | ResumeAction
    | RescheduleAction
    | AcceptRisk
    | Acknowledge
    | Propose
    | Settle
    | MovePolicy
    | Approve
    | Say
    | AcknowledgeEscalation
    | ReassignEscalation
    | ExtendEscalation
    | Tick
    | ConfirmNotice
    | NoteRecurrence
    | ConfirmErrand
    | Redact
)
