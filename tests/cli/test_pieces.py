"""A text adds an item, an id changes it, and only what was given is touched."""

import pytest

from states.codec import command_from
from states.commands import Revise
from states.record.facts import FactKind, Standing
from tests.builders import DASHBOARD
from tests.cli.offline import Terminal
from tests.cli.written import fact, record, written


def test_a_text_adds_an_item_and_says_its_id(here: Terminal) -> None:
    written(here)

    words = ["--at", "2026-03-01T09:30Z", "--kind", "note", "--by", "ana", "--source", DASHBOARD]
    ended = here("fact", "INC-42", "The page fires", *words)

    added = fact(here, "T5")
    assert (ended.code, ended.out) == (
        0,
        "INC-42: added fact T5 “The page fires” · entry 3\nnext: retro why INC-42\n",
    )
    assert (added.text, added.kind, added.by) == ("The page fires", FactKind.NOTE, "ana")


def test_an_id_changes_that_item_and_nothing_else_of_it(here: Terminal) -> None:
    before = fact(written(here), "T3")

    ended = here("fact", "INC-42", "T3", "--standing", "assumption")

    after = fact(here, "T3")
    assert ended.code == 0
    assert after.standing is Standing.ASSUMPTION
    assert (after.text, after.at, after.by) == (before.text, before.at, before.by)


def test_an_id_and_a_text_change_what_the_item_says(here: Terminal) -> None:
    written(here)

    here("fact", "INC-42", "T3", "Ben was paged")

    assert fact(here, "T3").text == "Ben was paged"


def test_a_change_carries_what_it_replaces_so_that_two_can_edit_at_once(here: Terminal) -> None:
    before = fact(written(here), "T3")

    here("fact", "INC-42", "T3", "--by", "ana")

    sent = command_from("Revise", here.sent[-1].body)
    assert isinstance(sent, Revise)
    assert sent.edit[0].before == before


def test_what_the_record_says_already_is_not_sent(here: Terminal) -> None:
    written(here)

    ended = here("fact", "INC-42", "T3", "--by", "ben")

    assert (ended.code, ended.err) == (0, "INC-42 T3 already says so\n")
    assert not here.sent


def test_a_part_that_says_so_already_is_not_sent(here: Terminal) -> None:
    written(here)

    ended = here("set", "INC-42", "--facilitator", "fay")

    assert (ended.code, ended.err) == (0, "INC-42 context already says so\n")
    assert not here.sent


def test_what_may_be_repeated_joins_what_is_there_once(here: Terminal) -> None:
    written(here)

    here("meeting", "INC-42", "--attendee", "sol", "--attendee", "fay")

    assert record(here).meeting.attendees == ("fay", "ben", "ana", "sam", "sol")


def test_an_empty_text_empties_a_list_before_what_follows(here: Terminal) -> None:
    written(here)

    here("meeting", "INC-42", "--attendee", "", "--attendee", "sol")

    assert record(here).meeting.attendees == ("sol",)


def test_an_empty_text_takes_back_what_was_said(here: Terminal) -> None:
    written(here)

    here("meeting", "INC-42", "--held", "", "--attendee", "")

    assert record(here).meeting.held is None
    assert record(here).meeting.attendees == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["fact", "INC-42", "T3"],
            "nothing to change was given\n  → retro fact --help has an example\n",
        ),
        (
            ["impact", "INC-42"],
            "nothing to change was given\n  → retro impact --help has an example\n",
        ),
        (
            ["factor", "INC-42", "--category", "people"],
            "text: the factor says nothing\n  → retro factor --help has an example\n",
        ),
        (
            ["learning", "INC-42", " "],
            "text: the learning says nothing\n  → retro learning --help has an example\n",
        ),
        (
            ["fact", "INC-42", "The", "page", "fires"],
            "text: 3 texts were given, beginning with “The”\n  → put the whole text in quotes\n",
        ),
        (
            ["went-well", "INC-42", "G1", "The", "rollback"],
            "text: 2 texts were given, beginning with “The”\n  → put the whole text in quotes\n",
        ),
        (
            ["fact", "INC-42", "A\x07larm"],
            ("text: holds the control character U+0007 at position 1 (got 'A\\x07larm')\n"),
        ),
    ],
)
def test_what_makes_no_sense_is_refused_and_not_sent(
    words: list[str], told: str, here: Terminal
) -> None:
    written(here)

    ended = here(*words)

    assert (ended.code, ended.err) == (2, told)
    assert not here.sent


def test_an_id_that_the_record_does_not_have_is_no_text(here: Terminal) -> None:
    written(here)

    ended = here("trigger", "INC-42", "K9", "--commitment", "Stop")

    assert (ended.code, ended.err) == (
        5,
        "INC-42 has no trigger “K9”\n  → there are: K1, K2, K3 · retro show INC-42\n",
    )


def test_an_incident_that_does_not_exist_is_told_with_one_that_reads_alike(here: Terminal) -> None:
    written(here)

    ended = here("fact", "INC-43", "The page fires")

    assert (ended.code, ended.err) == (
        5,
        "there is no incident INC-43\n  → did you mean INC-42?\n",
    )
