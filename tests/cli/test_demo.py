"""Ctrl-C ends the demo at once, wherever the story is, and says nothing of how it is made."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from cli.demo import story
from cli.demo.scenes import Typed

RETRO = Path(sys.executable).with_name("retro")
WAIT = 30.0


class Told:
    """A demo in a terminal of its own: Ctrl-C reaches its server as well."""

    def __init__(self, folder: Path) -> None:
        self.words = folder / "said.log"
        self.folder = folder / "tmp"
        self.folder.mkdir()
        with self.words.open("w", encoding="utf-8") as log:
            self.child = subprocess.Popen(
                [RETRO, "demo"],
                env={**os.environ, "TMPDIR": str(self.folder)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.words.read_text(encoding="utf-8")

    def until(self, words: str) -> None:
        deadline = time.monotonic() + WAIT
        while words not in self.said():
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.01)

    def interrupted(self) -> int:
        os.killpg(self.child.pid, signal.SIGINT)
        return self.child.wait(WAIT)

    def is_gone(self) -> bool:
        try:
            os.killpg(self.child.pid, signal.SIGKILL)
        except ProcessLookupError:
            return True
        return False


@pytest.mark.parametrize("place", ["Temporal Server:", "1. A database", "days pass"])
def test_ctrl_c_ends_the_demo_quietly(tmp_path: Path, place: str) -> None:
    told = Told(tmp_path)
    told.until(place)
    before = told.said()

    assert told.interrupted() == 130
    assert told.is_gone()
    assert "WARN" not in told.said().removeprefix(before)
    assert "the demo expected" not in told.said()
    assert [*told.folder.iterdir()] == []


def test_ctrl_c_within_a_command_ends_the_story(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        def app(self) -> None:
            raise click.Abort

    typed = Typed("fay", ("why", "INC-2017"))

    with pytest.raises(click.Abort):
        story._type(typed, Interrupted())  # type: ignore[arg-type]  # noqa: SLF001  # a stage that is interrupted
