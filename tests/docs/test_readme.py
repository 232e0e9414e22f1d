"""What the README tells people to type ends as it says, and shows what it says.

Output that is left out stands as `…` in the README; the rest is compared word by word.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from states.people import Directory
from tests.cli.offline import Ended, terminal
from tests.docs.pages import PROJECT, Step, lines_not_shown, steps_in, words_of

README = (PROJECT / "README.md").read_text(encoding="utf-8")
SESSION = README.split("## Five minutes\n")[1].split("\n## ")[0]
RULES = README.split("## Your own rules\n")[1].split("\n## ")[0]
LATE = README.split("## What is late\n")[1].split("\n## ")[0]
STEPS = [*steps_in(SESSION), *steps_in(LATE)]
TYPED = [step for step in STEPS if words_of(step.typed)]
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")

SOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
YEARS_LATER = datetime(2031, 7, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("now", [SOON, YEARS_LATER])
def test_the_session_goes_as_it_is_written(
    now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    here = terminal(tmp_path, Directory())
    here.now, here.acting = now, ""

    ended = [here(*words_of(step.typed)) for step in TYPED]

    assert [(one.typed, one.exit) for one in TYPED] == [
        (one.typed, end.code) for one, end in zip(TYPED, ended, strict=True)
    ]
    assert [line for one in map(_unseen, TYPED, ended) for line in one] == []


def test_what_is_said_of_rules_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    here = terminal(tmp_path, Directory())
    here.now = SOON
    assert [here(*words_of(step.typed)).code for step in TYPED[:2]] == [0, 0]
    rules = [words_of(step.typed) for step in steps_in(RULES)]

    assert [here(*words).code for words in rules] == [0] * len(rules)
    assert [words[1] for words in rules] == ["checklist", "explain", "diff"]


def test_a_line_that_is_not_shown_is_found() -> None:
    step = Step("retro why INC-42", 3, ("two  words", "…", "a … d"))

    assert _unseen(step, Ended(3, "one\ntwo\twords\n", "a b c d\n")) == []
    assert _unseen(step, Ended(3, "a b c d\n", "two words\n")) == ["retro why INC-42: a … d"]


def test_the_session_is_more_than_a_glance() -> None:
    typed = {words_of(step.typed)[0] for step in TYPED}

    assert {"people", "open", "why", "fact", "advance", "mine", "history", "audit"} <= typed
    assert {step.exit for step in TYPED} == {0, 3, 4}


def test_what_is_said_of_lateness_is_part_of_the_session() -> None:
    typed = [words_of(step.typed)[:2] for step in steps_in(LATE)]

    assert typed == [["rehearse", "default"], ["escalations", "list"]]
    assert all(set(step.shown) - {"…"} for step in steps_in(LATE))


def test_every_target_of_make_that_is_named_is_there() -> None:
    contributing = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"(?:\$ |`)make (\w+)", README + contributing)

    assert [one for one in named if f"\n{one}:" not in MAKEFILE] == []
    assert "demo" in named


def _unseen(step: Step, ended: Ended) -> list[str]:
    return lines_not_shown(step, ended.out + ended.err)
