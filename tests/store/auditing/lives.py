"""Two incidents as they were lived: one to its end, one by waivers, and then withdrawn."""

from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from benchmarks.desk import PEOPLE, story
from benchmarks.life import Passing, life
from benchmarks.simulating import Clock
from states.commands import Advance, Open, Propose, Settle
from states.record.proposals import Waiver, Withdrawal
from states.rules import Report
from store.log.log import Log
from store.people import People
from tests.store.log.shelves import HOUSE, OURS, Shelf

ENDED, WAIVED = "INC-1", "INC-2"
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
PACE = timedelta(minutes=10)
WHY = "the vendor answers on Friday, not before"


def lived(engine: Engine) -> None:
    """Let both happen."""
    People(engine).replace_people(PEOPLE, {"person": "rob", "via": "cli"}, BEGAN)
    _to_its_end(engine)
    _with_waivers(engine)


def _to_its_end(engine: Engine) -> None:
    clock = Clock(engine, ENDED, BEGAN)
    for step in life(BEGAN):
        match step:
            case Passing(span):
                clock.wait(span)
            case (by, command):
                clock.wait(PACE)
                clock.send(command, by)


def _with_waivers(engine: Engine) -> None:
    clock = Clock(engine, WAIVED, BEGAN)
    clock.send(Open(story(BEGAN).context), "fay")
    clock.wait(PACE)
    shut = _shut(clock.ask(Advance(), "fay").report)
    for number, check in enumerate(shut, start=1):
        clock.send(Propose(Waiver(check, clock.now + timedelta(days=3)), WHY), "fay")
        clock.wait(PACE)
        clock.ask(Settle(f"W{number}"), "fay")
        clock.send(Settle(f"W{number}"), "sam")
    clock.wait(PACE)
    clock.send(Advance(), "fay")
    clock.wait(PACE)
    clock.send(Propose(Withdrawal(), "It was no incident, only a drill"), "fay")
    clock.send(Settle("X1"), "sam")


def _shut(report: Report | None) -> list[str]:
    assert report is not None
    return [one.check for one in report.shut]


def signed(engine: Engine, key: Ed25519PrivateKey = OURS) -> Shelf:
    """Sign all that was written, and publish it."""
    shelf = Shelf()
    log_in(engine, shelf, key).refresh(BEGAN)
    return shelf


def log_in(engine: Engine, shelf: Shelf, key: Ed25519PrivateKey = OURS) -> Log:
    """Open the log that is published on a shelf."""
    return Log(engine, HOUSE, shelf, (), key)
