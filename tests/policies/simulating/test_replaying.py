"""A simulation asks of each record, as it was at that moment, what a candidate would have said.

Under the policy that judged it then, nothing comes out otherwise.
"""

from dataclasses import replace
from datetime import timedelta

from policies.simulating.calls import Shift
from policies.simulating.passages import Verdict
from policies.simulating.past import Past, Staff, Step
from policies.simulating.setting import Replayed
from states.commands import FinishAction, Return, Say, VerifyAction
from states.lifecycle import Phase
from states.people import Directory
from states.record.actions import Action
from states.record.context import Context
from tests.builders import DAY, PEOPLE, changed, with_item
from tests.policies.simulating.lived import (
    BEFORE,
    COMPLETE,
    DEFAULT,
    STAFF,
    Life,
    candidate,
    edited,
    opened,
    reached,
    replay,
)

NO_TICKET = with_item(COMPLETE, "A1", ticket="")
NO_TICKET_ASKED = candidate(("      - {id: ticket, uses: actions.ticketed}", "      # -"))
LENIENT = candidate(("share_percent: 80", "share_percent: 50"))
ALL_SOURCED = candidate(("share_percent: 80", "share_percent: 100"))


def verdicts(found: Replayed) -> dict[str, Verdict]:
    return {one.gate.value: one.verdict for one in found.passages}


def differing(found: Replayed) -> list[str]:
    return [one.gate.value for one in found.passages if one.verdict is not Verdict.SAME]


def test_under_its_own_policy_nothing_comes_out_otherwise() -> None:
    life = opened(told=NO_TICKET)
    assert [reached(life) for _ in range(3)][-1] is Phase.FACTORS
    life.wait(days=9)
    edited(life, "A1", ticket="PAY-1")
    assert reached(life) is Phase.ACTIONS_TICKETED
    life.send(FinishAction("A1", "https://example.org/1"), "ana")
    life.wait(days=60)

    found = replay(life, DEFAULT)

    assert len(found.passages) == 4
    assert differing(found) == []
    assert {one.shift for one in found.calls} == {Shift.SAME}
    assert found.then == found.would
    assert len(found.then) == 1


def test_a_stricter_policy_stops_a_gate_by_the_record_as_it_was_then() -> None:
    life = opened(LENIENT, with_item(COMPLETE, "T2", source=""))
    assert reached(life) is Phase.FACTS
    life.wait(days=1)
    edited(life, "T2", source="https://example.org/logs")
    reached(life)

    found = replay(life, ALL_SOURCED)

    assert differing(found) == ["facts"]
    stopped = found.passages[1]
    assert stopped.verdict is Verdict.STOPPED
    assert [(one.check, len(one.findings)) for one in stopped.shut] == [("timeline-sourced", 1)]


def test_a_looser_policy_would_have_let_through_earlier() -> None:
    life = opened(told=NO_TICKET)
    first = [reached(life) for _ in range(3)] and life.now
    life.wait(days=2)
    edited(life, "A1", ticket="PAY-1")
    reached(life)

    found = replay(life, NO_TICKET_ASKED)

    assert differing(found) == ["actions_ticketed"]
    (_, _, _, earlier) = found.passages
    assert earlier.verdict is Verdict.EARLIER
    assert (earlier.would_open, earlier.opened) == (first, life.now)
    assert earlier.shut == ()


def test_a_gate_that_stays_shut_under_both_is_the_same() -> None:
    life = opened(told=NO_TICKET)
    for _ in range(3):
        reached(life)

    found = replay(life, ALL_SOURCED)

    assert differing(found) == []
    assert [one.check for one in found.passages[-1].shut] == ["ticket"]


def test_a_gate_that_is_passed_again_after_a_step_back_is_another_passage() -> None:
    life = opened()
    reached(life)
    reached(life)
    life.send(Return("more is known"))
    reached(life)

    gates = [one.gate.value for one in replay(life, DEFAULT).passages]

    assert gates == ["stabilized", "facts", "factors", "factors"]


def test_whoever_left_later_was_there_then() -> None:
    life = opened()
    for _ in range(3):
        reached(life)
    gone = {**PEOPLE.people, "ana": changed(PEOPLE.people["ana"], left=BEFORE.date())}
    left = (life.now + DAY, Directory(gone, 2))

    assert differing(replay(life, DEFAULT, staff=Staff((*STAFF.since, left)))) == []


def test_a_decision_is_judged_by_the_directory_that_it_names() -> None:
    life = opened()
    for _ in range(3):
        reached(life)
    gone = {**PEOPLE.people, "ana": changed(PEOPLE.people["ana"], left=BEFORE.date())}
    # It was written while the decisions were made, and none of them had seen it.
    unseen = Staff((*STAFF.since, (BEFORE + timedelta(hours=1), Directory(gone, 2))))

    assert differing(replay(life, DEFAULT, staff=unseen)) == []


def test_an_answer_that_names_no_directory_has_that_of_its_moment() -> None:
    later = Directory({})
    staff = Staff((*STAFF.since, (BEFORE + DAY, later)))

    assert staff.asked(None, BEFORE + DAY) is later
    assert staff.asked(None, BEFORE) is STAFF.since[0][1]
    assert staff.asked(1, BEFORE + DAY) is STAFF.since[0][1]
    assert staff.at(BEFORE - DAY) == Directory()


def test_what_lies_before_the_window_is_replayed_and_not_told() -> None:
    life = opened(told=NO_TICKET)
    for _ in range(3):
        reached(life)
    life.wait(days=3)

    found = replay(life, DEFAULT, since=life.now - DAY)

    assert found.passages == ()
    assert [one.check for one in found.then] == ["ticket"]
    assert {one.would and one.would >= life.now - DAY for one in found.calls} == {True}


def test_what_lies_after_the_window_is_not_replayed() -> None:
    life = opened()
    until = life.now - DAY
    reached(life)

    assert [one.gate.value for one in replay(life, DEFAULT, until=until).passages] == ["stabilized"]


def test_a_policy_that_cannot_be_read_any_more_leaves_its_answers_standing() -> None:
    life = opened(told=NO_TICKET)
    for _ in range(3):
        reached(life)
    life.wait(days=2)
    edited(life, "A1", ticket="PAY-1")
    life.wait(days=1)
    reached(life)
    unknown = replace(life, policy=replace(DEFAULT, digest="lost"))

    found = replay(unknown, NO_TICKET_ASKED)

    assert [(one.check, one.ended) for one in found.then] == [("ticket", life.now)]


def test_the_context_is_the_one_that_was_last_told() -> None:
    assert opened().past.context == COMPLETE.context
    assert Past("INC-1", (Step(1, BEFORE, "fay", ()),)).context == Context()


def test_talk_changes_nothing() -> None:
    life = opened()
    life.send(Say("Who has the graphs?"))

    assert differing(replay(life, ALL_SOURCED)) == []


def test_verified_actions_are_seen_as_they_were() -> None:
    life = _kept()

    found = replay(life, NO_TICKET_ASKED)

    assert differing(found) == []
    assert found.passages[-1].opened == life.now


def _kept() -> Life:
    life = opened()
    for _ in range(3):
        reached(life)
    for one in life.record.actions:
        assert isinstance(one, Action)
        life.send(FinishAction(one.id, "https://example.org/1"), one.owner)
        life.send(VerifyAction(one.id, "https://example.org/2"), "sol")
    assert reached(life) is Phase.VERIFIED
    return life
