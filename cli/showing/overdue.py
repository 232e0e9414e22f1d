"""What is said at once of a due date that is over when it is written."""

from collections.abc import Iterator

from ledger.entry import Entry
from policies.checks.promised import edit, over_before_promised
from policies.language.wording import DAY
from states.codec import event_from
from states.events.record import ItemAdded, ItemChanged
from states.record.actions import Action
from states.rules import Case


def overdue_lines(entry: Entry, case: Case) -> Iterator[str]:
    """Name each action that an entry saved with a day that is over, and how it gets another."""
    saved = (event_from(one) for one in entry.events)
    items = (one.item for one in saved if isinstance(one, ItemAdded | ItemChanged))
    for action in items:
        if isinstance(action, Action) and (over := over_before_promised(action, case)):
            yield f"{action.id}: {over} · {edit(case, action, f'--due {DAY}')}"
