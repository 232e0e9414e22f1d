"""What the how-to for policies tells people to type ends as it says, and shows what it says."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from states.people import Directory
from tests.cli.offline import terminal
from tests.docs.pages import PROJECT, steps_in, words_of
from tests.docs.sessions import differences

PAGE = (PROJECT / "docs" / "how-to" / "write-a-policy.md").read_text(encoding="utf-8")
FILE = re.compile(r"^<!-- file: (\S+) -->\n```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)
SLIP = re.compile(r"^<!-- slip: (\S+) → (\S+) -->$", re.MULTILINE)
STEPS = [*steps_in(PAGE)]

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


def write_files(folder: Path) -> None:
    """Write the files of the page, and what lies in a clone."""
    files = dict(FILE.findall(PAGE))
    (right, wrong) = SLIP.findall(PAGE)[0]
    files["slip.yaml"] = files["checkout.yaml"].replace(right, wrong)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copytree(PROJECT / "examples", folder / "examples")


def test_the_session_goes_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    here = terminal(tmp_path / "home", Directory())
    here.now, here.acting = NOW, "mia"

    assert differences(here, STEPS) == []


def test_the_session_goes_from_an_empty_file_to_the_last_proof() -> None:
    typed = [words_of(step.typed)[1] for step in STEPS if words_of(step.typed)[0] == "policy"]

    assert [*dict.fromkeys(typed)] == [
        *("lint", "checklist", "diff", "test", "coverage", "shadow", "simulate"),
        *("publish", "list", "move", "verify-decision"),
    ]
