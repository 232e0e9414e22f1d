"""Where a bout is held: folders of its own, dice, and a PostgreSQL server that may be killed."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults.postmaster import Postmaster
from tests.faults.tally import Tally


@dataclass(frozen=True, slots=True)
class Place:
    """What a bout is given; `postmaster` is None where there is no PostgreSQL to run.

    `folder` is swift, and `disk` waits for a disk.
    """

    folder: Path
    disk: Path
    postmaster: Postmaster | None
    dice: random.Random

    @property
    def file(self) -> str:
        """Name a SQLite database."""
        return f"sqlite:///{self.disk}/retro.db"

    def database(self) -> str:
        """Make a database on the server, which must be there."""
        assert self.postmaster is not None
        return self.postmaster.made(f"retro_{self.dice.getrandbits(60):x}")


Bout = Callable[[Place, int], Tally]
"""Does something to the house so many times, and says what came of it."""
