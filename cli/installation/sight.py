"""What is seen of Temporal at one moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

ALIVE = timedelta(seconds=75)
"""A worker asks for work once a minute even when there is none; the server forgets it later."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of Temporal; `polled` are the moments (UTC) at which workers last asked."""

    address: str = ""
    answers: bool = False
    polled: tuple[datetime, ...] = ()
    workflows: int = 0
    problem: str = ""
    hint: str = ""

    def workers(self, now: datetime) -> int:
        """Count the workers that are alive."""
        return sum(now - one < ALIVE for one in self.polled)
