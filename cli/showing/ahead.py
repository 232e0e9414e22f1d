"""What happens by itself if nobody acts: who is told next, when, and of what."""

from datetime import datetime
from typing import NamedTuple

from states.decisions.clock import moments
from states.decisions.hearing import Hearing
from states.decisions.parties import told
from states.record.deadlines import Deadline


class Ahead(NamedTuple):
    """The next rung of any ladder; `at` is UTC, `late` tells whether it comes after the due."""

    at: datetime
    deadline: Deadline
    to: tuple[str, ...]
    late: bool

    def __str__(self) -> str:
        """Say it in a line."""
        names = ", ".join(self.to) or "nobody, for nobody is there"
        does = "escalates to" if self.late else "reminds"
        return f"{does} {names} {self.at:%a %d %b %H:%M} UTC ({self.deadline.id})"


def ahead_for(hearing: Hearing) -> Ahead | None:
    """Find what comes next by itself; None where nothing is owed."""
    coming = [
        (moment, deadline, place)
        for deadline in hearing.record.deadlines.values()
        for place, moment in moments(deadline, hearing.rules.ladders[deadline.ladder])
    ]
    if not coming:
        return None
    moment, deadline, place = min(coming, key=lambda one: one[0])
    rungs = hearing.rules.ladders[deadline.ladder][place:]
    return Ahead(moment, deadline, told(rungs, deadline, hearing), moment > deadline.due)
