"""What the language checks say of a text at the moment it is saved."""

from collections.abc import Iterator

from ledger.entry import Entry
from policies.language.remarks import worded
from states.codec import event_from
from states.events.record import TextRead
from states.record.retrospective import Retrospective


def remark_lines(entry: Entry, record: Retrospective) -> Iterator[str]:
    """Say what is pointed at in what an entry saved, and how else it could be said."""
    for event in map(event_from, entry.events):
        if isinstance(event, TextRead):
            item = event.reading.item
            for remark in event.reading.remarks:
                if not record.lets_stand(item, remark.sentence):
                    yield f"{item}: {worded(remark, record.incident, item)}"
