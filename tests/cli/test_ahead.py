"""What comes by itself is the next rung of any ladder, and whom it reaches."""

from dataclasses import replace

from cli.showing.ahead import ahead_for
from policies.shelf import default_text, policy_of
from states.decisions.hearing import Hearing
from states.lifecycle import Phase
from states.people import Directory
from states.record.deadlines import Deadline, DeadlineKind
from tests.builders import DAY, NOON, PEOPLE, complete_record

DUE = NOON + 2 * DAY


def hearing(*fired: int, people: Directory = PEOPLE) -> Hearing:
    deadline = Deadline(
        DeadlineKind.GATE, "closed", NOON - DAY, DUE, NOON - DAY, "gate", "fay", fired
    )
    record = replace(complete_record(Phase.VERIFIED), deadlines={deadline.id: deadline})
    return Hearing(record, policy_of(default_text()), people, "fay", NOON, 1)


def test_before_the_deadline_its_owner_is_reminded() -> None:
    assert str(ahead_for(hearing())) == "reminds fay Wed 11 Mar 12:00 UTC (gate:closed)"


def test_after_it_the_next_rung_escalates() -> None:
    assert str(ahead_for(hearing(1, 1))) == "escalates to rob Sat 14 Mar 12:00 UTC (gate:closed)"


def test_where_nobody_is_left_it_says_so() -> None:
    ahead = ahead_for(hearing(people=Directory()))

    assert str(ahead) == "reminds nobody, for nobody is there Wed 11 Mar 12:00 UTC (gate:closed)"


def test_where_nothing_is_owed_nothing_comes() -> None:
    quiet = hearing()

    assert ahead_for(replace(quiet, record=replace(quiet.record, deadlines={}))) is None
