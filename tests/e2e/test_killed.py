"""Whatever dies while commands arrive: what was acknowledged happened once, and nothing is lost.

A command that was not acknowledged is sent again under its id, as its refusal says.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from connectors.free_port import LOCALHOST, any_free_port
from connectors.temporal_binary import temporal_binary
from tests.e2e.installation import PATIENCE, Ended, Installation, until
from tests.e2e.story import KEY, opened, part, with_people

pytestmark = pytest.mark.timeout(300)

UNREACHABLE = 7


class Writer:
    """Somebody who comments without pause, and repeats what was not acknowledged."""

    def __init__(self, here: Installation) -> None:
        self.acknowledged: list[str] = []
        self.failures: list[Ended] = []
        self._here = here
        self._enough, self._hopeless = Event(), Event()
        self._thread = Thread(target=self._write)

    def _write(self) -> None:
        while not self._enough.is_set():
            command = f"written-{len(self.acknowledged)}"
            if self._insist(command):
                self.acknowledged.append(command)

    def _insist(self, command: str) -> bool:
        words = ("comment", KEY, f"This is {command}", "--command-id", command)
        while (ended := self._here(*words)).code:
            self.failures.append(ended)
            if self._hopeless.is_set():
                return False
        return True

    def goes_on(self, further: int = 2) -> None:
        """Wait until more was acknowledged."""
        there = len(self.acknowledged)
        until(lambda: len(self.acknowledged) >= there + further)

    def begin(self) -> None:
        """Write beside the test."""
        self._thread.start()

    def finish(self) -> None:
        """Write until the last command is acknowledged."""
        self._enough.set()
        self._thread.join(PATIENCE)

    def give_up(self) -> None:
        """Stop, whatever came of the last command."""
        self._hopeless.set()
        self.finish()

    def assert_done_once(self) -> None:
        """Hold the history against what was acknowledged, and itself."""
        ids = [one["command"]["id"] for one in self._here.history(KEY)]
        assert [one for one in ids if one.startswith("written-")] == self.acknowledged
        assert len(ids) == len({*ids})
        assert {one.code for one in self.failures} <= {UNREACHABLE}, self.failures
        self._here.does("audit", "verify")


@pytest.fixture
def writer(here: Installation) -> Iterator[Writer]:
    """Have somebody who stops when the test does."""
    writer = Writer(here)
    yield writer
    writer.give_up()


def test_up_is_killed_while_commands_arrive(here: Installation, writer: Writer) -> None:
    with here.running("up") as first:
        opened(with_people(here))
        writer.begin()
        writer.goes_on()
        first.kill()
    with here.running("up") as second:
        here.does("apply", part(here.home, "2-facts.yaml"))
        writer.goes_on()
        second.kill()
    with here.running("up"):
        here.does("advance", KEY)
        writer.goes_on()
        writer.finish()

    writer.assert_done_once()
    assert here.phase(KEY) == "facts"


def test_the_server_alone_is_killed_while_commands_arrive(
    here: Installation, writer: Writer
) -> None:
    with here.running("up") as first:
        opened(with_people(here))
        writer.begin()
        writer.goes_on()
        os.kill(here.server_pid, signal.SIGKILL)
        first.child.wait(PATIENCE)
    with here.running("up"):
        writer.goes_on()
        writer.finish()

    writer.assert_done_once()
    assert here.phase(KEY) == "stabilized"


def test_a_worker_alone_is_killed_while_commands_arrive(here: Installation, writer: Writer) -> None:
    with cluster(here):
        here.does("store", "migrate")
        with here.running("worker", until_it_says="serving on") as worker:
            opened(with_people(here))
            writer.begin()
            writer.goes_on()
            worker.kill()
        with here.running("worker", until_it_says="serving on"):
            writer.goes_on()
            writer.finish()

    writer.assert_done_once()
    assert here.phase(KEY) == "stabilized"


@contextmanager
def cluster(here: Installation) -> Iterator[None]:
    """Run a Temporal server that no `retro up` knows of."""
    port = str(any_free_port())
    here.variables["TEMPORAL_ADDRESS"] = f"{LOCALHOST}:{port}"
    start = ("server", "start-dev", "--headless", "--ip", LOCALHOST, "--port", port)
    program = str(temporal_binary())
    with here.running(*start, until_it_says="Temporal Server:", program=program):
        yield
