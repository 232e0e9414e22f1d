"""What comes by itself is the next rung of any ladder, and whom it reaches."""

from dataclasses import replace
from datetime import UTC
from zoneinfo import ZoneInfo

from cli.showing.ahead import ahead_for, ahead_of, rests_of
from policies.shelf import default_text, policy_of
from states.decisions.hearing import Hearing
from states.lifecycle import Phase
from states.people import Directory
from states.record.deadlines import Deadline, DeadlineKind, Hold
from states.record.proposals import Proposal, Waiver
from tests.builders import DAY, NOON, PEOPLE, complete_record

DUE = NOON + 2 * DAY


def hearing(*fired: int, people: Directory = PEOPLE, heard: tuple[str, ...] = ()) -> Hearing:
    owed = Deadline(DeadlineKind.GATE, "closed", NOON - DAY, DUE, NOON - DAY, "gate", "fay", fired)
    deadline = replace(owed, heard=heard)
    record = replace(complete_record(Phase.VERIFIED), deadlines={deadline.id: deadline})
    return Hearing(record, policy_of(default_text()), people, "fay", NOON, 1)


def test_before_the_deadline_its_owner_is_reminded() -> None:
    assert str(ahead_for(hearing())) == (
        "reminds fay Wed 11 Mar 12:00 UTC (gate:closed), fay is told Thu 12 Mar 09:00 UTC"
    )


def test_after_it_the_next_rung_escalates() -> None:
    assert str(ahead_for(hearing(1, 1, heard=("fay",)))) == (
        "escalates to rob Sat 14 Mar 12:00 UTC (gate:closed), rob is told Mon 16 Mar 09:00 UTC"
    )


def test_at_the_deadline_nobody_is_reminded_any_more() -> None:
    assert str(ahead_for(hearing(1))).startswith("tells fay")


def test_where_nobody_is_left_it_says_so() -> None:
    ahead = ahead_for(hearing(people=Directory()))

    assert str(ahead) == "reminds nobody, for nobody is there Wed 11 Mar 12:00 UTC (gate:closed)"


def test_where_nothing_is_owed_nothing_comes() -> None:
    quiet = hearing()

    assert ahead_for(replace(quiet, record=replace(quiet.record, deadlines={}))) is None


def test_it_is_told_in_the_zone_of_the_reader() -> None:
    ahead = ahead_for(hearing())

    assert ahead
    assert ahead.told(ZoneInfo("Asia/Kathmandu")) == (
        "reminds fay Wed 11 Mar 17:45 +0545 (gate:closed), fay is told Thu 12 Mar 14:45 +0545"
    )


def test_every_rung_that_comes_is_numbered() -> None:
    heard = hearing(1, 1)
    (deadline,) = heard.record.deadlines.values()

    coming = ahead_of(deadline, heard)

    rungs = len(heard.rules.ladders["gate"])
    assert [one.number for one in coming] == [*range(3, rungs + 1)]
    assert {one.rungs for one in coming} == {rungs}


def test_a_climb_that_somebody_stopped_says_until_when_and_why() -> None:
    hold = Hold("mia", NOON, NOON + DAY, "They are away")

    assert rests(hold) == [
        "acknowledged until Wed 11 Mar 12:00 UTC by mia: “They are away” (gate:closed)"
    ]
    assert rests(replace(hold, waiver="E1")) == [
        "waived until Wed 11 Mar 12:00 UTC by mia: “They are away” (gate:closed)"
    ]
    assert rests(replace(hold, until=NOON)) == []


def rests(hold: Hold) -> list[str]:
    heard = hearing(1, 1)
    (deadline,) = heard.record.deadlines.values()
    held = {deadline.id: replace(deadline, hold=hold)}
    return [*rests_of(replace(heard.record, deadlines=held), NOON, UTC)]


def test_who_is_to_answer_a_question_is_reminded_and_nothing_escalates() -> None:
    asked = NOON - DAY
    waits = Deadline(
        DeadlineKind.CONSENT, "W1", asked, asked, asked, "consent", fired=(1,), zone="UTC",
        moments=(asked,),
    )  # fmt: skip
    proposal = Proposal("W1", Waiver("ticket", NOON + DAY), "They move", "ana", asked)
    record = replace(hearing().record, deadlines={waits.id: waits}, proposals=(proposal,))

    ahead = ahead_for(replace(hearing(), record=record))

    assert ahead
    assert str(ahead).startswith("tells sol Wed 11 Mar 12:00 UTC (consent:W1)")
