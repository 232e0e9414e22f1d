"""What is carried to one person, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from documents.letter import Letter
from states.errors import RetrogateError, UnreachableError
from states.record.deadlines import Notice

Writer = Callable[[Mapping[str, datetime]], Letter]
"""Writes the letter, given which channels may have taken it before, and when."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter to one person, by its key, and the notices that it tells.

    `rounds` counts how often every route was tried in vain before.
    """

    key: str
    notices: tuple[Notice, ...] = ()
    rounds: int = 0


@dataclass(frozen=True, slots=True)
class Landed:
    """Channels of a route took it; `failed` are those of the route that did not."""

    channels: tuple[str, ...]
    route: str = ""
    failed: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InVain:
    """No route is left: why, and by which channels; `doubtful` may have taken it all the same."""

    why: str
    failed: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


class LaterError(RetrogateError):
    """It is not done yet; look again after `pause`."""

    def __init__(self, key: str, pause: timedelta) -> None:
        """Say what waits, and for how long."""
        super().__init__(f"{key} is not delivered yet", f"tried again in {pause}")
        self.pause = pause


class UnheardError(UnreachableError):
    """Nobody heard what the service answered: it may have taken the letter."""


class UnansweredError(UnreachableError):
    """Nobody was there: it has nothing of the letter, nor of anybody else's."""


class UnaddressedError(UnreachableError):
    """The person has no address there: trying again would not help."""
