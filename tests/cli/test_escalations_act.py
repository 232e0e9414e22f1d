"""Acting on an escalation is one command, and its answer says what it does to the climb."""

import json
from datetime import timedelta

import pytest

from tests.builders import KEY
from tests.cli.climbed import WHY, climbed, escalations, promised, waits
from tests.cli.offline import Ended, Terminal
from tests.cli.written import action, record, written

WEEK = ("--until", "7d", "--reason", WHY)


def refused(ended: Ended) -> list[str]:
    assert ended.code, ended.out
    return ended.err.splitlines()


def test_an_acknowledgement_says_which_rung_it_moves(here: Terminal) -> None:
    ended = escalations(climbed(here), "ack", KEY, "A1", *WEEK)

    assert ended.out == (
        "INC-42: acknowledged action:A1 until 2026-03-31 12:00 UTC"
        " · rung 4 comes 2026-03-31 12:00 UTC and tells mia · entry 10\n"
        "next: retro escalations show INC-42 A1\n"
    )
    hold = record(here).deadlines["action:A1"].hold
    assert hold
    assert (hold.by, hold.reason) == ("mia", WHY)


def test_a_day_is_one_of_the_readers_own_calendar_and_still_counts(here: Terminal) -> None:
    climbed(here)
    people = here.app().directory().people.values()
    assert {one.zone for one in people if one.id == "ben"} == {"America/New_York"}

    ended = escalations(
        here, "waive", KEY, "A1", "--until", "2026-03-30", "--reason", WHY, acting="ben"
    )

    assert "a respite of action:A1 until 2026-03-31 00:00 EDT" in ended.out


def test_a_moment_that_is_none_is_refused_with_how_to_write_one(here: Terminal) -> None:
    ended = escalations(climbed(here), "ack", KEY, "--until", "soon", "--reason", WHY)

    assert ended.code == 2
    assert "--until: " in ended.err
    assert "  → write a span, a day or a moment: 14d, 2026-12-01\n" in ended.err


def test_an_action_that_is_extended_is_rescheduled_and_counted(here: Terminal) -> None:
    waits(promised(here), days=17)

    ended = escalations(here, "extend", KEY, "A2", *WEEK)

    assert ended.out.startswith(
        "INC-42: extended action:A2 once (policy allows 2), it is due 2026-04-03"
        " · rung 1 comes 2026-04-03 04:00 UTC and tells ben · entry "
    )
    assert str(action(here, "A2").due) == "2026-04-03"


def test_a_p1_action_is_extended_when_another_person_says_so(here: Terminal) -> None:
    ended = escalations(climbed(here), "extend", KEY, "A1", *WEEK)

    assert ended.out == (
        f"INC-42: asked for A1 to be due 2026-03-31 (R1): “{WHY}” · entry 10\n"
        "R1 waits for a second person: retro grant INC-42 R1 --as PERSON\n"
        "next: retro escalations show INC-42 A1\n"
    )


def test_a_gate_is_extended_as_often_as_the_policy_allows(here: Terminal) -> None:
    written(here)("meeting", KEY, "--timeline-sent", "")
    waits(here, days=4)

    first = escalations(here, "extend", KEY, *WEEK, acting="fay")

    assert first.out.startswith(
        "INC-42: extended gate:facts once (policy allows 1), it is due 2026-03-21 12:00 UTC"
        " · rung 2 comes 2026-03-21 12:00 UTC and tells fay · entry "
    )
    waits(here, days=9)
    again = refused(escalations(here, "extend", KEY, *WEEK, acting="fay"))
    assert "1 of 1" in again[0]


def test_another_owner_begins_with_the_first_rung(here: Terminal) -> None:
    ended = escalations(climbed(here), "reassign", KEY, "A1", "--to", "ben", "--reason", WHY)

    assert ended.out.startswith(
        "INC-42: reassigned action:A1 from ana to ben"
        " · rung 2 comes 2026-03-24 12:00 UTC and tells ben · entry "
    )
    assert action(here, "A1").owner == "ben"


def test_a_waiver_waits_for_a_second_person(here: Terminal) -> None:
    asked = escalations(climbed(here), "waive", KEY, "A1", *WEEK, acting="ana")
    granted = here("grant", KEY, "E1", acting="sol")

    assert "E1 waits for a second person: retro grant INC-42 E1 --as PERSON\n" in asked.out
    assert granted.code == 0
    hold = record(here).deadlines["action:A1"].hold
    assert hold
    assert hold.waiver == "E1"


def test_a_grant_is_told_once_and_what_comes_next_is_the_climb(here: Terminal) -> None:
    escalations(climbed(here), "waive", KEY, "A1", *WEEK, acting="ana")
    granted = here("grant", KEY, "E1", acting="sol")
    shown = escalations(here, "show", KEY, "A1", acting="sol")

    assert granted.out.startswith("INC-42: granted E1 · entry ")
    assert "next: retro escalations show INC-42 action:A1\n" in granted.out
    assert sum("sol" in line and "entry" in line for line in shown.out.splitlines()) == 1


def stalled(here: Terminal) -> Terminal:
    """Let A1 and A2 be late, and not have moved for longer than a month."""
    return waits(promised(here), days=33)


def test_where_several_climb_the_one_that_is_meant_has_to_be_named(here: Terminal) -> None:
    waits(promised(here), days=17)

    assert refused(escalations(here, "ack", KEY, *WEEK)) == [
        "2 things climb in INC-42: A1, A2",
        "  → retro escalations ack INC-42 A1 · retro escalations ack INC-42 A2",
    ]


def test_whatever_climbs_about_an_action_is_acknowledged_together(here: Terminal) -> None:
    ended = escalations(stalled(here), "ack", KEY, "A1", *WEEK)

    lines = [one.split(" until")[0] for one in ended.out.splitlines()]
    assert [one for one in lines if not one.startswith("next")] == [
        "INC-42: acknowledged action:A1",
        "INC-42: acknowledged stalled_action:A1",
    ]
    held = [one.id for one in record(here).deadlines.values() if one.hold]
    assert held == ["action:A1", "stalled_action:A1"]


def test_one_of_them_is_named_by_its_id(here: Terminal) -> None:
    escalations(stalled(here), "ack", KEY, "stalled_action:A1", *WEEK)

    held = [one.id for one in record(here).deadlines.values() if one.hold]
    assert held == ["stalled_action:A1"]


def test_where_one_of_them_would_be_refused_nothing_is_sent(here: Terminal) -> None:
    escalations(stalled(here), "ack", KEY, "stalled_action:A1", *WEEK)
    sent = len(here.sent)

    ended = escalations(here, "ack", KEY, "A1", *WEEK)

    assert refused(ended) == [
        "stalled_action:A1 is stopped until 2026-04-19 12:00 UTC already, by mia",
        (
            "  → see it: retro escalations show INC-42 stalled_action:A1"
            " · nothing was sent; act on one alone: action:A1 or stalled_action:A1"
        ),
    ]
    assert len(here.sent) == sent


def test_what_was_stopped_is_not_meant_where_something_else_climbs(here: Terminal) -> None:
    waits(promised(here), days=17)
    escalations(here, "ack", KEY, "A1", *WEEK, acting="fay")

    ended = escalations(here, "ack", KEY, *WEEK, acting="fay")

    assert "acknowledged action:A2" in ended.out


def test_what_does_not_climb_yet_is_refused_with_when_it_will(here: Terminal) -> None:
    ended = escalations(climbed(here), "ack", KEY, "A2", *WEEK)

    assert refused(ended)[0] == (
        "action:A2 does not escalate yet: it is due 2026-03-25, and somebody is told on 2026-03-26"
    )


def test_what_is_asked_too_early_is_refused_with_commands_that_work(here: Terminal) -> None:
    ended = escalations(climbed(here), "extend", KEY, "A2", *WEEK, acting="ben")

    assert refused(ended)[1] == (
        "  → settle it before: retro action done INC-42 A2 --evidence URL"
        ' · move it: retro action reschedule INC-42 A2 --due YYYY-MM-DD --reason "…"'
        " · hand it on: retro action edit INC-42 A2 --owner PERSON"
    )
    moved = ("--due", "2026-04-02", "--reason", WHY)
    assert here("action", "reschedule", KEY, "A2", *moved, acting="ben").code == 0
    assert here("action", "edit", KEY, "A2", "--owner", "ana", acting="ben").code == 0


def test_where_nothing_climbs_it_says_what_to_look_at(here: Terminal) -> None:
    ended = escalations(promised(here), "ack", KEY, *WEEK)

    assert ended.code == 5
    assert refused(ended) == [
        "nothing climbs in INC-42",
        "  → see what comes next: retro why INC-42 · what climbs: retro escalations list",
    ]


def test_a_name_that_nothing_has_is_refused_with_what_was_meant(here: Terminal) -> None:
    ended = escalations(climbed(here), "ack", KEY, "veryfied", *WEEK)

    assert ended.code == 5
    assert refused(ended) == [
        "nothing in INC-42 is due that is called “veryfied” (did you mean “verified”?)",
        "  → see what climbs: retro escalations list · what is owed: retro show INC-42",
    ]


def test_whom_it_waits_for_cannot_silence_it(here: Terminal) -> None:
    ended = escalations(climbed(here), "ack", KEY, *WEEK, acting="ana")

    assert ended.code == 4
    assert refused(ended)[0] == "action:A1 waits for ana: fay or mia or sol may stop its climb"


def test_as_json_it_says_what_comes(here: Terminal) -> None:
    ended = escalations(climbed(here), "ack", KEY, *WEEK, "--json")

    found = json.loads(ended.out)
    (act,) = found["acts"]
    assert found["incident"] == KEY
    assert act["deadline"] == "action:A1"
    assert act["did"] == f"acknowledged action:A1 until 2026-03-31 12:00 UTC: “{WHY}”"
    assert act["due"] == "2026-03-21T00:00:00Z"
    assert act["next"] == {
        "rung": 4,
        "at": "2026-03-31T12:00:00Z",
        "tells": ["mia"],
        "after": {"mia": "2026-04-01T09:00:00Z"},
    }


def test_sent_again_under_its_id_it_is_done_once(here: Terminal) -> None:
    climbed(here)
    until = f"{here.now + timedelta(days=7):%Y-%m-%dT%H:%MZ}"
    words = ("ack", KEY, "A1", "--until", until, "--reason", WHY, "--command-id", "once")

    first = escalations(here, *words)
    again = escalations(here, *words)

    assert first.out == again.out
    assert [one.id for one in here.sent[-2:]] == ["once-action:A1"] * 2


def test_what_was_done_before_a_refusal_is_told_with_it(here: Terminal) -> None:
    escalations(stalled(here), "ack", KEY, "stalled_action:A1", *WEEK)

    ended = escalations(here, "ack", KEY, "A1", *WEEK, "--command-id", "again")

    assert refused(ended)[1] == (
        "  → action:A1 was done before it · see it: retro escalations show INC-42 stalled_action:A1"
    )


def test_several_that_are_sent_again_under_their_id_are_done_once(here: Terminal) -> None:
    stalled(here)
    until = f"{here.now + timedelta(days=7):%Y-%m-%dT%H:%MZ}"
    words = ("ack", KEY, "A1", "--until", until, "--reason", WHY, "--command-id", "once")

    first = escalations(here, *words)

    assert first.code == 0
    assert escalations(here, *words).out == first.out


def ended_waiver(here: Terminal) -> Terminal:
    """Waive that the timeline is sent out, and let the waiver end."""
    written(here)("meeting", KEY, "--timeline-sent", "")
    asked = ("waive", KEY, "timeline-sent", "--until", "3d", "--reason", WHY)
    assert here(*asked).code == 0
    assert here("grant", KEY, "W1", acting="sol").code == 0
    for _ in range(2):
        assert here("advance", KEY).code == 0
    return waits(here, days=4)


def test_a_waiver_that_ended_climbs_until_somebody_acts(here: Terminal) -> None:
    ended = escalations(ended_waiver(here), "ack", KEY, "W1", *WEEK, acting="sol")

    assert ended.out.startswith(
        "INC-42: acknowledged waiver:W1 until 2026-03-21 12:00 UTC"
        " · rung 3 comes 2026-03-21 12:00 UTC and tells rob · entry "
    )


def test_a_waiver_is_renewed_and_not_extended(here: Terminal) -> None:
    ended = escalations(ended_waiver(here), "extend", KEY, "W1", *WEEK)

    assert "retro waive" in refused(ended)[1]


@pytest.mark.parametrize(
    "words",
    [
        ("ack", KEY, "A1", *WEEK),
        ("ack", KEY, "A1", "--until", "soon", "--reason", WHY),
        ("extend", "INC-404", *WEEK),
        ("waive", KEY, *WEEK),
        ("reassign", KEY, "nothing", "--to", "ben", "--reason", WHY),
    ],
)
def test_who_acts_is_asked_before_anything_else(here: Terminal, words: tuple[str, ...]) -> None:
    promised(here)
    here.acting = ""

    ended = here("escalations", *words)

    assert (ended.code, ended.err.splitlines()[0]) == (2, "nobody said who acts")
