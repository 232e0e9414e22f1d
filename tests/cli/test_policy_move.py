"""Open incidents are moved to another policy one by one, each in its own history."""

import json

import pytest

from cli.installation.founding import set_up
from tests.builders import KEY
from tests.cli.offline import Terminal
from tests.cli.policies import WHY, policy_file, publish
from tests.cli.written import record, written


@pytest.fixture
def here(here: Terminal) -> Terminal:
    """Sit at a terminal where an incident is pinned to the policy before the last."""
    set_up(here.app("rob"))
    written(here)
    publish(here, policy_file(here, "2.0.0", days=10))
    return here


def title(here: Terminal, key: str = KEY) -> str:
    """Name the policy that judges an incident."""
    return here.app().rules(record(here, key)).title


def test_a_dry_run_says_what_would_change_and_changes_nothing(here: Terminal) -> None:
    here("advance", KEY)
    words = ("policy", "move", "--from", "default@1.0.0", "--to", "default@2.0.0", "--dry-run")

    ended = here(*words)

    assert ended.code == 0
    assert ended.out.startswith(f"{KEY}, before ")
    assert "deadlines stay where they are" in ended.out
    assert title(here) == "default@1.0.0"
    (told,) = json.loads(here(*words, "--json").out)["incidents"]
    assert (told["incident"], told["needs_second_person"]) == (KEY, False)


def test_a_move_is_in_the_history_and_undoes_nothing(here: Terminal) -> None:
    before = record(here)

    ended = here("policy", "move", KEY, "--to", "default@2.0.0", *WHY)

    assert ended.code == 0
    assert f"{KEY}: is judged by default@2.0.0 from here on\n" in ended.err
    after = record(here)
    assert title(here) == "default@2.0.0"
    assert (after.phase, after.deadlines, after.revision) == (
        before.phase,
        before.deadlines,
        before.revision,
    )
    told = here("history", KEY).out.splitlines()[-1]
    assert "is judged by default@2.0.0 from here on: “the tracker is faster now”" in told
    assert here("audit", "verify").code == 0
    assert here("why", KEY).code in (0, 3)


def test_a_move_that_asks_less_waits_for_a_second_person(here: Terminal) -> None:
    here("policy", "move", KEY, "--to", "default@2.0.0", *WHY)

    ended = here("policy", "move", KEY, "--to", "default@1.0.0", *WHY)

    assert "  ! asks less: due-within: other_days: 90, before: 10\n" in ended.out
    assert f"P1 waits for a second person: retro grant {KEY} P1 --as PERSON" in ended.err
    assert title(here) == "default@2.0.0"
    assert here("grant", KEY, "P1", acting="ana").code == 0
    assert title(here) == "default@1.0.0"


def test_a_refused_move_ends_with_its_exit_code(here: Terminal) -> None:
    publish(here, policy_file(here, name="mail", days=10, when="services: [mail]"))

    ended = here("policy", "move", KEY, "--to", "mail@1.0.0", *WHY)

    assert ended.code == 3
    assert f"{KEY}: mail@1.0.0 is not for {KEY}" in ended.err


def test_only_what_is_published_is_moved_to(here: Terminal) -> None:
    here("policy", "publish", policy_file(here, "3.0.0", days=120), *WHY, acting="ana")

    ended = here("policy", "move", KEY, "--to", "default@3.0.0", *WHY)

    assert (ended.code, ended.err.splitlines()[0]) == (
        5,
        "default@3.0.0 is proposed, not published",
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--to", "default@2.0.0", *WHY),
        (KEY, "--from", "default@1.0.0", "--to", "default@2.0.0", *WHY),
        (KEY, "--to", "default@2.0.0"),
    ],
)
def test_what_is_moved_and_why_has_to_be_said(here: Terminal, words: tuple[str, ...]) -> None:
    assert here("policy", "move", *words).code == 2
    assert title(here) == "default@1.0.0"


def test_a_policy_that_judges_nothing_has_nothing_to_move(here: Terminal) -> None:
    ended = here("policy", "move", "--from", "default@2.0.0", "--to", "default@1.0.0", *WHY)

    assert (ended.code, ended.err) == (0, "no open incident is pinned to default@2.0.0\n")
