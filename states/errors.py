"""Every answer that is not an outcome, each with its text, a hint and an exit code.

Nonsense is refused and leaves no trace; what a rule forbids is refused and recorded.
Texts are built here from values, so callers cannot word them differently.
"""

from collections.abc import Iterable
from enum import Enum

from states.lifecycle import Phase, Trigger


class Exit(Enum):
    """The exit code of the command line for each kind of answer."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    ANSWER_IS_NO = 3
    NOT_ALLOWED = 4
    NOT_FOUND = 5
    CONFLICT = 6
    UNREACHABLE = 7


class RetrogateError(Exception):
    """Something was asked that cannot be done; `hint` says what can."""

    exit = Exit.FAILED
    recorded = False

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the message and the hint."""
        super().__init__(message)
        self.hint = hint


class InvalidError(RetrogateError):
    """A value makes no sense: it names the field, the value and what is allowed."""

    exit = Exit.USAGE


class NotFoundError(RetrogateError):
    """There is no such thing."""

    exit = Exit.NOT_FOUND


class ConflictError(RetrogateError):
    """Somebody else was there first; nothing was lost."""

    exit = Exit.CONFLICT


class UnreachableError(RetrogateError):
    """A dependency does not answer."""

    exit = Exit.UNREACHABLE


class BrokenHistoryError(RetrogateError):
    """Somebody changed what was written: nothing is read from it, or added to it."""

    exit = Exit.ANSWER_IS_NO

    def __init__(self, incident: str, seq: int, found: str) -> None:
        """Say which entry it is, and what is wrong with it."""
        super().__init__(
            f"entry {seq} of {incident} is not what was written: {found}",
            f"find everything that was changed: retro audit verify {incident}",
        )


class RefusedError(RetrogateError):
    """A rule says no, and the history says that it did."""

    exit = Exit.ANSWER_IS_NO
    recorded = True


class NotAllowedError(RefusedError):
    """The person who asks may not do that; somebody else may."""

    exit = Exit.NOT_ALLOWED


class NoSuchStepError(RefusedError):
    """The lifecycle has no such step from here."""

    def __init__(self, trigger: Trigger, phase: Phase, allowed: Iterable[Trigger]) -> None:
        """Say what was asked, where we are, and what would work."""
        ways = ", ".join(dict.fromkeys(one.value for one in allowed)) or "nothing"
        super().__init__(
            f"cannot {trigger.value} a retrospective that is {phase.value}",
            f"from here you can: {ways}",
        )
