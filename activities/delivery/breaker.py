"""Keep one channel that does not answer from holding everybody up.

A channel has so many places. One that is silent in a row is broken: it is asked by one letter at a
time, and more and more seldom, until it takes one again. What it refuses quickly holds nobody up:
the next letter may be for somebody whose mailbox it knows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from threading import Condition
from time import monotonic

from activities.delivery.attempts import Answer

PLACES = 4
"""Letters at once to one channel: half of what a worker carries, so that others go on."""

QUEUEING = 0.5
"""Seconds for which a letter waits for a place before it lets one that goes elsewhere pass."""

IN_A_ROW = 3
"""Silences, with no letter taken in between, after which a channel is broken."""

HOLDING = 2.0
"""Seconds after which a refusal counts as silence: it held a thread for nothing."""

SILENT = {Answer.DOUBTFUL, Answer.AWAY}
"""What is no answer of the service, however quickly it comes."""

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
    """One channel's places, and how often it was silent; for all threads of a worker."""

    _inside: int = 0
    _silent: int = 0
    _probe_at: float = 0.0
    _probes: int = 0
    _broken_at: float | None = None
    _moved: Condition = field(default_factory=Condition)

    @property
    def broken_for(self) -> timedelta | None:
        """Say for how long the channel has been broken; None where it is not known to be."""
        at = self._broken_at
        return None if at is None else timedelta(seconds=monotonic() - at)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Take a turn at the channel, where there is one."""
        turn = Turn(self._enter())
        began = monotonic()
        try:
            yield turn
        finally:
            if turn.admission is Admission.ADMITTED:
                self._leave(turn.answer, monotonic() - began)

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
        return self._silent >= IN_A_ROW

    def _leave(self, answer: Answer, seconds: float) -> None:
        with self._moved:
            self._inside -= 1
            if answer is Answer.TAKEN:
                self._silent = self._probes = 0
                self._broken_at = None
            elif answer in SILENT or (answer is Answer.REFUSED and seconds > HOLDING):
                self._hear_nothing()
            self._moved.notify_all()

    def _hear_nothing(self) -> None:
        self._silent += 1
        if self._is_broken:
            now = monotonic()
            self._broken_at = now if self._broken_at is None else self._broken_at
            pause = min(FIRST_PROBE * 2 ** min(self._probes, MOST_DOUBLED), LAST_PROBE)
            self._probe_at = now + pause
            self._probes += 1
