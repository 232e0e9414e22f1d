"""The line to PostgreSQL is slow, dead, silent, or cut in the middle of a commit.

Whoever asks is told within ten seconds; and once the line is well, is served within five.
"""

import time
from threading import Event, Thread

from sqlalchemy import Engine

from states.commands import Say
from store.engine import engine_for
from tests.faults.asked import Asked
from tests.faults.bouts.kills import NO_POSTGRES
from tests.faults.desk import Desk, lives
from tests.faults.house import furnished
from tests.faults.invariant import hold
from tests.faults.place import Place
from tests.faults.tally import Tally
from tests.faults.wire import Trouble, Wire
from tests.workflows.desk import envelope

WRITERS = 3
CLOSED = 10.0
HEALED = 5.0
PACE = 0.01

# fmt: off
LASTS = {
    #                at least, at most; between them until every writer was refused
    Trouble.SLOW:    (1.5,  1.5),
    Trouble.REFUSED: (0.5,  0.5),
    Trouble.BEFORE:  (0.7,  0.7),
    Trouble.AFTER:   (0.7,  0.7),
    Trouble.HOLE:    (0.0, 11.0),   # longer than anybody may wait for an answer
}
# fmt: on


class Writer(Thread):
    """Somebody who comments without pause through the line."""

    def __init__(self, number: int, engine: Engine, asked: Asked, enough: Event) -> None:
        super().__init__(daemon=True)
        self.desk = Desk(engine, asked)
        self.heard = 0
        self._number, self._enough = number, enough

    def run(self) -> None:
        """Comment until it is enough."""
        incident = f"INC-{self._number}"
        for one in lives(incident, f"w{self._number}-life"):
            self.desk.insists(one)
        while not self._enough.is_set():
            said = envelope(incident, Say("go on"), name=f"w{self._number}-{self.heard}")
            self.heard += self.desk.insists(said) is not None


def lines_fail(place: Place, times: int) -> Tally:
    """Let the line fail in each way so many times."""
    tally = Tally()
    if place.postmaster is None:
        tally.skipped = NO_POSTGRES
        return tally
    url = place.database()
    engine, asked, enough = furnished(url), Asked(), Event()
    wire = Wire(url)
    far = engine_for(wire.url)
    writers = [Writer(number, far, asked, enough) for number in range(WRITERS)]
    for one in writers:
        one.start()
    _all_are_served(writers)
    for trouble in [*LASTS] * times:
        _fails(wire, trouble, writers, tally)
    enough.set()
    for one in writers:
        one.join()
        tally.took("an answer without a database", one.desk.slowest, CLOSED)
    hold(tally, engine, asked)
    wire.close()
    far.dispose()
    engine.dispose()
    return tally


def _fails(wire: Wire, trouble: Trouble, writers: list[Writer], tally: Tally) -> None:
    cuts = wire.cuts
    wire.trouble = trouble
    _lasts(trouble, writers)
    wire.trouble = Trouble.NONE
    began = time.monotonic()
    _all_are_served(writers)
    tally.took("healing", time.monotonic() - began, HEALED)
    tally.injected[trouble.value] += max(wire.cuts - cuts, 1)


def _lasts(trouble: Trouble, writers: list[Writer]) -> None:
    least, most = LASTS[trouble]
    before = [one.desk.refused for one in writers]
    end = time.monotonic() + most
    time.sleep(least)
    while any(one.desk.refused == was for one, was in zip(writers, before, strict=True)):
        if time.monotonic() > end:
            return
        time.sleep(PACE)


def _all_are_served(writers: list[Writer]) -> None:
    before = [one.heard for one in writers]
    end = time.monotonic() + 3 * CLOSED
    while any(one.heard == was for one, was in zip(writers, before, strict=True)):
        if time.monotonic() > end:
            raise TimeoutError("the writers are served no more")
        time.sleep(PACE)
