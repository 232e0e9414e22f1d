"""What happens by itself if nobody acts: who is told next, when, and of what."""

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from cli.showing.clauses import because
from cli.showing.local import at_home
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import moments, rungs_of
from states.decisions.ladder.forecast import tells
from states.record.deadlines import Deadline
from states.record.retrospective import Retrospective


class Ahead(NamedTuple):
    """A rung that comes; times are UTC, and `number` counts from 1, of `rungs`.

    `late` tells whether it comes after the deadline; `after` is from when each of `to` may be
    told.
    """

    at: datetime
    deadline: Deadline
    to: tuple[str, ...]
    late: bool
    number: int = 1
    rungs: int = 1
    after: tuple[datetime, ...] = ()

    def __str__(self) -> str:
        """Say it in a line, in UTC."""
        return self.told(UTC)

    def told(self, zone: tzinfo) -> str:
        """Say it in a line, as clocks of `zone` have it."""
        names = ", ".join(self.to) or "nobody, for nobody is there"
        on_time = "reminds" if self.at < self.deadline.due else "tells"
        does = "escalates to" if self.late else on_time
        later = "".join(f", {one}" for one in self.held(zone))
        return f"{does} {names} {at_home(self.at, zone)} ({self.deadline.id}){later}"

    def held(self, zone: tzinfo) -> Iterator[str]:
        """Say who is told later than the rung is reached, by their own hours."""
        for name, after in zip(self.to, self.after, strict=False):
            if after > self.at:
                yield f"{name} is told {at_home(after, zone)}"


def ahead_for(hearing: Hearing) -> Ahead | None:
    """Find what comes next by itself; None where nothing is owed."""
    found: Ahead | None = None
    for first, deadline in sorted(_begins(hearing), key=lambda one: one[0]):
        # No rung of this one or of those behind it comes before its first.
        if found and found.at <= first:
            break
        coming = [*ahead_of(deadline, hearing)[:1], *([found] if found else [])]
        found = min(coming, key=lambda one: one.at, default=None)
    return found


def _begins(hearing: Hearing) -> Iterator[tuple[datetime, Deadline]]:
    for deadline in hearing.record.deadlines.values():
        coming = [at for _, at in moments(deadline, rungs_of(deadline, hearing.rules))]
        if coming:
            yield min(coming), deadline


def ahead_of(deadline: Deadline, hearing: Hearing) -> tuple[Ahead, ...]:
    """List every rung of a deadline that is still to come, the next one first."""
    rungs = len(rungs_of(deadline, hearing.rules))
    return tuple(
        Ahead(
            *(one.at, deadline, one.to),
            late=one.at > deadline.due and not deadline.is_question,
            number=one.place + 1,
            rungs=rungs,
            after=one.after,
        )
        for one in tells(deadline, hearing)
    )


def rests_of(record: Retrospective, now: datetime, zone: tzinfo) -> Iterator[str]:
    """Say of each climb that somebody stopped until when, who did, and why."""
    for one in record.deadlines.values():
        yield from (f"{line} ({one.id})" for line in rest_of(one, now, zone))


def is_held(deadline: Deadline, now: datetime) -> bool:
    """Tell whether somebody stopped the climb, and its date has not come at `now` (UTC)."""
    return deadline.hold is not None and now < deadline.hold.until


def rest_of(deadline: Deadline, now: datetime, zone: tzinfo) -> Iterator[str]:
    """Say until when a climb is stopped, by whom, and why; nothing where it is not."""
    hold = deadline.hold
    if hold and is_held(deadline, now):
        stopped = "waived" if hold.waiver else "acknowledged"
        yield f"{stopped} until {at_home(hold.until, zone)} by {hold.by}{because(hold.reason)}"
