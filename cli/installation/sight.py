"""What is seen of Temporal at one moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

ALIVE = timedelta(seconds=75)
"""A worker asks for work once a minute even when there is none; the server forgets it later."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of Temporal; `polled` are the moments (UTC) at which workers last asked.

    `installation` is whose workers and workflows these are; empty, and nothing is counted,
    where the database does not say it. A `problem` may be there though Temporal `answers`.
    `lacking` are the search attributes that the namespace lacks, as name and type; None where
    nobody can tell. `bulletins` are those that come next, and when (UTC).
    """

    address: str = ""
    answers: bool = False
    installation: str = ""
    polled: tuple[datetime, ...] = ()
    workflows: int = 0
    problem: str = ""
    hint: str = ""
    lacking: tuple[tuple[str, str], ...] | None = None
    bulletins: tuple[tuple[str, datetime], ...] = ()

    @property
    def found(self) -> str:
        """Name the address, and how much of ours runs there where that is known."""
        return f"{self.address}, {self.workflows} workflows" if self.installation else self.address

    def workers(self, now: datetime) -> int:
        """Count the workers that are alive."""
        return sum(now - one < ALIVE for one in self.polled)
