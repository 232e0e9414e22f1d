"""What the how-to for erasing tells people to type ends as it says, and shows what it says."""

import pytest

from tests.cli.offline import Terminal, terminal
from tests.docs.pages import PROJECT, steps_in
from tests.docs.sessions import differences

PAGE = (PROJECT / "docs" / "how-to" / "erase-a-text.md").read_text(encoding="utf-8")
SAID = "Zoe Lang, a customer, rang +351 900 000 000"


@pytest.fixture
def here(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Sit down where somebody wrote too much about a customer."""
    monkeypatch.chdir(PROJECT)
    here = terminal(tmp_path_factory.mktemp("home"))
    for words in (
        ("people", "import", "examples/people.yaml"),
        ("open", "--file", "examples/INC-42.yaml"),
        ("comment", "INC-42", SAID, "--as", "ana"),
    ):
        assert here(*words).code == 0
    return here


def test_the_session_goes_as_it_is_written(here: Terminal) -> None:
    assert differences(here, steps_in(PAGE)) == []


def test_what_the_page_erased_is_in_no_entry(here: Terminal) -> None:
    assert SAID in str(here.app().history.entries_of("INC-42"))

    differences(here, steps_in(PAGE))

    assert "Zoe" not in str(here.app().history.entries_of("INC-42"))
