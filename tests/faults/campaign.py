"""Hold bout after bout, each in a place of its own, and write down what came of them."""

import json
import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig

from tests.faults.forks import forks
from tests.faults.memory import passing_folder
from tests.faults.place import Place
from tests.faults.postmaster import Postmaster, postmaster
from tests.faults.table import FAULTS, Fault
from tests.faults.tally import Tally

BUILD = Path(__file__).parents[2] / "build"
FILE = BUILD / "faults.json"


@dataclass
class Campaign:
    """Runs faults by their names; the seed repeats its dice."""

    postmaster: Postmaster | None
    seed: int
    tallies: dict[str, Tally] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def hold(self, fault: Fault, times: int) -> Tally:
        """Do one thing so many times, and say what came of it."""
        for _ in self.rounds(fault, times):
            pass
        return self.tallies[fault.name]

    def rounds(self, fault: Fault, times: int) -> Iterator[Tally]:
        """Do it to one house after another, and say after each what came of it so far."""
        began, tally = time.monotonic(), Tally()
        for number, many in enumerate(fault.rounds(times)):
            dice = random.Random(f"{self.seed} {fault.name} {number}")
            tally += _held(fault, many, self.postmaster, dice)
            self.tallies[fault.name] = tally
            self.seconds[fault.name] = round(time.monotonic() - began, 1)
            yield tally

    @property
    def wrong(self) -> list[str]:
        """List everything that must not be."""
        return [f"{name}: {one}" for name, tally in self.tallies.items() for one in tally.wrong]

    def write(self, file: Path = FILE) -> None:
        """Write the counts down; a bout that was not held keeps those it had."""
        file.parent.mkdir(exist_ok=True)
        before = json.loads(file.read_text("utf-8")) if file.exists() else {}
        now = {
            name: {**tally.json, "seconds": self.seconds[name], "seed": self.seed}
            for name, tally in self.tallies.items()
        }
        text = json.dumps({**before, **now}, indent=2, sort_keys=True)
        file.write_text(f"{text}\n", encoding="utf-8")


def _held(fault: Fault, times: int, server: Postmaster | None, dice: random.Random) -> Tally:
    on_disk = TemporaryDirectory(prefix="retro-faults-", ignore_cleanup_errors=True)
    with passing_folder() as folder, on_disk as disk:
        try:
            return fault.bout(Place(Path(folder), Path(disk), server, dice), times)
        except Exception as error:  # noqa: BLE001  # what a hurt house comes to is a finding
            return Tally(wrong=[f"{type(error).__name__}: {error}"])


@contextmanager
def campaign(seed: int) -> Iterator[Campaign]:
    """Set out with a PostgreSQL server of our own, where there is one."""
    forks()  # it has all imported by the time that somebody is forked from it
    with _saying_less(), postmaster() as server:
        yield Campaign(server, seed)


@contextmanager
def _saying_less() -> Iterator[None]:
    """Expect what fails: who is killed, and who cannot reach them, need not say so."""
    quiet = TelemetryConfig(logging=LoggingConfig(filter="off"))
    Runtime.set_default(Runtime(telemetry=quiet), error_if_already_set=False)
    logger = logging.getLogger("temporalio")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def named(names: tuple[str, ...]) -> tuple[Fault, ...]:
    """Find faults by their names, in that order; no name stands for all."""
    known = {one.name: one for one in FAULTS}
    return tuple(known[one] for one in names or known)
