"""A year of one incident on a real server, notice by notice, against the second reckoning.

Two actions in two zones over both changes of the clock, quiet hours, one message a day, and all
that may happen on the way. Nothing is lost, told twice, or told at another moment.
"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from documents.letters.composing import letter_of
from states.calendar import end_of_day
from states.commands import (
    AcknowledgeEscalation,
    ExtendEscalation,
    FinishAction,
    ReassignEscalation,
)
from states.people import Directory
from tests.workflows.engine import Engine
from tests.workflows.year import STAFF, Year
from workflows import retrospective

DAY = timedelta(days=1)
WHY = "the vendor answers in a week"


@pytest.mark.timeout(240)
async def test_a_year_of_one_incident_is_told_as_reckoned(engine: Engine) -> None:
    year = Year(engine.clock, "YEAR-1")
    async with year.at_work():
        await year.begin()
        await year.until_day(45)
        await acknowledge(year)
        await year.start_afresh()
        await year.until_day(120)
        await extend(year)
        await year.until_day(140)
        leave(year)
        await year.start_afresh()
        await year.until_day(170)
        await reassign(year)
        await year.until_day(215)
        await year.start_afresh()
        await year.until_day(260)
        await finish(year)
        await year.until_day(310)
        await year.start_afresh()
        await year.until_day(366)

        assert await year.differences() == []
        assert len(year.sent) > 100


async def acknowledge(year: Year) -> None:
    """Let somebody who may grant waivers stop the climb of the first action for ten days."""
    until = year.now.replace(minute=30, second=0, microsecond=0) + 10 * DAY
    await year.ask(AcknowledgeEscalation("action:A1", until, WHY), "sol")
    year.model.climbs["action:A1"].hold(until, year.now)
    year.model.put_off("action:A1", until, year.now)


async def extend(year: Year) -> None:
    """Let who it waits for ask for ten days more."""
    until = end_of_day(year.day(130), STAFF["ben"].zone)
    await year.ask(ExtendEscalation("action:A2", until, WHY), "ben")
    year.owe("action:A2", "ben", until)


def leave(year: Year) -> None:
    """Let the owner of the second action leave the company."""
    gone = replace(STAFF["ben"], left=year.now.date())
    year.model.people["ben"] = gone
    year.books.people = Directory({**STAFF, "ben": gone})


async def reassign(year: Year) -> None:
    """Let their manager, whom it reached, hand it to somebody else."""
    at = await year.ask(ReassignEscalation("action:A2", "ana", WHY), "mia")
    climb = year.model.climbs["action:A2"]
    year.model.hand_on(climb, "ana", at)
    climb.hours = year.hours["ana"]
    climb.begin_again(at)
    year.model.wake(at)


async def finish(year: Year) -> None:
    """Let the first action be done."""
    await year.ask(FinishAction("A1", "https://ci.example.org/runs/2"), "ana")
    year.model.strike("action:A1", year.now)


async def test_what_a_month_of_silence_held_up_is_told_once_and_late(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A clock that can be moved waits for its worker, so it is the ledger that is gone.
    monkeypatch.setattr(retrospective, "LONGEST_PAUSE", 2 * DAY)
    year = Year(engine.clock, "YEAR-2")
    async with year.at_work():
        await year.begin()
        await year.until_day(22)
        year.books.down = True
        await year.skip(30 * DAY)
        year.books.down = False
        before = len(year.entries)
        await year.skip(3 * DAY)
        back = await year.first_told_after(before)
        year.model.wake(back)
        await year.until_day(80)

        assert await year.differences() == []
        late = [one for one in year.outbox.sent if one.moment and one.moment < back - DAY < one.at]
        assert len(late) > 1
        for one in late:
            assert "late" in letter_of((one,), now=one.after or one.at).text


async def test_a_wiped_server_takes_over_what_is_held_and_tells_nothing_twice(
    engine: Engine,
) -> None:
    year = Year(engine.clock, "YEAR-3")
    async with year.at_work():
        await year.begin()
        await year.until(datetime.combine(year.day(20), time(5), UTC))
        assert year.model.held
        await year.handle.terminate("as if Temporal had been wiped")
        await year.adopt()
        await year.until_day(60)

        assert await year.differences() == []
