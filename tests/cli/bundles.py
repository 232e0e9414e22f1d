"""Bundles for auditors, and the ways to check them that `VERIFY.md` prints, as it prints them."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from cli.installation.log_keeping import log_to_keep
from ledger.bundle import verify_text
from ledger.note import Note, cosigned
from tests.cli.offline import Ended, Terminal, terminal
from tests.cli.written import closed
from tests.ledger.keys import SEEN, WITNESS

BLOCK = re.compile(r"^```(?P<name>\S+ \S+)\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)
CODE = {found["name"]: found["code"] for found in BLOCK.finditer(verify_text())}

OTHER = "INC-77"
OPENING = ("--title", "Disk full", "--severity", "SEV3", "--stabilized", "2026-03-02T10:00Z")


@dataclass(frozen=True)
class Story:
    """A log that a witness has seen, a period in it, and the terminal at which it was made."""

    here: Terminal
    since: str
    until: str

    def export(self, name: str, *words: str) -> Path:
        """Export, and unpack what came out."""
        archive = self.here.home / f"{name}.zip"
        ended = self.here("audit", "export", *words, "-o", str(archive))
        assert ended.code == 0, ended.err
        return unpacked(archive)

    def period(self) -> tuple[str, ...]:
        """Ask for the period in which the first incident was opened."""
        return ("--since", self.since, "--until", self.until)


def story(home: Path) -> Story:
    """Sign, walk an incident to its end, have that witnessed, and open another one later."""
    here = terminal(home)
    signed(here)
    here.later(hours=1)
    since = _moment(here)
    closed(here).later(hours=1)
    until = _moment(here)
    place = here.home / "witnessed"
    place.write_text(str(witnessed(signed(here))), encoding="utf-8")
    here.variables["RETRO_WITNESSES"] = f"{WITNESS.cosigner} {place}"
    here.later(days=1)
    assert here("open", OTHER, *OPENING).code == 0
    signed(here)
    return Story(here, since, until)


def signed(here: Terminal) -> Note:
    """Sign the log as it stands."""
    last = log_to_keep(here.app()).refresh(here.now)
    assert last is not None
    return last.note


def witnessed(note: Note) -> Note:
    """Have a witness sign what the log signed."""
    return Note(note.text, (*note.signatures, cosigned(WITNESS, note.text, SEEN)))


def unpacked(archive: Path) -> Path:
    """Unpack a bundle beside itself."""
    folder = archive.with_suffix("")
    with ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder


def copied(bundle: Path, to: Path) -> Path:
    """Copy a bundle, to change it."""
    return Path(shutil.copytree(bundle, to / "copy"))


def check(way: str, bundle: Path) -> Ended:
    """Check a bundle by one way, word for word as it is printed."""
    program = {"sh": ["sh", "-eu"], "python": [sys.executable]}[way.split(maxsplit=1)[0]]
    done = subprocess.run(
        [*program, "-c", CODE[way]], cwd=bundle, capture_output=True, text=True, check=False
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def _moment(here: Terminal) -> str:
    return f"{here.now:%Y-%m-%dT%H:%MZ}"
