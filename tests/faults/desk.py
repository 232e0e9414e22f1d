"""A desk without Temporal: it commits in its own process, and insists until it is answered.

What workflows add is order; here nothing comes between a command and the database.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from temporalio.exceptions import ApplicationError

from activities.commit import Commit
from states.commands import Add, Advance, Command, Open, Revise, Say
from states.envelope import Envelope, Outcome, Request
from states.errors import ConflictError
from states.record.actions import Action, Priority
from states.record.context import Context, Severity
from states.record.facts import Fact, FactKind
from store.books import SqlBooks
from store.engine import engine_for
from tests.faults import disk
from tests.faults.asked import Asked, Diary
from tests.faults.disk import Failing
from tests.workflows.desk import envelope

PATIENCE = 20.0
PAUSE = 0.05
STABLE = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPENING = Open(
    Context(
        title="Checkout is slow",
        severity=Severity.SEV2,
        services=("checkout",),
        stabilized=STABLE,
        commander="ana",
        facilitator="fay",
    )
)
SEEN = Revise(add=(Add(Fact(text="the queue was seen to grow", kind=FactKind.DETECTION)),))
PROMISED = Revise(
    add=(Add(Action(title="Page on depth", owner="ana", due=STABLE.date(), priority=Priority.P1)),)
)
"""Late already: once actions count, its owner and their manager are told at once."""

# Sent again by another process, each has to be what it was: no clock is read here.
LIFE: tuple[Command, ...] = (OPENING, SEEN, Say("and?"), PROMISED, Advance(), Advance(), Advance())


class Desk:
    """Commits commands, and remembers what it asked and heard."""

    def __init__(self, engine: Engine, asked: Asked) -> None:
        self._commit = Commit(SqlBooks(engine)).commit
        self._asked = asked
        self.slowest = 0.0
        self.refused = 0

    def insists(self, sent: Envelope, shift: timedelta = timedelta(0)) -> Outcome | None:
        """Ask until it is answered; nothing where it never is."""
        self._asked.sends(sent)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not self._asked.unanswered:
            began = time.monotonic()
            try:
                outcome = self._commit(Request(sent, datetime.now(UTC) + shift, "desk"))
            except (ApplicationError, ConflictError):
                self.refused += 1
                time.sleep(PAUSE)
            else:
                self._asked.hears(outcome)
                return outcome
            finally:
                self.slowest = max(self.slowest, time.monotonic() - began)
        self._asked.unanswered.append(f"{sent.id} was never answered")
        return None


def lives(incident: str, prefix: str) -> Iterator[Envelope]:
    """Let an incident live; every command has a name of its own."""
    for number, command in enumerate(LIFE):
        yield envelope(incident, command, name=f"{prefix}-{number}")


def live(url: str, diary: Path, incident: str, prefix: str) -> None:
    """Let an incident live in this process."""
    _lived(url, Diary(diary), lives(incident, prefix))


def live_on_a_bad_disk(url: str, diary: Path, at: int, failing: Failing, counted: Path) -> None:
    """Let an incident live while the call number `at` to the disk fails."""
    disk.arm(diary.parent / "books", at, failing)
    _lived(url, Diary(diary), lives("INC-1", "bad"))
    counted.write_text(str(disk.calls()), encoding="utf-8")
    disk.disarm()


def chatter(url: str, diary: Path, incident: str, prefix: str) -> None:
    """Comment for ever."""
    engine = engine_for(url)
    desk = Desk(engine, Diary(diary))
    for number in _numbers():
        desk.insists(envelope(incident, Say("still at it"), name=f"{prefix}-{number}"))


def _lived(url: str, asked: Asked, commands: Iterator[Envelope]) -> None:
    engine = engine_for(url)
    desk = Desk(engine, asked)
    for one in commands:
        desk.insists(one)
    engine.dispose()


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1
