"""What a log is called: by its installation, and after a restart by a number as well."""

from typing import NamedTuple

PREFIX = "retrogate/"


class Origin(NamedTuple):
    """The name of a log; another installation, or another number, is another log."""

    installation: str
    number: int = 1

    def __str__(self) -> str:
        """Write it as checkpoints have it."""
        number = f"/{self.number}" if self.number > 1 else ""
        return f"{PREFIX}{self.installation}{number}"


def origin_from(written: str) -> Origin | None:
    """Read an origin; None where it is the name of something else."""
    installation, _, number = written.removeprefix(PREFIX).partition("/")
    number = number or "1"
    if not number.isascii() or not number.isdecimal():
        return None
    origin = Origin(installation, int(number))
    return origin if str(origin) == written else None
