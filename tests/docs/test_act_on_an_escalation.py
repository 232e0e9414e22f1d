"""What the how-to for escalations tells people to type ends as it says, and shows what it says."""

import pytest

from tests.cli.climbed import climbed
from tests.cli.offline import Terminal, terminal
from tests.docs.pages import PROJECT, steps_in, words_of
from tests.docs.sessions import differences

PAGE = (PROJECT / "docs" / "how-to" / "act-on-an-escalation.md").read_text(encoding="utf-8")
STEPS = [*steps_in(PAGE)]
ACTS = {"list", "show", "ack", "extend", "reassign", "waive"}


@pytest.fixture
def here(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """Sit down where two promises were not kept."""
    return climbed(terminal(tmp_path_factory.mktemp("home")), days=18)


def test_the_session_goes_as_it_is_written(here: Terminal) -> None:
    assert differences(here, STEPS) == []


def test_every_way_to_act_is_in_it() -> None:
    typed = {words_of(step.typed)[1] for step in STEPS if "escalations" in step.typed}

    assert typed == ACTS
