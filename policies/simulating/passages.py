"""What became of each gate that was asked for, and what would have become of it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum

from states.lifecycle import Phase
from states.rules import CheckResult, Report
from states.values import Count, Instant, value


class Verdict(Enum):
    """How what would have been stands to what was."""

    STOPPED = "stopped"
    EARLIER = "let through earlier"
    SAME = "the same"


@value
class Attempt:
    """A gate was asked for: what it answered, and what it would have answered."""

    seq: Count
    at: Instant
    then: Report
    would: Report


@value
class Passage:
    """All attempts at one gate, up to the one that passed it."""

    gate: Phase
    attempts: tuple[Attempt, ...]

    @property
    def opened(self) -> datetime | None:
        """Say when it opened; None where it stayed shut."""
        return next((one.at for one in self.attempts if one.then.gate_open), None)

    @property
    def would_open(self) -> datetime | None:
        """Say when it would have opened first; None where every attempt would have failed."""
        return next((one.at for one in self.attempts if one.would.gate_open), None)

    @property
    def verdict(self) -> Verdict:
        """Compare the two."""
        if self.opened == self.would_open:
            return Verdict.SAME
        return Verdict.EARLIER if self.would_open else Verdict.STOPPED

    @property
    def shut(self) -> tuple[CheckResult, ...]:
        """List the checks that would have kept it shut at the last attempt, if it was not open."""
        return () if self.would_open else self.attempts[-1].would.shut


def passages(attempts: Iterable[Attempt]) -> Iterator[Passage]:
    """Put attempts at the same gate together; after a step back it is another passage."""
    some: list[Attempt] = []
    for one in attempts:
        if some and (some[-1].then.to is not one.then.to or some[-1].then.gate_open):
            yield Passage(some[0].then.to, tuple(some))
            some = []
        some.append(one)
    if some:
        yield Passage(some[0].then.to, tuple(some))
