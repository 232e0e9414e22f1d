"""What auditors are told of an export is so: it is made, and checked, as the page says."""

from pathlib import Path

import pytest

from ledger.bundle import verify_text
from tests.cli.bundles import story
from tests.docs.pages import PROJECT, steps_in, words_of

PAGE = (PROJECT / "docs" / "audit.md").read_text(encoding="utf-8")
REQUIREMENTS = (
    *("CC7.3", "CC7.4", "CC7.5"),
    *("A.5.24", "A.5.25", "A.5.26", "A.5.27", "A.5.28", "8.15"),
    *("Art. 13", "Art. 17"),
    *("16.4.1", "16.4.2", "16.4.3"),
)


def test_what_the_page_tells_to_type_can_be_typed_in_this_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = story(tmp_path).here
    monkeypatch.chdir(tmp_path)
    lines = [step.typed for step in steps_in(PAGE)]

    here.later(days=60)
    ended = [here(*words_of(line)) for line in lines]

    assert [(one.code, one.err) for one in ended if one.code] == []
    assert len(ended) == 3
    assert {"INC-42.zip", "q1.zip"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_a_requirement_says_what_is_shown_and_what_is_not(requirement: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| {requirement}"))

    _, _, asks, shows, lacks, _ = (cell.strip() for cell in row.split("|"))
    assert all((asks, shows, lacks))


@pytest.mark.parametrize("way", ["OpenSSL", "Go", "Python"])
def test_the_ways_that_are_promised_are_in_every_bundle(way: str) -> None:
    assert way in PAGE
    assert f"\n## {way}\n" in verify_text()
