"""What was written into the record, and what was read, said or erased of it."""

from states.record.context import Context
from states.record.proposals import Comment
from states.record.readings import Reading
from states.record.retrospective import Item, Single
from states.values import Line, Text, value


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
class CommentMade:
    """Somebody said something."""

    comment: Comment


@value
class TextsErased:
    """These texts were erased for ever; their digests stay where they stood."""

    digests: tuple[Line, ...]
    reason: Text = ""
