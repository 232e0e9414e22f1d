"""Escalations as rows of a list: told by the policy alone, without folding an incident."""

from datetime import datetime, timedelta
from typing import NamedTuple

from cli.showing.cells import Due
from states.decisions.ladder.clock import fired_of, moments
from states.due import day_of, late_by
from states.record.deadlines import Deadline
from states.rules import Rung
from store.escalations import EscalationRow

COLUMNS = ("incident", "what", "due", "late_by", "rung", "told", "next", "tells", "title")
HELD = ("held_until", "held_by")
SPARE = ("tells", "told", "due")


class Climb(NamedTuple):
    """A deadline that climbs, as a list shows it.

    `rung` is the number of the last rung reached; `tells` are the parties of the next one, as
    the policy names them.
    """

    row: EscalationRow
    rung: int
    rungs: int
    late_by: timedelta | None
    next: datetime | None
    tells: tuple[str, ...]


def climb_of(row: EscalationRow, rungs: tuple[Rung, ...], now: datetime) -> Climb:
    """Say how far a deadline has climbed, and what comes next."""
    deadline = row.deadline
    reached = [place + 1 for place in range(len(rungs)) if fired_of(deadline, place)]
    place, at = _next(deadline, rungs)
    tells = rungs[place].notify if at else ()
    return Climb(row, max(reached, default=0), len(rungs), late_by(deadline.due, now), at, tells)


def _next(deadline: Deadline, rungs: tuple[Rung, ...]) -> tuple[int, datetime | None]:
    coming = ((at, place) for place, at in moments(deadline, rungs))
    at, place = min(coming, default=(None, 0))
    return place, at


def cells(one: Climb) -> tuple[object, ...]:
    """Write what climbs as a row."""
    deadline, row = one.row.deadline, one.row
    climbed = (one.late_by, one.rung, row.told, one.next, one.tells)
    return (row.incident, deadline.id, Due(deadline.due, day_of(deadline)), *climbed, row.title)


def held_cells(one: Climb) -> tuple[object, ...]:
    """Write it with until when somebody stopped it, and who."""
    hold = one.row.deadline.hold
    return (*cells(one), hold and hold.until, hold.by if hold else "")
