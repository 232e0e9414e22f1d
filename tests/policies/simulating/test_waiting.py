"""People wait for a check from when it shuts a gate they ask for, until the record is mended."""

from datetime import timedelta

from policies.simulating.past import Window
from policies.simulating.waiting import Wait, waited
from states.commands import Advance, Propose, Settle
from states.lifecycle import Phase
from states.record.proposals import Withdrawal
from tests.builders import DAY, NOON, with_item
from tests.policies.simulating.lived import (
    COMPLETE,
    DEFAULT,
    Life,
    candidate,
    edited,
    opened,
    reached,
    replay,
)

WINDOW = Window(NOON, NOON + 10 * DAY)
LENIENT = candidate(("share_percent: 80", "share_percent: 50"))


def unsourced() -> Life:
    """Reach the facts while one of them has no source, which a lenient policy lets pass."""
    life = opened(LENIENT, with_item(COMPLETE, "T2", source=""))
    assert reached(life) is Phase.FACTS
    return life


def test_a_wait_ends_with_the_entry_that_mends_the_record() -> None:
    life = unsourced()
    begun = life.now
    life.wait(hours=30)
    edited(life, "T2", text="Errors rose")
    life.wait(hours=10)
    edited(life, "T2", source="https://example.org/logs")
    life.wait(days=5)

    (wait,) = replay(life, DEFAULT).would

    assert wait == Wait("timeline-sourced", Phase.FACTS, begun, begun + timedelta(hours=40))


def test_a_wait_that_nobody_ended_goes_on() -> None:
    life = unsourced()
    begun = life.now
    life.wait(days=5)

    found = replay(life, DEFAULT)

    assert found.would == (Wait("timeline-sourced", Phase.FACTS, begun),)
    assert found.then == ()
    assert waited(found.would, Window(begun, life.now)) == timedelta(days=5)


def test_a_second_attempt_begins_no_second_wait() -> None:
    life = unsourced()
    life.wait(days=1)
    assert reached(life) is Phase.FACTORS

    assert len(replay(life, DEFAULT).would) == 1


def test_a_check_that_fails_again_is_waited_for_again() -> None:
    life = unsourced()
    edited(life, "T2", source="https://example.org/logs")
    edited(life, "T2", source="")
    reached(life)

    assert [one.gate for one in replay(life, DEFAULT).would] == [Phase.FACTS, Phase.FACTORS]


def test_nobody_waits_for_an_incident_that_was_withdrawn() -> None:
    life = unsourced()
    life.wait(days=1)
    life.send(Propose(Withdrawal(), "It was a drill, and nobody had noticed that"))
    life.send(Settle(life.record.pending[0].id), "sol")
    ended = life.now
    life.wait(days=3)

    assert [one.ended for one in replay(life, DEFAULT).would] == [ended]


def test_what_people_really_waited_for_is_reckoned_alike() -> None:
    life = opened(told=with_item(COMPLETE, "A1", ticket=""))
    for _ in range(3):
        reached(life)
    begun = life.now
    life.wait(days=2)
    edited(life, "A1", ticket="PAY-1")
    mended = life.now
    life.wait(days=2)
    life.send(Advance())

    assert replay(life, DEFAULT).then == (Wait("ticket", Phase.ACTIONS_TICKETED, begun, mended),)


def test_time_in_which_several_checks_are_waited_for_counts_once() -> None:
    waits = (
        Wait("one", Phase.FACTS, NOON, NOON + 3 * DAY),
        Wait("two", Phase.FACTS, NOON + DAY, NOON + 2 * DAY),
        Wait("three", Phase.FACTS, NOON + 2 * DAY, NOON + 4 * DAY),
        Wait("four", Phase.FACTS, NOON + 9 * DAY),
    )

    assert waited(waits, WINDOW) == 5 * DAY


def test_only_time_within_the_window_counts() -> None:
    waits = (Wait("one", Phase.FACTS, NOON - 9 * DAY, NOON + DAY),)

    assert waited(waits, WINDOW) == DAY
    assert waited((Wait("one", Phase.FACTS, NOON - 9 * DAY, NOON - DAY),), WINDOW) == timedelta()
