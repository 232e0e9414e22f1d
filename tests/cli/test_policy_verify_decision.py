"""A recorded decision is judged again from the ledger, and comes to the same or is told."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from states.errors import NotFoundError
from states.people import Person
from store.engine import writing
from tests.builders import KEY, PEOPLE
from tests.cli.offline import WRITER, Terminal
from tests.cli.policies import policy_file, publish
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


def forge(here: Terminal, incident: str, seq: int | None, before: str, after: str) -> None:
    """Write over an entry, behind everybody's back."""
    with writing(here.app().engine) as connection:
        for one in ("update", "delete", "replace"):
            connection.execute(text(f"DROP TRIGGER entries_no_{one}"))
        connection.execute(
            text(
                "UPDATE entries SET text = CAST(replace(CAST(text AS TEXT), :before, :after)"
                " AS BLOB) WHERE incident = :incident AND seq = coalesce(:seq,"
                " (SELECT max(seq) FROM entries WHERE incident = :incident))"
            ),
            {"before": before, "after": after, "incident": incident, "seq": seq},
        )


OPENING = ("--title", "Late", "--severity", "SEV2", "--stabilized", "2026-03-01T10:00Z")
LAST = None
FORGERIES = {
    "an actor without a person": (KEY, 2, '"person":', '"persona":'),
    "a moment that is none": (KEY, 2, '"at":"2', '"at":"x'),
    "an event that nobody knows": (KEY, LAST, '"event":"GateBlocked"', '"event":"Nope"'),
    "results that are text": (KEY, LAST, '"results":[', '"results":"x","odd":['),
    "a directory by its number": (KEY, LAST, '"people":1', '"people":99'),
    "people by text": (KEY, LAST, '"people":1', '"people":"x"'),
    "an advance as a reopening": (KEY, 1, '"trigger":"advance"', '"trigger":"reopen"'),
    "garbage": (KEY, 2, "{", "garbage"),
    "a directory of odd events": ("PEOPLE", 1, '"event":"PersonAdded"', '"event":"X","odd":1'),
    "a directory of garbage": ("PEOPLE", 1, "{", "garbage"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.parametrize("words", [(KEY,), ("--all",)])
def test_a_history_that_was_written_over_is_named_and_judges_nothing(
    here: Terminal, forgery: str, words: tuple[str, ...]
) -> None:
    forge(here, *FORGERIES[forgery])

    ended = here("policy", "verify-decision", *words)

    assert ended.code == 3
    assert ended.err == (
        f"not what was written, so nothing was judged by it: {FORGERIES[forgery][0]}\n"
        "  → see each place: retro audit verify\n"
    )
    assert ended.out.count("the history") >= 1


def test_a_history_of_policies_that_was_written_over_is_named(here: Terminal) -> None:
    publish(here, policy_file(here))
    forge(here, "POLICIES", 1, "{", "garbage")

    ended = here("policy", "verify-decision", KEY)

    assert ended.code == 3
    assert "nothing was judged by it: POLICIES\n" in ended.err


def test_a_gate_whose_answer_is_gone_is_found(here: Terminal) -> None:
    with writing(here.app().engine) as connection:
        connection.execute(text("DROP TRIGGER entries_no_delete"))
        connection.execute(text("DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)"))

    assert here("policy", "verify-decision", KEY).code == 3


def test_the_incidents_beside_a_broken_one_are_judged(here: Terminal) -> None:
    others = here("policy", "verify-decision", KEY).err
    here("open", "INC-7", *OPENING)
    forge(here, "INC-7", 1, "{", "garbage")

    ended = here("policy", "verify-decision", "--all")

    assert ended.code == 3
    assert ended.err.endswith(others)


def test_people_are_who_they_were(here: Terminal) -> None:
    assert here.app().directory() == PEOPLE
