"""A candidate is listened to: what it would have done is told, and nobody was stopped."""

import json
from pathlib import Path

import pytest

from cli.installation.founding import set_up
from tests.builders import KEY
from tests.cli.offline import Terminal
from tests.cli.policies import WHY, policy_file
from tests.cli.written import record, written


@pytest.fixture
def here(here: Terminal) -> Terminal:
    """Sit at a terminal where the packaged policy is in force."""
    set_up(here.app("rob"))
    return written(here)


def strict(here: Terminal) -> str:
    """Write a candidate that asks for five factors, under another name than the check had."""
    path = Path(policy_file(here, "2.0.0"))
    before, after = "{id: factor-count, uses: factors.count, with: {min: 3,", "{id: more, "
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(before, f"{after}uses: factors.count, with: {{min: 5,"))
    return str(path)


def walk(here: Terminal) -> None:
    """Ask for gates until one stays shut."""
    for _ in range(6):
        here("advance", KEY)


def test_what_a_candidate_would_have_done_is_told_and_nothing_else_changes(
    here: Terminal,
) -> None:
    assert here("policy", "shadow", strict(here), *WHY, acting="ana").code == 0
    walk(here)

    told = json.loads(here("policy", "shadow", "--json").out)

    assert told["candidate"] == "default@2.0.0"
    assert told["asked"] == 6
    assert {tuple(one["fails"]) for one in told["differing"]} == {("more",)}
    assert record(here).phase.value not in ("opening", "stabilized")
    said = here("policy", "shadow").out
    assert f"  ✕ {KEY} entry " in said
    assert "fails more" in said
    assert "the candidate policy fails more" in here("history", KEY).out
    assert here("audit", "verify").code == 0
    assert here("policy", "verify-decision", "--all").code == 0


def test_nobody_is_judged_by_a_candidate(here: Terminal) -> None:
    before = here("policy", "show").out
    here("policy", "shadow", strict(here), *WHY, acting="ana")

    assert here("policy", "show").out == before
    assert here("policy", "show", "--candidate").err.startswith("default 2.0.0, ")
    states = {
        row["version"]: row["state"] for row in json.loads(here("policy", "list", "--json").out)
    }
    assert states == {"1.0.0": "in force", "2.0.0": "candidate, in shadow"}


def test_a_shadow_ends(here: Terminal) -> None:
    here("policy", "shadow", strict(here), *WHY, acting="ana")

    assert here("policy", "shadow", "--end", acting="ana").code == 0

    told = here("policy", "shadow")
    assert (told.code, told.err) == (
        0,
        "no policy is in shadow · begin: retro policy shadow FILE\n",
    )
    walk(here)
    assert "the candidate policy" not in here("history", KEY).out
    assert here("policy", "shadow", "--end", acting="ana").code == 5


def test_one_begins_or_ends_and_not_both(here: Terminal) -> None:
    assert here("policy", "shadow", strict(here), "--end", acting="ana").code == 2
