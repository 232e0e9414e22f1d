"""The command line without Temporal: what is sent is committed at once, on a database file.

Everything else is real: options, texts, exit codes, rules, ledger and read model.
"""

import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest

from activities.commit import Commit
from cli.app import App
from cli.desk import Options
from cli.exits import exiting
from cli.installation.settings import load_settings
from cli.installation.sight import Sight
from cli.main import retro
from states.envelope import Envelope, Outcome, Request
from states.people import Directory
from store.migrate import migrate
from tests.builders import NOON, PEOPLE

ALIVE = Sight(
    "localhost:7233", answers=True, installation="ours", polled=(NOON,), workflows=3, lacking=()
)
WRITER = {"person": "rob", "via": "cli"}


@dataclass
class AtOnce:
    """The post that needs no workflow; it remembers what it carried."""

    app: App
    sent: list[Envelope]

    def send(self, envelope: Envelope) -> Outcome:
        self.sent.append(envelope)
        commit = Commit(self.app.books)
        return commit.commit(Request(envelope, self.app.now))


@dataclass(frozen=True)
class Ended:
    """How a call ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass
class Terminal:
    """Somebody at a terminal: `here("why", "INC-42")`."""

    home: Path
    now: datetime = NOON
    acting: str = "fay"
    variables: dict[str, str] = field(default_factory=dict)
    sent: list[Envelope] = field(default_factory=list)
    sight: Sight = ALIVE

    def __call__(self, *words: str, acting: str | None = None) -> Ended:
        """Run one command."""
        out, err = StringIO(), StringIO()
        app = self.app(self.acting if acting is None else acting)
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            _run(words, app)
        return Ended(int(ended.value.code or 0), out.getvalue(), err.getvalue())

    def open(self, incident: str) -> None:
        """Open an incident of which nothing else matters."""
        words = ("--title", "It", "--severity", "SEV2", "--stabilized", "2026-03-02T10:00Z")
        ended = self("open", incident, *words)
        assert ended.code == 0, ended.err

    def app(self, acting: str = "") -> App:
        """Build what commands work with."""
        app = App(Options(acting=acting))
        app.settings = load_settings(self.home, self.variables)
        app.now = self.now
        app.sight = self.sight
        app.post = AtOnce(app, self.sent)
        return app

    def later(self, **span: float) -> None:
        """Let time pass: `later(days=3)`."""
        self.now += timedelta(**span)


def _run(words: Sequence[str], app: App) -> None:
    with pytest.MonkeyPatch.context() as patch, exiting():
        patch.setenv("RETRO_DEBUG", "1")
        sys.exit(retro.main([*words], prog_name="retro", standalone_mode=False, obj=app))


def terminal(home: Path, people: Directory = PEOPLE) -> Terminal:
    """Set up a database, and sit down at it."""
    here = Terminal(home)
    app = App(Options())
    app.settings = load_settings(home, {})
    migrate(app.database)
    app.people.replace_people(people.people.values(), WRITER, here.now)
    app.database.dispose()
    return here
