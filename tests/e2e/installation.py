"""Retrogate as somebody has it: real processes on a data directory of their own.

Whatever a test starts is gone when its block ends, however it ends.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from connectors.lock import is_held

RETRO = str(Path(sys.executable).with_name("retro"))
PATIENCE = 60.0
READY = "Ctrl-C stops everything"
SERVER = "temporal.lock"
LOCKS = ("running.lock", SERVER)


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Read what it answered."""
        return json.loads(self.out)


@dataclass
class Process:
    """A process that goes on; what it says is in a file."""

    child: subprocess.Popen[bytes]
    log: Path

    @property
    def said(self) -> str:
        """Everything it said so far."""
        return self.log.read_text(encoding="utf-8")

    def has_said(self, words: str) -> None:
        """Wait for its words; fail where it ends without them."""
        until(lambda: words in self.said or self.child.poll() is not None)
        assert words in self.said, self.said

    def kill(self) -> None:
        """Kill it, and every process of its group, with -9."""
        if self.child.poll() is None:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait(PATIENCE)

    def ended_by(self, blow: signal.Signals) -> int:
        """Send it a signal, and say with which exit code it went."""
        self.child.send_signal(blow)
        return self.child.wait(PATIENCE)


@dataclass
class Installation:
    """A data directory and its surroundings: `here("why", "INC-42", by="fay")`."""

    home: Path
    by: str = "fay"
    variables: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str, by: str = "", text: str | None = None) -> Ended:
        """Run one command to its end."""
        done = subprocess.run(
            [RETRO, *words],
            env=self.surroundings(by),
            input=text or "",
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def does(self, *words: str, by: str = "", code: int = 0) -> Ended:
        """Run one command that must end with `code`."""
        ended = self(*words, by=by)
        assert ended.code == code, (words, ended)
        return ended

    def with_variables(self, **variables: str) -> "Installation":
        """Return the same installation in other surroundings."""
        return replace(self, variables=self.variables | variables)

    def surroundings(self, by: str = "") -> dict[str, str]:
        """Return the environment of its processes, and nothing of ours that is about Retrogate."""
        ours = {
            name: one for name, one in os.environ.items() if not name.startswith(("RETRO", "TEMP"))
        }
        said = {
            "RETRO_HOME": str(self.home),
            "RETRO_AS": by or self.by,
            "RETRO_DEBUG": "1",
            "TMPDIR": str(self.home.parent),
        }
        return {**ours, **said, **self.variables}

    @contextmanager
    def running(
        self, *words: str, until_it_says: str = READY, program: str = RETRO
    ) -> Iterator[Process]:
        """Have a command run beside the test: `running("up")`."""
        self.home.mkdir(parents=True, exist_ok=True)
        log = self.home.with_name(f"{self.home.name}-{words[0]}-{time.monotonic_ns()}.log")
        with log.open("wb") as said:
            child = subprocess.Popen(
                [program, *words],
                env=self.surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        process = Process(child, log)
        try:
            process.has_said(until_it_says)
            yield process
        finally:
            self._clear_away(process)

    def _clear_away(self, process: Process) -> None:
        process.kill()
        if self.is_served_by(SERVER):
            with suppress(ProcessLookupError):
                os.kill(self.server_pid, signal.SIGKILL)
        until(lambda: not self.is_served_by(SERVER))

    @property
    def server_pid(self) -> int:
        """The process id of its Temporal server."""
        return int((self.home / SERVER).read_text())

    @property
    def address(self) -> str:
        """The address of its Temporal server."""
        return str(json.loads((self.home / "running.json").read_text())["address"])

    def is_served_by(self, lock: str) -> bool:
        """Tell whether somebody holds one of its locks."""
        return (self.home / lock).exists() and is_held(self.home / lock)

    def is_quiet(self) -> bool:
        """Tell whether no process is left on the data directory."""
        return not any(map(self.is_served_by, LOCKS)) and not [*self._processes()]

    def _processes(self) -> Iterator[str]:
        """Find who has the data directory in their environment (where there is a /proc)."""
        mark = f"RETRO_HOME={self.home}\0".encode()
        for process in Path("/proc").glob("[0-9]*/environ"):
            with suppress(OSError):
                if mark in process.read_bytes():
                    yield process.parent.name

    def history(self, key: str) -> list[dict[str, Any]]:
        """Read every entry of an incident, as JSON has it."""
        entries: list[dict[str, Any]] = self.does("history", key, "--json").json
        return entries

    def phase(self, key: str) -> str:
        """Say where an incident stands."""
        return str(self.does("show", key, "--json").json["phase"])


def until(fact: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something is so; fail where it never is."""
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, "it did not come to that in time"
        time.sleep(0.05)
