"""Keep one channel that does not answer from holding everybody up.

A channel has so many places. One that fails in a row is broken: it is asked by one letter at a
time, and more and more seldom, until it answers again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from threading import Condition
from time import monotonic

from activities.delivery.attempts import Answer

PLACES = 4
"""Letters at once to one channel: half of what a worker carries, so that others go on."""

QUEUEING = 0.5
"""Seconds for which a letter waits for a place before it lets one that goes elsewhere pass."""

IN_A_ROW = 3
"""Failures after which a channel is broken: without an answer, or for so many people."""

HOLDING = 2.0
"""Seconds after which a refusal counts as none: it held a thread for nothing."""

FIRST_PROBE = 5.0
LAST_PROBE = 300.0
MOST_DOUBLED = 6
"""After so many pauses, each twice as long, the last one has been reached."""


class Admission(Enum):
    """Whether a letter may go to a channel."""

    ADMITTED = "admitted"
    BUSY = "busy"
    BROKEN = "broken"


@dataclass(slots=True)
class Turn:
    """One letter's turn at a channel; whoever takes it says what the channel answered."""

    admission: Admission
    answer: Answer = Answer.SPARED


@dataclass(slots=True)
class Breaker:
    """One channel's places, and whom it failed lately; for all threads of a worker."""

    _inside: int = 0
    _silent: int = 0
    _failed: set[str] = field(default_factory=set)
    _probe_at: float = 0.0
    _probes: int = 0
    _moved: Condition = field(default_factory=Condition)

    @contextmanager
    def turn(self, person: str) -> Iterator[Turn]:
        """Take a turn at the channel, where there is one."""
        turn = Turn(self._enter())
        began = monotonic()
        try:
            yield turn
        finally:
            if turn.admission is Admission.ADMITTED:
                self._leave(person, turn.answer, monotonic() - began)

    def _enter(self) -> Admission:
        with self._moved:
            free = self._moved.wait_for(self._may_decide, QUEUEING)
            if self._is_broken and (self._inside or monotonic() < self._probe_at):
                return Admission.BROKEN
            if not free:
                return Admission.BUSY
            self._inside += 1
            return Admission.ADMITTED

    def _may_decide(self) -> bool:
        return self._is_broken or self._inside < PLACES

    @property
    def _is_broken(self) -> bool:
        return self._silent >= IN_A_ROW or len(self._failed) >= IN_A_ROW

    def _leave(self, person: str, answer: Answer, seconds: float) -> None:
        with self._moved:
            self._inside -= 1
            if answer is Answer.TAKEN:
                self._silent = self._probes = 0
                self._failed.clear()
            elif answer in {Answer.REFUSED, Answer.DOUBTFUL}:
                self._fail(person, silent=answer is Answer.DOUBTFUL or seconds > HOLDING)
            self._moved.notify_all()

    def _fail(self, person: str, *, silent: bool) -> None:
        self._silent += silent
        self._failed.add(person)
        if self._is_broken:
            pause = min(FIRST_PROBE * 2 ** min(self._probes, MOST_DOUBLED), LAST_PROBE)
            self._probe_at = monotonic() + pause
            self._probes += 1
