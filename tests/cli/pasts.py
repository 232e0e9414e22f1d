"""Short histories for tests: one event an entry, each at its moment."""

from datetime import datetime, timedelta

from policies.simulating.past import Past, Step
from states.events.event import Event
from states.events.record import IncidentOpened
from tests.builders import CONTEXT, KEY, OPENED

Row = tuple[timedelta, Event]


def past(*rows: Row, by: str = "fay") -> Past:
    """Open an incident, and let each thing happen so long after that."""
    opened = (timedelta(), IncidentOpened(CONTEXT, "default"))
    steps = (
        Step(seq, moment(after), by, (event,))
        for seq, (after, event) in enumerate([opened, *rows], start=1)
    )
    return Past(KEY, tuple(steps))


def moment(after: timedelta) -> datetime:
    """Say when it is so long after the opening."""
    return OPENED + after
