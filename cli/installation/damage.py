"""Whether Temporal's own file can still be read, and what to do where it cannot.

Nothing is lost with it: the ledger knows every open incident, its deadlines included.
"""

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

from connectors.temporal_child import DATABASE
from states.errors import UnreachableError

ASIDE = "damaged"
WELL = "ok"


class DamagedError(UnreachableError):
    """Temporal's file in the data directory is damaged."""

    def __init__(self, file: Path, found: str) -> None:
        """Name the file, what is wrong with it, and how it is made anew."""
        super().__init__(f"Temporal's file {file} is damaged: {found}")
        home = shlex.quote(str(file.parent))
        self.hint = (
            "it holds nothing that the ledger does not: move it away, and retro up makes it anew"
            " and takes up every open incident again: "
            f"mkdir -p {home}/{ASIDE} && mv {home}/{DATABASE}* {home}/{ASIDE}/ && retro up"
        )


def damage_for(home: Path) -> DamagedError | None:
    """Look at Temporal's file in `home`, which no server holds; None where it is sound."""
    file = home / DATABASE
    if not file.exists():
        return None
    found = _checked(file)
    return None if found == WELL else DamagedError(file, found)


def _checked(file: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:
            (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return str(found).splitlines()[-1]
