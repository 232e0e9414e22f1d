"""Any past moment can be shown, two compared, and each contributor's part seen."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from cli.installation.founding import set_up
from documents.people_file import write_people
from states.people import Person
from tests.builders import KEY, PEOPLE
from tests.cli.offline import Terminal
from tests.cli.policies import policy_file, publish
from tests.cli.written import closed, written

THEN = "2026-03-10T12:00Z"
TO_COME = "2036-03-01T00:00Z"
BEFORE = "2026-03-01T00:00Z"


def taken_up(here: Terminal) -> Terminal:
    """Walk the incident to its end, and take it up again a day later: entries 14 and 15."""
    closed(here).later(days=1)
    here("reopen", KEY, "--reason", "It came back in the night")
    here("comment", KEY, "Who pays | for it?", "--item", "A1", acting="ben")
    return here


def now_there_are(here: Terminal, people: Mapping[str, Person]) -> None:
    """Replace the directory."""
    path = here.home / "people.yaml"
    path.write_text(write_people(people.values()), encoding="utf-8")
    assert here("people", "import", str(path), acting="rob").code == 0


@pytest.mark.parametrize("place", [THEN, "13"])
def test_a_history_ends_at_a_moment_or_an_entry(here: Terminal, place: str) -> None:
    lines = taken_up(here)("history", KEY, "--as-of", place).out.splitlines()

    assert lines[-1].startswith("13\t")
    assert len(lines) == 14


@pytest.mark.parametrize(
    "words",
    [
        ("show", KEY, "--as-of", TO_COME),
        ("history", KEY, "--as-of", TO_COME),
        ("history", KEY, "--diagram", "--as-of", TO_COME),
        ("audit", "diff", KEY, "1", TO_COME),
    ],
)
def test_what_is_to_come_cannot_be_looked_back_at(here: Terminal, words: tuple[str, ...]) -> None:
    ended = written(here)(*words)

    named = "T2" if "diff" in words else "--as-of"
    assert ended.code == 2
    assert ended.err.startswith(
        f"{named}: “{TO_COME}” is still to come; now it is 2026-03-10 12:00 UTC\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("show", KEY, "--as-of", BEFORE),
        ("history", KEY, "--as-of", BEFORE),
        ("history", KEY, "--diagram", "--as-of", BEFORE),
        ("audit", "diff", KEY, BEFORE, "now"),
    ],
)
def test_before_it_was_opened_there_is_nothing(here: Terminal, words: tuple[str, ...]) -> None:
    ended = written(here)(*words)

    assert (ended.code, ended.out) == (5, "")
    assert ended.err == (
        "INC-42 had not been opened by 2026-03-01 00:00 UTC\n"
        "  → see when it was: retro history INC-42\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("show", "INC-41", "--as-of", "1"),
        ("history", "INC-41", "--diagram"),
        ("audit", "diff", "INC-41", "1", "2"),
    ],
)
def test_what_is_not_there_is_refused_with_what_was_meant(
    here: Terminal, words: tuple[str, ...]
) -> None:
    ended = written(here)(*words)

    assert (ended.code, ended.err) == (5, "there is no incident INC-41\n  → did you mean INC-42?\n")


def test_a_record_as_it_was_has_the_people_of_that_time(here: Terminal) -> None:
    written(here).later(hours=1)
    moved = replace(PEOPLE.people["ana"], name="Ana Costa", manager="sol")
    now_there_are(here, {**PEOPLE.people, "ana": moved})

    then, now = (here("show", KEY, "--as-of", one).out for one in (THEN, "now"))

    assert "\n  people               entry 1 of their directory\n" in then
    assert "\n    ana                Ana Diaz, engineer, answers to mia\n" in then
    assert "\n  people               entry 2 of their directory\n" in now
    assert "\n    ana                Ana Costa, engineer, answers to sol\n" in now


def test_who_has_left_or_was_left_out_of_the_directory_is_said(here: Terminal) -> None:
    written(here)
    gone = replace(PEOPLE.people["ana"], left=date(2026, 3, 9))
    there = {name: one for name, one in PEOPLE.people.items() if name != "sol"}
    now_there_are(here, {**there, "ana": gone})

    page = here("show", KEY, "--as-of", "now").out

    assert "    ana                Ana Diaz, engineer, answers to mia, left on 2026-03-09\n" in page
    assert (
        "    sol                Sol Okoye, sre-lead, answers to rob, left on 2026-03-10\n" in page
    )


def test_a_record_as_it_was_has_the_policy_of_that_time(here: Terminal) -> None:
    set_up(here.app("rob"))
    written(here).later(hours=1)
    publish(here, policy_file(here, "2.0.0", days=60))
    whole = ("--from", "default@1.0.0", "--to", "default@2.0.0", "--reason", "More time for all")
    assert here("policy", "move", *whole, acting="rob").code == 0

    then, now = (
        json.loads(here("show", KEY, "--as-of", one, "--json").out) for one in (THEN, "now")
    )

    assert then["as_of"]["policy"] == {"title": "default@1.0.0", "digest": then["policy"]}
    assert now["as_of"]["policy"] == {"title": "default@2.0.0", "digest": now["policy"]}


def test_a_record_as_it_was_has_the_deadlines_of_that_time(here: Terminal) -> None:
    written(here).later(days=2)
    missed = here.now
    here("advance", KEY)

    then = here("show", KEY, "--as-of", "2026-03-11T15:00Z").out
    now = here("show", KEY, "--as-of", f"{missed:%Y-%m-%dT%H:%MZ}").out

    assert "2026-03-11T12:00:00Z  gate:facts  fay\n" in then
    assert "\n  late                 gate:facts by 3 h\n" in then
    assert "gate:facts" not in now
    assert "\n  late " not in now


def test_a_record_as_it_is_says_nothing_of_then(here: Terminal) -> None:
    written(here)

    assert "As of entry" not in here("show", KEY).out
    assert "as_of" not in json.loads(here("show", KEY, "--json").out)


def test_a_contributor_sees_their_part(here: Terminal) -> None:
    ended = taken_up(here)("history", KEY, "--contributor", "ana")

    told = [line.split("\t") for line in ended.out.splitlines()]
    assert told[0] == ["entry", "at", "who", "via", "part", "what"]
    assert [(one[0], one[2], one[4]) for one in told[1:]] == [
        ("1", "fay", "was named"),
        ("2", "fay", "was named"),
        ("5", "fay", "about A3"),
        ("6", "ana", "finished"),
        ("7", "ben", "about A1"),
        ("9", "ana", "verified"),
        ("10", "fay", "about A3"),
        ("15", "ben", "about A1"),
    ]
    assert told[-1][5] == "said on A1: “Who pays | for it?”"


def test_a_part_ends_where_the_history_does_and_is_whole_as_json(here: Terminal) -> None:
    ended = taken_up(here)("history", KEY, "--contributor", "ana", "--as-of", "7", "--json")

    rows = json.loads(ended.out)
    assert [one["seq"] for one in rows] == [1, 2, 5, 6, 7]
    assert rows[-1]["part"] == "about A1"
    assert rows[-1]["events"][0]["event"] == "ActionVerified"


def test_who_had_no_part_is_refused_with_who_had(here: Terminal) -> None:
    ended = closed(here)("history", KEY, "--contributor", "anna")

    assert (ended.code, ended.err) == (
        5,
        "“anna” has no part in INC-42 (did you mean “ana”?)\n  → who acted: ana, ben, fay, sam\n",
    )


def test_a_diagram_is_of_all_contributors(here: Terminal) -> None:
    ended = written(here)("history", KEY, "--diagram", "--contributor", "ana")

    assert (ended.code, ended.err) == (
        2,
        "a diagram has no contributor\n  → leave --contributor out\n",
    )


def test_a_diagram_counts_until_now_or_until_then(here: Terminal) -> None:
    taken_up(here).later(hours=6)

    now, then = (
        here("history", KEY, "--diagram").out,
        here("history", KEY, "--diagram", "--as-of", "13"),
    )

    assert " ● ACTIONS TICKETED  2×  6 h\n" in now
    assert "   CLOSED            1×  1 d\n" in now
    assert " ● CLOSED            1×  0 s\n" in then.out


def test_a_diagram_is_drawn_for_a_wiki_and_counted_for_a_machine(here: Terminal) -> None:
    taken_up(here)

    drawn = here("history", KEY, "--mermaid").out
    body = json.loads(here("history", KEY, "--diagram", "--json").out)

    assert drawn.startswith("stateDiagram-v2\n")
    assert "  CLOSED --> ACTIONS_TICKETED: reopen 1×\n" in drawn
    assert body["phase"] == "actions_ticketed"
    assert {"phase": "closed", "entered": 1, "days": 1.0, "here": False} in body["phases"]


def test_two_moments_are_compared(here: Terminal) -> None:
    ended = taken_up(here)("audit", "diff", KEY, "5", "8")

    assert ended.out == (
        "INC-42 from entry 5 (2026-03-10T12:00:00Z) to entry 8 (2026-03-10T12:00:00Z)\n"
        "~ progress of A1\n"
        "    state: open → verified\n"
        "    by: (nothing) → ben\n"
        "    evidence: (nothing) → https://ci.example.org/runs/1\n"
        "~ progress of A2\n"
        "    state: open → done\n"
        "    by: (nothing) → ben\n"
        "    evidence: (nothing) → https://ci.example.org/runs/1\n"
        "- deadline action:A1\n"
        "- deadline stalled_action:A1\n"
        "- deadline action:A2\n"
        "5 differences, by 3 entries of ana, ben\n"
    )


def test_a_comparison_for_a_wiki_marks_nothing_that_people_wrote(here: Terminal) -> None:
    page = taken_up(here)("audit", "diff", KEY, "14", "15", "-o", "markdown").out

    assert page == (
        "# INC-42 from entry 14 (2026-03-11T12:00:00Z) to entry 15 (2026-03-11T12:00:00Z)\n"
        "\n"
        r"- new: comment C1 “Who pays \| for it?”"
        "\n"
        "  - by: ben\n"
        "  - item: A1\n"
        "\n"
        "1 difference, by 1 entry of ben\n"
    )


def test_a_comparison_as_json_has_both_places_and_every_field(here: Terminal) -> None:
    body = json.loads(taken_up(here)("audit", "diff", KEY, "13", "now", "-o", "json").out)

    assert (body["from"]["entry"], body["to"]["entry"]) == (13, 15)
    assert (body["from"]["phase"], body["to"]["phase"]) == ("closed", "actions_ticketed")
    assert (body["entries"], body["people"]) == (2, ["ben", "fay"])
    assert body["changes"][0] == {
        "sign": "~",
        "item": KEY,
        "title": "incident",
        "changes": [{"name": "phase", "before": "closed", "after": "actions_ticketed"}],
    }


def test_where_no_entry_lies_between_nothing_is_different(here: Terminal) -> None:
    ended = written(here)("audit", "diff", KEY, "now", "now")

    assert ended.out.splitlines()[1:] == ["no entry lies between"]


def test_an_entry_that_changed_nothing_is_counted(here: Terminal) -> None:
    written(here)
    here("reopen", KEY, "--reason", "Again")

    ended = here("audit", "diff", KEY, "2", "3")

    assert ended.out.splitlines()[1:] == ["nothing is different, by 1 entry of fay"]


def test_the_later_moment_comes_second(here: Terminal) -> None:
    ended = taken_up(here)("audit", "diff", KEY, "15", "3")

    assert ended.code == 2
    assert ended.err == (
        "T1 is entry 15 of 2026-03-11 12:00 UTC,"
        " and T2 comes before it: entry 3 of 2026-03-10 12:00 UTC\n"
        "  → the earlier one first: retro audit diff INC-42 T2 T1\n"
    )


def test_long_texts_are_shown_from_shortly_before_they_part(here: Terminal) -> None:
    written(here)
    long = "Nobody could pay with a card. " * 20
    here("set", KEY, "--effect", f"{long}It began in Europe")
    here("set", KEY, "--effect", f"{long}It began in Asia")

    *_, change, _ = here("audit", "diff", KEY, "3", "4").out.splitlines()

    assert change == (
        "    effect: …body could pay with a card. It began in Europe"
        " → …body could pay with a card. It began in Asia"
    )
