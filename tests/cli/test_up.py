"""`retro up` starts everything in seconds, stops in order, and finds everything again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

STAFF = "people:\n  - {id: fay, roles: [facilitator]}\n"
OVER = ("--title", "Checkout failed", "--severity", "SEV2", "--stabilized", "2026-03-01T10:00Z")
READY = "Ctrl-C stops everything"
WAIT = 30.0
RETRO = Path(sys.executable).with_name("retro")


class Shell:
    """A data directory, and the commands that are run on it."""

    def __init__(self, home: Path) -> None:
        said = {name: one for name, one in os.environ.items() if not name.startswith("TEMPORAL_")}
        self.home = home
        self.environment = {**said, "RETRO_HOME": str(home), "RETRO_AS": "fay"}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [RETRO, *words], env=self.environment, capture_output=True, text=True, check=False
        )

    @contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        log = (self.home.parent / "said.log").open("w", encoding="utf-8")
        child = subprocess.Popen(
            [RETRO, *words], env=self.environment, stdout=log, stderr=log, text=True
        )
        try:
            yield child
        finally:
            child.kill()
            child.wait()
            log.close()

    def said(self) -> str:
        return (self.home.parent / "said.log").read_text(encoding="utf-8")

    def await_words(self, words: str) -> None:
        deadline = time.monotonic() + WAIT
        while words not in self.said():
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.05)

    @contextmanager
    def up(self) -> Iterator[subprocess.Popen[str]]:
        with self.running("up") as child:
            self.await_words(READY)
            yield child


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "home")


def stopped(child: subprocess.Popen[str], blow: signal.Signals) -> int:
    child.send_signal(blow)
    return child.wait(WAIT)


def walked(shell: Shell) -> None:
    staff = shell.home / "people.yaml"
    staff.write_text(STAFF, encoding="utf-8")
    for words in (("people", "import", str(staff)), ("open", "INC-7", *OVER)):
        ended = shell.run(*words)
        assert ended.returncode == 0, ended


def test_an_incident_outlives_a_stop_and_the_loss_of_temporal(shell: Shell) -> None:
    with shell.up() as first:
        walked(shell)
        blocked = shell.run("advance", "INC-7")
        assert stopped(first, signal.SIGTERM) == 0

    for file in shell.home.glob("temporal.db*"):
        file.unlink()
    with shell.up() as second:
        assert "open incidents taken up again: 1\n" in shell.said()
        status = shell.run("status")
        assert stopped(second, signal.SIGINT) == 0

    assert blocked.returncode == 3
    assert blocked.stdout.startswith("OPENING → STABILIZED ")
    assert status.returncode == 0, status
    assert "workers\t1\n" in status.stdout


def test_a_damaged_file_of_temporal_is_named_and_made_anew_by_the_command_that_is_told(
    shell: Shell,
) -> None:
    with shell.up() as first:
        walked(shell)
        assert stopped(first, signal.SIGTERM) == 0
    for file in shell.home.glob("temporal.db*"):
        file.unlink()
    (shell.home / "temporal.db").write_bytes(b"this is no database" * 100)

    refused = shell.run("up")

    told, hint = refused.stderr.splitlines()
    assert refused.returncode == 7
    assert told == f"Temporal's file {shell.home}/temporal.db is damaged: file is not a database"
    mended, _, again = hint.rpartition(": ")[2].rpartition(" && ")
    assert again == "retro up"
    subprocess.run(["/bin/sh", "-c", mended], check=True)
    with shell.up():
        assert "open incidents taken up again: 1\n" in shell.said()


def test_a_second_up_names_the_first(shell: Shell) -> None:
    with shell.up() as first:
        second = shell.run("up")

    assert second.returncode == 6
    assert f"(pid {first.pid}, 127.0.0.1:" in second.stderr


def test_up_ends_with_the_server_it_brought(shell: Shell) -> None:
    with shell.up() as child:
        os.kill(int((shell.home / "temporal.lock").read_text(encoding="utf-8")), signal.SIGKILL)

        assert child.wait(WAIT) == 7
    assert "the Temporal server ended (signal 9)\n" in shell.said()


def test_a_worker_serves_a_temporal_that_runs(shell: Shell) -> None:
    with shell.up():
        address = shell.run("status", "--json").stdout.split('"temporal": "')[1].split(",")[0]
        shell.environment["TEMPORAL_ADDRESS"] = address
        with Shell.running(shell, "worker") as worker:
            shell.await_words("Ctrl-C stops")

            assert f"serving on {address}, namespace default" in shell.said()
            assert stopped(worker, signal.SIGTERM) == 0


def test_without_temporal_a_command_says_what_starts_it_within_seconds(shell: Shell) -> None:
    shell.environment["TEMPORAL_ADDRESS"] = "127.0.0.1:1"
    shell.run("store", "migrate")
    begun = time.monotonic()

    ended = shell.run("advance", "INC-7")

    assert time.monotonic() - begun < 8
    assert ended.returncode == 7
    assert ended.stderr.startswith("Temporal does not answer at 127.0.0.1:1\n")


def test_up_says_what_to_do_about_a_policy_file_in_the_settings(shell: Shell) -> None:
    shell.environment["RETRO_POLICY"] = "/etc/policy.yaml"

    with shell.up():
        assert "retro policy publish /etc/policy.yaml" in shell.said()
        listed = shell.run("policy", "list")

    assert "\tin force\t" in listed.stdout
