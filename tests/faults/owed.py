"""What the clock owes: incidents whose moment has come, and at which nobody has looked yet.

Notices come of that look: a list on which none waits says nothing while a look is owed.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine

from states.outcome import standing
from store.history import History
from tests.faults.house import POLICY


def owed(engine: Engine, now: datetime) -> Iterator[str]:
    """Name each open incident at which somebody should have looked by now (UTC)."""
    history = History(engine)
    for incident in history.keys_open():
        record = history.record_of(incident)
        due = standing(record, 0, POLICY, now).due if record else None
        if due and due <= now:
            yield f"{incident} was due at {due:%Y-%m-%d %H:%M:%S}, and nobody looked"
