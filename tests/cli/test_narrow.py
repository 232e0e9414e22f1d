"""Every page fits the terminal that it is shown in, and cuts nothing that must be read."""

from contextlib import redirect_stdout
from io import StringIO

import pytest

from cli.installation.founding import set_up
from cli.main import retro
from cli.showing.formats import Format
from cli.showing.output import Output
from tests.cli.offline import Terminal
from tests.cli.policies import policy_file, publish
from tests.cli.written import written

WIDTH = 80


def narrow(here: Terminal, *words: str) -> list[str]:
    """Run one command in a terminal of 80 columns."""
    app = here.app("rob")
    app.output = Output(Format.TABLE, width=WIDTH)
    kept = StringIO()
    with redirect_stdout(kept):
        retro.main([*words], standalone_mode=False, obj=app)
    return kept.getvalue().splitlines()


@pytest.mark.parametrize(
    "words",
    [
        ("show", "INC-42"),
        ("policy", "checklist", "--severity", "SEV1"),
        ("policy", "checks"),
        ("policy", "checks", "actions.due_within"),
    ],
)
def test_no_line_is_wider_than_the_terminal(here: Terminal, words: tuple[str, ...]) -> None:
    written(here)

    lines = narrow(here, *words)

    assert lines
    assert [one for one in lines if len(one) > WIDTH] == []


def test_what_a_check_asks_is_never_cut(here: Terminal) -> None:
    assert not any("…" in one for one in narrow(here, "policy", "checks"))


def test_a_narrow_list_of_policies_has_one_line_for_each(here: Terminal) -> None:
    set_up(here.app("rob"))
    publish(here, policy_file(here, "2.0.0", days=60))

    heading, *rows = narrow(here, "policy", "list")

    assert heading.split()[:4] == ["policy", "version", "state", "since"]
    assert len(rows) == 2
