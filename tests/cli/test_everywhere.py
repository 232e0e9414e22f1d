"""The options of every command work before its name and after it."""

import json

import click
import pytest

from cli.everywhere import with_everywhere
from states.codec import to_json
from tests.cli.offline import Terminal
from tests.cli.written import written


@pytest.mark.parametrize("words", [("--json", "list"), ("list", "--json"), ("list", "-o", "json")])
def test_a_format_may_be_asked_for_on_either_side(here: Terminal, words: tuple[str, ...]) -> None:
    written(here)

    (row,) = json.loads(here(*words).out)

    assert row["incident"] == "INC-42"


@pytest.mark.parametrize(
    "words",
    [("--as", "ana", "comment", "INC-42", "seen"), ("comment", "INC-42", "seen", "--as", "ana")],
)
def test_who_acts_may_be_said_on_either_side(here: Terminal, words: tuple[str, ...]) -> None:
    written(here)

    here(*words)

    assert here.sent[0].actor.person == "ana"


def test_a_command_id_is_the_one_that_is_sent(here: Terminal) -> None:
    written(here)

    here("comment", "INC-42", "seen", "--command-id", "again")

    assert here.sent[0].id == "again"


def test_a_zone_is_known_before_any_moment_is_read(here: Terminal) -> None:
    written(here)

    ended = here("set", "INC-42", "--started", "2026-03-01 09:30", "--zone", "Europe/Berlin")

    assert ended.code == 0
    (command,) = here.sent
    assert to_json(command)["body"]["set"][0]["after"]["started"] == "2026-03-01T08:30:00Z"


def test_a_zone_that_is_not_there_is_refused(here: Terminal) -> None:
    ended = here("list", "--zone", "Europe/Berlinn")

    assert ended.code == 2
    assert ended.err == (
        "zone: “Europe/Berlinn” is not a time zone (did you mean “Europe/Berlin”?)\n"
        "  → see what is set: retro config show\n"
    )


def test_a_command_keeps_its_own_option_of_that_name() -> None:
    own = click.Option(["-o", "--folder"])
    command = with_everywhere(click.Command("import", params=[own]))

    takers = [one for one in command.params if "-o" in one.opts]

    assert takers == [own]
