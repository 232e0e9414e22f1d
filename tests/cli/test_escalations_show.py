"""How something climbed is told in full: who heard, who did not, who acted, and what comes."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from states.addressing import addressed
from states.commands import ConfirmNotice
from states.envelope import ENGINE, Actor
from tests.builders import KEY
from tests.cli.climbed import WHY, climbed, escalations, promised, waits
from tests.cli.offline import WRITER, Terminal
from tests.cli.written import PROOF, record
from workflows.engine_commands import tick

MIAS = "INC-42/action:A1/9/3.1/mia"
"""The notice by which mia heard of A1."""


def page(here: Terminal, *words: str, acting: str = "mia") -> list[str]:
    ended = escalations(here, "show", KEY, *words, acting=acting)
    assert ended.code == 0, ended.err
    return ended.out.splitlines()


def section(title: str, lines: list[str]) -> list[str]:
    """Return the lines below a heading."""
    rest = lines[lines.index(title) + 1 :]
    end = rest.index("") if "" in rest else len(rest)
    return [one.removeprefix("  ") for one in rest[:end]]


def test_the_head_says_what_is_owed_by_whom_and_since_when(here: Terminal) -> None:
    assert page(climbed(here))[:3] == [
        "INC-42 A1 “Cap webhook retries at five” is not done",
        "action:A1 was due 2026-03-20, 3 days ago",
        "ana answers for it, it waits for ana",
    ]


def test_every_rung_is_told_with_whom_it_reached_and_when_they_hear(here: Terminal) -> None:
    here = waits(climbed(here), days=1)

    assert section("What happened", page(here)) == [
        "2026-03-10 12:00 UTC  is due 2026-03-20, ana owes it · entry 5",
        "2026-03-20 00:00 UTC  rung 1 of 6 reminded ana · entry 6",
        "    ana: was told nothing, for a later message tells them",
        "2026-03-21 00:00 UTC  rung 2 of 6 told ana · entry 7",
        "    ana: is being told",
        "2026-03-22 00:00 UTC  rung 3 of 6 told fay · entry 8",
        "    fay: is being told",
        "2026-03-24 00:00 UTC  rung 4 of 6 told mia · entry 9",
        "    mia: is being told",
    ]


def test_a_message_that_is_held_back_says_until_when(here: Terminal) -> None:
    lines = section("What happened", page(climbed(here, days=11)))

    assert lines[-1] == "    ana: is told 2026-03-23 09:00 UTC"


def test_a_message_that_missed_its_moment_says_the_next_one(here: Terminal) -> None:
    climbed(here, days=11)
    here.now = datetime(2026, 3, 24, 2, tzinfo=UTC)
    here.app().post.send(tick(KEY, "back at night"))

    lines = section("What happened", page(here))
    assert "    ana: is told 2026-03-24 09:00 UTC" in lines
    assert "    ana: is told 2026-03-23 09:00 UTC" not in lines


def test_what_comes_is_told_with_repeats_and_when_they_hear(here: Terminal) -> None:
    assert section("What comes, if nobody acts", page(climbed(here))) == [
        (
            "2026-03-26 00:00 UTC  rung 4 of 6 tells mia, again every 2d, twice in all,"
            " mia is told Thu 26 Mar 09:00 UTC"
        ),
        "2026-03-28 00:00 UTC  rung 5 of 6 tells rob, rob is told Mon 30 Mar 09:00 UTC",
        (
            "2026-04-03 23:00 UTC  rung 6 of 6 tells rob, again every 7d,"
            " rob is told Mon 06 Apr 09:00 UTC"
        ),
    ]


ACK = 'retro escalations ack INC-42 action:A1 --until 7d --reason "WHY"'
EXTEND = 'retro escalations extend INC-42 action:A1 --until 7d --reason "WHY"'
WAIVE = 'retro escalations waive INC-42 action:A1 --until 7d --reason "WHY"'
REASSIGN = 'retro escalations reassign INC-42 action:A1 --to PERSON --reason "WHY"'
DONE = "retro action done INC-42 A1 --evidence URL"


@pytest.mark.parametrize(
    ("person", "commands"),
    [
        ("mia", [DONE, ACK, EXTEND, WAIVE, REASSIGN]),
        ("ana", [DONE, EXTEND, WAIVE, REASSIGN]),
        ("sam", [DONE, EXTEND, WAIVE, REASSIGN]),
    ],
)
def test_only_what_somebody_may_do_is_offered(
    here: Terminal, person: str, commands: list[str]
) -> None:
    assert section("You can", page(climbed(here), acting=person)) == commands


def test_a_waiver_that_was_asked_for_is_offered_to_who_may_grant_it(here: Terminal) -> None:
    week = ("--until", "7d", "--reason", WHY)
    escalations(climbed(here), "waive", KEY, "A1", *week, acting="ana")

    assert "retro grant INC-42 E1" in section("You can", page(here, acting="sol"))
    assert "retro grant INC-42 E1" not in section("You can", page(here, acting="ana"))


def confirmed(here: Terminal, command: ConfirmNotice) -> None:
    """Have the engine say what came of a message."""
    name = f"sent/{command.key}/{here.now}"
    sent = addressed(KEY, command, Actor(ENGINE, "engine"), name)
    assert here.app().post.send(sent).refusal is None


def test_who_did_it_is_not_offered_to_verify_it(here: Terminal) -> None:
    climbed(here, days=11)
    assert here("action", "done", KEY, "A1", *PROOF, acting="ana").code == 0
    waits(here, days=20)
    verify = "retro verify INC-42 A1 --evidence URL"

    mine, others = (page(here, "A1", acting=one) for one in ("ana", "ben"))

    assert "You can" not in mine
    assert section("You can", others)[0] == verify


def test_a_channel_is_not_said_to_have_it_perhaps_and_not_at_all(here: Terminal) -> None:
    climbed(here)
    both = ("both/json",)
    confirmed(here, ConfirmNotice(MIAS, "mailto", here.now, "both", "", both, both))

    told = [one for one in section("What happened", page(here)) if "both" in one]

    assert told == [
        "    mia: arrived 2026-03-24 12:00 UTC by mailto, route both; perhaps before, by both/json"
    ]


def test_an_arrival_says_by_which_channel_route_and_letter(here: Terminal) -> None:
    climbed(here)
    arrived = here.now - timedelta(hours=3)
    took = ConfirmNotice(MIAS, "mailto", arrived, "mail", "digest/mia/1", ("slack",), ("sms",))
    confirmed(here, took)

    assert (
        "    mia: arrived 2026-03-24 09:00 UTC by mailto, route mail, letter digest/mia/1"
        "; perhaps before, by slack; not by sms"
    ) in section("What happened", page(here))


def test_whom_nobody_could_reach_is_told_with_why_and_when_again(here: Terminal) -> None:
    climbed(here)
    for _ in range(2):
        in_vain = ConfirmNotice(MIAS, "", here.now, undelivered="mail: it was refused")
        confirmed(here, in_vain)
        here.later(minutes=1)

    lines = section("What happened", page(here))

    assert (
        "    mia: could not be reached in 2 rounds of tries: mail: it was refused;"
        " tried again 2026-03-24 12:11 UTC, no sooner"
    ) in lines
    assert lines[-2] == (
        "2026-03-24 12:00 UTC  told the operators (rob):"
        " INC-42: mia could not be told on any route · entry 10"
    )


def test_what_somebody_did_is_told_with_the_reason(here: Terminal) -> None:
    climbed(here)
    escalations(here, "ack", KEY, "--until", "7d", "--reason", WHY)
    escalations(here, "reassign", KEY, "--to", "ben", "--reason", WHY)

    lines = section("What happened", page(here, "A1"))

    at = "2026-03-24 12:00 UTC "
    assert lines[-2:] == [
        f"{at} mia acknowledged action:A1 until 2026-03-31 12:00 UTC: “{WHY}” · entry 10",
        f"{at} mia reassigned action:A1 from ana to ben: “{WHY}” · entry 11",
    ]


def test_who_was_to_hear_later_hears_once_the_climb_goes_on(here: Terminal) -> None:
    here = waits(promised(here), days=14)
    here.now -= timedelta(hours=4)
    escalations(here, "ack", KEY, "--until", "7d", "--reason", WHY)

    lines = section("What happened", page(here))

    assert "    mia: is told 2026-03-31 09:00 UTC" in lines


def test_a_new_date_is_part_of_the_story(here: Terminal) -> None:
    climbed(here)
    week = ("--until", "7d", "--reason", WHY)
    escalations(here, "extend", KEY, *week)
    here("grant", KEY, "R1", acting="sol")

    lines = section("What happened", page(here, "A1"))

    at = "2026-03-24 12:00 UTC "
    assert lines[-4:] == [
        f"{at} mia asked for A1 to be due 2026-03-31 (R1): “{WHY}” · entry 10",
        f"{at} sol granted R1 · entry 11",
        f"{at} A1 is due 2026-03-31: “{WHY}”, by sol · entry 11",
        f"{at} is due 2026-03-31, ana owes it · entry 11",
    ]


def test_while_it_rests_the_page_says_until_when(here: Terminal) -> None:
    climbed(here)
    escalations(here, "ack", KEY, "--until", "7d", "--reason", WHY)

    assert page(here)[3] == f"acknowledged until Tue 31 Mar 12:00 UTC by mia: “{WHY}”"


def test_what_was_settled_is_told_as_well(here: Terminal) -> None:
    climbed(here)
    here("action", "done", KEY, "A1", *PROOF, acting="ana")
    here("verify", KEY, "A1", *PROOF, acting="ben")

    lines = page(here, "action:A1")

    assert lines[1] == "action:A1 is no longer due"
    assert lines[-1].endswith("action:A1 is no longer due · entry 10")
    assert "You can" not in lines


def test_moments_are_those_of_the_reader(here: Terminal) -> None:
    lines = page(climbed(here), acting="ben")

    assert lines[1] == "action:A1 was due 2026-03-20, 3 days ago"
    assert section("What happened", lines)[1].startswith("2026-03-19 20:00 EDT  rung 1 of 6 ")


def test_what_was_missed_while_everything_was_down_says_its_moment(here: Terminal) -> None:
    promised(here).later(days=12)
    here.app().post.send(tick(KEY, "at last"))

    (late, *_) = [one for one in section("What happened", page(here)) if "rung 2" in one]

    assert late == (
        "2026-03-22 12:00 UTC  rung 2 of 6 told ana,"
        " late: its moment was 2026-03-21 00:00 UTC · entry 6"
    )


def test_as_json_all_of_it_is_there(here: Terminal) -> None:
    ended = escalations(climbed(here), "show", KEY, "--json")

    (found,) = json.loads(ended.out)["escalations"]
    assert (found["deadline"], found["kind"], found["subject"]) == ("action:A1", "action", "A1")
    assert (found["zone"], found["waits_for"]) == ("Europe/Lisbon", ["ana"])
    assert [one["reached"] for one in found["rungs"]] == [1, 1, 1, 1, 0, 0]
    assert found["rungs"][4]["at"] == "7d"
    told = [one for one in found["story"] if one["event"] == "RungReached"]
    assert [one["rung"] for one in told] == [1, 2, 3, 4]
    assert told[3]["sent"] == [
        {
            "to": "mia",
            "key": MIAS,
            "after": "2026-03-24T09:00:00Z",
            "vain": [],
            "dropped": False,
        }
    ]
    assert [one["rung"] for one in found["next"]] == [4, 5, 6]
    assert found["commands"][0] == DONE


def test_without_a_name_the_one_that_climbs_is_meant(here: Terminal) -> None:
    assert page(climbed(here)) == page(here, "A1") == page(here, "action:A1")


def test_where_nobody_operates_the_highest_who_is_here_is_told(here: Terminal) -> None:
    people = here.app().directory().people
    alone = {name: one for name, one in people.items() if name != "mia"}
    here.app().people.replace_people(alone.values(), WRITER, here.now)
    climbed(here)

    lines = section("What happened", page(here, acting="fay"))

    assert any("told the operators (rob)" in one for one in lines)
    assert record(here).deadlines["action:A1"].fired[3] == 1


def test_a_zone_that_was_said_is_that_of_every_moment(here: Terminal) -> None:
    lines = page(climbed(here), "--zone", "Asia/Kathmandu")

    assert section("What happened", lines)[1].startswith("2026-03-20 05:45 +0545  rung 1 of 6 ")


def test_why_tells_what_comes_by_the_clock_of_the_reader(here: Terminal) -> None:
    climbed(here)

    last = here("why", KEY, acting="ben").out.splitlines()[-1]

    assert last == (
        "reminds ben Wed 25 Mar 00:00 EDT (action:A2), ben is told Wed 25 Mar 09:00 EDT"
    )


def asked_for_a_date(here: Terminal) -> Terminal:
    """Let ana ask for another date of A1, and a day pass."""
    waits(promised(here), days=6)
    words = ("A1", "--due", "2026-04-02", "--reason", "The vendor ships it")
    assert here("action", "reschedule", KEY, *words, acting="ana").code == 0
    return waits(here, days=1)


QUESTION = """\
INC-42 R1 has no answer: ana asked for A1 to be due 2026-04-02
consent:R1 was asked 2026-03-16 12:00 UTC, 1 day ago
it waits for fay

What happened
  2026-03-16 12:00 UTC  ana asked for A1 to be due 2026-04-02 (R1): “The vendor ships it” · entry 6
  2026-03-17 00:00 UTC  rung 1 of 1 told fay, late: its moment was 2026-03-16 12:00 UTC · entry 7
      fay: is being told

What comes, if nobody acts
  2026-03-18 12:00 UTC  rung 1 of 1 tells fay, again every 2d, fay is told Thu 19 Mar 09:00 UTC

You can
  retro grant INC-42 R1
  retro decline INC-42 R1
"""


def test_a_question_is_told_as_one_with_how_it_is_answered(here: Terminal) -> None:
    assert page(asked_for_a_date(here), "R1", acting="fay") == QUESTION.splitlines()


def test_a_question_is_answered_by_the_commands_that_its_page_names(here: Terminal) -> None:
    deeds = section("You can", page(asked_for_a_date(here), "R1", acting="fay"))

    ended = here(*deeds[1].split()[1:], acting="fay")

    assert ended.code == 0, ended.err
    lines = page(here, "R1", acting="ana")
    assert lines[:2] == [
        "INC-42 R1 has an answer: ana asked for A1 to be due 2026-04-02",
        "consent:R1 is no longer due",
    ]
    assert "You can" not in lines


def test_nobody_is_offered_to_answer_what_they_asked_for(here: Terminal) -> None:
    assert "You can" not in page(asked_for_a_date(here), "R1", acting="ana")
