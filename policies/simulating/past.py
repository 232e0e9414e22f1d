"""What has happened, as a simulation replays it: entry by entry, among the people of that day."""

from bisect import bisect_right
from datetime import datetime

from states.events.event import Event
from states.events.record import IncidentOpened, SingleChanged
from states.people import Directory
from states.record.context import Context
from states.values import Count, Instant, Line, value


@value
class Step:
    """One entry of a history: when (UTC), by whom, and what happened."""

    seq: Count
    at: Instant
    by: Line
    events: tuple[Event, ...]


@value
class Past:
    """One incident's whole history, refusals left out."""

    incident: Line
    steps: tuple[Step, ...]

    @property
    def context(self) -> Context:
        """Say what the incident was, as far as anybody has said by now."""
        for step in reversed(self.steps):
            for event in reversed(step.events):
                match event:
                    case IncidentOpened(context) | SingleChanged(Context() as context):
                        return context
                    case _:
                        continue
        return Context()


@value
class Staff:
    """The directory as it has been: from each moment on, in order; nobody before the first."""

    since: tuple[tuple[datetime, Directory], ...] = ()

    def at(self, moment: datetime) -> Directory:
        """Return everybody, as of a moment."""
        known = bisect_right(self.since, moment, key=lambda one: one[0])
        return self.since[known - 1][1] if known else Directory()

    def asked(self, revision: int | None, moment: datetime) -> Directory:
        """Return the directory that an answer names; one that names none had that of its moment."""
        named = (one for _, one in self.since if one.revision == revision)
        return next(named, None) or self.at(moment)


@value
class Window:
    """The time that is told of, both ends included; what came before it is only replayed."""

    since: Instant
    until: Instant

    def holds(self, moment: datetime) -> bool:
        """Tell whether a moment lies within."""
        return self.since <= moment <= self.until
