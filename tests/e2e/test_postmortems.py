"""Postmortems that teams really wrote: the commands that are printed lead from import to closed."""

import re
import shlex
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from states.lifecycle import GATED
from tests.e2e.installation import Installation

FOLDER = Path(__file__).parents[3] / "shared" / "incidents" / "dfds"
POSTMORTEMS = sorted(FOLDER.glob("*.md"))
EXPECTED = 8
SMALLEST = FOLDER / "PM2022-002.md"
OTHERS = [one for one in POSTMORTEMS if one != SMALLEST]
NOW = datetime.now(UTC)
ROUNDS = 5

# fmt: off
AFTER_AN_OPTION = {
    "--commander":      "ben",
    "--facilitator":    "fay",
    "--scribe":         "kim",
    "--decision-owner": "mia",
    "--service-owner":  "sam",
    "--owner":          "ana",
    "--as":             "kim",
    "meeting --at":     f"{NOW - timedelta(minutes=10):%Y-%m-%dT%H:%MZ}",
    "--held":           f"{NOW - timedelta(minutes=1):%Y-%m-%dT%H:%MZ}",
    "--timeline-sent":  f"{NOW - timedelta(hours=1):%Y-%m-%dT%H:%MZ}",
}
PLACEHOLDERS = {
    "TIMELINE-ID-OR-URL": "T1",
    "TICKET-URL-OR-ID":   "OPS-1",
    "YYYY-MM-DDTHH:MMZ":  "2022-01-31T12:50Z",
    "YYYY-MM-DD":         f"{NOW + timedelta(days=20):%Y-%m-%d}",
    "FACTOR-ID":          "F1",
    "PERSON":             "ben",
    "NUMBER":             "12",
    "METRIC":             "alerts that name the service",
    "SOURCE":             "https://example.org/dashboard",
    "URL":                "https://example.org/evidence",
}
# fmt: on
PLACEHOLDER = re.compile(r"\bYYYY-MM-DD(?:THH:MMZ)?|\b[A-Z]{3,}(?:[ -][A-Z]+)*\b(?!-\d|\d)")
WORDS = "Something that somebody wrote here"

pytestmark = [
    pytest.mark.xdist_group("e2e-postmortems"),
    pytest.mark.timeout(600),
    pytest.mark.skipif(not POSTMORTEMS, reason="the eight postmortems of ../shared are not here"),
]


def filled_in(command: str) -> list[str]:
    """Put a value for each placeholder of a printed command, as a person would."""
    _, *words = shlex.split(command)
    return [
        _value(word, {before, f"{words[0]} {before}"}) for before, word in pairwise(["", *words])
    ]


def _value(word: str, after: set[str]) -> str:
    if not PLACEHOLDER.search(word):
        return word
    for option in after & AFTER_AN_OPTION.keys():
        return AFTER_AN_OPTION[option]
    return PLACEHOLDER.sub(lambda one: PLACEHOLDERS.get(one[0], WORDS), word)


def imported(here: Installation, file: Path, folder: Path) -> list[str]:
    """Import a postmortem, fill in what is asked for, and return the printed next command."""
    told = here.does("import", str(file), "-o", str(folder)).err.splitlines()[-1]
    record = folder / f"{file.stem}.yaml"
    text = record.read_text(encoding="utf-8")
    if "fill in severity" in told:
        text = text.replace("  severity:  #", "  severity: SEV2  #")
    record.write_text(text, encoding="utf-8")
    return shlex.split(told.partition("retro ")[2])


def mended(here: Installation, finding: dict[str, Any]) -> None:
    """Type the command that a finding comes with; who is waited for types it."""
    by = [*finding.get("waits_for", []), "fay"][0]
    here.does(*filled_in(finding["fix"]), by=by)


def opens_by_what_is_printed(here: Installation, key: str) -> bool:
    """Type what the next gate asks for until it opens, and go through."""
    for _ in range(ROUNDS):
        report = here("why", key, "--json").json
        if report["open"]:
            here.does("advance", key)
            return True
        shut = [one for one in report["checks"] if one["result"] == "fail"]
        found = [finding for one in shut for finding in one["findings"]]
        # Two checks may ask for the same, and nobody types it twice.
        for finding in {one["fix"]: one for one in found}.values():
            mended(here, finding)
    return False


def test_all_of_them_are_here() -> None:
    assert len(POSTMORTEMS) == EXPECTED


@pytest.mark.parametrize("file", OTHERS, ids=lambda one: one.stem)
def test_the_printed_next_command_opens_it(
    shared: Installation, tmp_path: Path, file: Path
) -> None:
    shared.does(*imported(shared, file, tmp_path))

    assert shared.phase(file.stem) == "opening"


def test_the_printed_commands_lead_to_closed(shared: Installation, tmp_path: Path) -> None:
    key = SMALLEST.stem
    shared.does(*imported(shared, SMALLEST, tmp_path))
    for gate in GATED:
        assert opens_by_what_is_printed(shared, key), gate

    assert shared.phase(key) == "closed"
    shared.does("audit", "verify", key)
