"""A recorded decision is judged again from the ledger, and comes to the same or is told."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from states.errors import NotFoundError
from states.people import Person
from store.engine import writing
from tests.builders import KEY, PEOPLE
from tests.cli.offline import WRITER, Terminal
from tests.cli.written import written

LIFTED = (
    "DROP TRIGGER policies_no_update",
    "DROP TRIGGER policies_no_delete",
    "DROP TRIGGER policies_no_replace",
)


@pytest.fixture
def here(here: Terminal) -> Terminal:
    """Sit at a terminal where gates were passed, waived and shut."""
    written(here)
    for _ in range(5):
        here("advance", KEY)
    here.later(hours=1)
    return here


def change_policy(here: Terminal, before: str, after: str) -> None:
    """Write another text over a policy, behind everybody's back."""
    with writing(here.app().engine) as connection:
        for statement in LIFTED:
            connection.execute(text(statement))
        connection.execute(
            text("UPDATE policies SET text = replace(text, :before, :after)"),
            {"before": before, "after": after},
        )


def test_what_was_decided_is_decided_again(here: Terminal) -> None:
    ended = here("policy", "verify-decision", KEY)

    assert ended.code == 0
    assert ended.err.endswith("decisions were judged again, and come to the same\n")
    assert int(ended.err.split()[0]) > 2


def test_what_came_later_changes_no_decision(here: Terminal) -> None:
    reason = "The tracker moves to another host until the end of the month"
    here("waive", KEY, "meeting-scheduled", "--until", "14d", "--reason", reason)
    here("grant", KEY, "W1", acting="sol")
    here("set", KEY, "--severity", "SEV1")
    here.app().people.replace_people([Person("fay")], WRITER, here.now)
    here.later(days=400)

    assert here("policy", "verify-decision", "--all").code == 0


def test_a_directory_that_was_changed_by_a_slow_clock_is_not_mistaken(here: Terminal) -> None:
    early = here.now - timedelta(days=3)
    here.app().people.replace_people([Person("fay")], WRITER, early)

    assert here("policy", "verify-decision", KEY).code == 0


def test_a_policy_that_was_changed_is_found(here: Terminal) -> None:
    change_policy(here, "with: {min: 3, max: 7}", "with: {min: 1, max: 7}")

    ended = here("policy", "verify-decision", KEY)

    assert ended.code == 3
    assert "the policy's text" in ended.out


def test_a_policy_that_is_gone_is_told(here: Terminal) -> None:
    with writing(here.app().engine) as connection:
        for statement in (*LIFTED, "DELETE FROM policies"):
            connection.execute(text(statement))

    ended = here("policy", "verify-decision", KEY)

    assert ended.code == 3
    assert "no policy with digest" in ended.out


def test_one_decision_is_named_by_its_entry(here: Terminal) -> None:
    first = here("policy", "verify-decision", KEY, "1")
    assert (first.code, first.err) in (
        (0, "1 decisions were judged again, and come to the same\n"),
        (5, f"entry 1 of {KEY} is no gate's answer\n  → retro history {KEY}\n"),
    )
    assert here("policy", "verify-decision", KEY, "999").code == NotFoundError.exit.value


@pytest.mark.parametrize("words", [(), (KEY, "--all")])
def test_an_incident_or_all_are_named(here: Terminal, words: tuple[str, ...]) -> None:
    assert here("policy", "verify-decision", *words).code == 2


def test_people_are_who_they_were(here: Terminal) -> None:
    assert here.app().directory() == PEOPLE
