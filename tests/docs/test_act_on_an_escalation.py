"""What the how-to for escalations tells people to type ends as it says, and shows what it says."""

import pytest

from tests.cli.climbed import climbed
from tests.cli.offline import Ended, Terminal, terminal
from tests.docs.pages import PROJECT, Step, lines_not_shown, steps_in, words_of

PAGE = (PROJECT / "docs" / "how-to" / "act-on-an-escalation.md").read_text(encoding="utf-8")
STEPS = [*steps_in(PAGE)]
ACTS = {"list", "show", "ack", "extend", "reassign", "waive"}


@pytest.fixture
def here(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """Sit down where two promises were not kept."""
    return climbed(terminal(tmp_path_factory.mktemp("home")), days=18)


def test_the_session_goes_as_it_is_written(here: Terminal) -> None:
    ended = [here(*words_of(step.typed)) for step in STEPS]

    assert _exits(STEPS) == [(step.typed, end.code) for step, end in zip(STEPS, ended, strict=True)]
    assert _missing(STEPS, ended) == []


def _exits(steps: list[Step]) -> list[tuple[str, int]]:
    return [(one.typed, one.exit) for one in steps]


def _missing(steps: list[Step], ended: list[Ended]) -> list[str]:
    shown = [(step, end.out + end.err) for step, end in zip(steps, ended, strict=True)]
    return [line for one in shown for line in lines_not_shown(*one)]


def test_every_way_to_act_is_in_it() -> None:
    typed = {words_of(step.typed)[1] for step in STEPS if "escalations" in step.typed}

    assert typed == ACTS
