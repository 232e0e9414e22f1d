"""What a command is answered with sends nothing to anybody in their night."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from activities.commit import Commit
from states.addressing import addressed
from states.commands import Advance, Command, Say
from states.envelope import Actor, Envelope, Outcome, Request
from tests.workflows.books import MemoryBooks
from tests.workflows.desk import PEOPLE, opening
from workflows.engine_commands import tick

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 9, 10, tzinfo=UTC)
NIGHT = datetime(2026, 3, 12, 2, tzinfo=UTC)
MORNING = datetime(2026, 3, 12, 9, tzinfo=UTC)


class Desk:
    """An incident that asks no workflow, and everything that was said to it."""

    def __init__(self) -> None:
        self.commit = Commit(MemoryBooks(PEOPLE))
        self.asked = 0

    def says(self, command: Command, now: datetime, by: str = "fay") -> Outcome:
        self.asked += 1
        return self.take(addressed("INC-1", command, Actor(by), f"{self.asked}"), now)

    def ticks(self, now: datetime) -> Outcome:
        self.asked += 1
        return self.take(tick("INC-1", f"{self.asked}"), now)

    def take(self, envelope: Envelope, now: datetime) -> Outcome:
        return self.commit.commit(Request(envelope, now))


def held_since_tuesday() -> Desk:
    """Let what fell due on Tuesday evening be held until Wednesday, when nothing runs."""
    desk = Desk()
    context = replace(
        opening().context,
        started=MONDAY - 3 * HOUR,
        detected=MONDAY - 2 * HOUR,
        acknowledged=MONDAY - 2 * HOUR,
        stabilized=MONDAY - HOUR,
    )
    desk.says(replace(opening(), context=context), MONDAY)
    desk.says(Advance(), MONDAY)
    stands = desk.ticks(MONDAY + 32 * HOUR)
    assert stands.notices == ()
    return desk


@pytest.mark.parametrize("by", ["fay", "mia"])
def test_whoever_asks_first_after_a_night_of_nothing_wakes_nobody(by: str) -> None:
    desk = held_since_tuesday()

    answer = desk.says(Say("Is this still open?"), NIGHT, by)

    assert answer.entry
    assert (answer.notices, answer.due) == ((), NIGHT)
    looked = desk.ticks(NIGHT)
    assert (looked.notices, looked.due) == ((), MORNING)
    assert {one.to for one in desk.ticks(MORNING).notices} == {"fay", "rob"}


def test_the_same_command_once_more_wakes_nobody_either() -> None:
    desk = held_since_tuesday()
    said = addressed("INC-1", Say("Is this still open?"), Actor("fay"), "twice")

    first, again = (desk.take(said, NIGHT) for _ in range(2))

    assert first == again


def test_a_refusal_wakes_nobody_either() -> None:
    answer = held_since_tuesday().says(Say(""), NIGHT)

    assert answer.refusal
    assert (answer.notices, answer.due) == ((), NIGHT)


def test_what_comes_in_time_is_handed_out_with_any_answer() -> None:
    desk = held_since_tuesday()
    wednesday = datetime(2026, 3, 11, 9, tzinfo=UTC)

    answer = desk.says(Say("Is this still open?"), wednesday)

    assert {one.to for one in answer.notices} == {"fay"}
