"""What is forecast of a ladder is what it does, if nobody acts."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from states.calendar import Hours
from states.commands import Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import rungs_of
from states.decisions.ladder.forecast import Telling, tells
from states.envelope import ENGINE
from states.events.escalations import RungReached
from states.events.notices import NoticeSettled
from states.outcome import standing
from states.people import Directory
from states.record.deadlines import Notice
from states.rules import Rules, Rung
from tests.builders import DAY, HOUR, NOON, PEOPLE
from tests.states.builders import heard, went_on
from tests.states.climbing import A2, DUE, RECORD, RULES, deadline_in, late

QUIET = Hours("America/New_York", quiet=(time(18), time(8)), digest=time(9))
SLEEPY = replace(RULES, hours=dict.fromkeys(("ben", "mia", "fay"), QUIET))
STEEP = (
    Rung(-2 * HOUR, ("owner",)),
    Rung(timedelta(0), ("owner", "facilitator")),
    Rung(6 * HOUR, ("owner", "manager"), repeat=DAY),
    Rung(DAY, ("manager", "role:nobody")),
    Rung(2 * DAY, ("role:nobody",), repeat=DAY, at_once=True),
)
STEEPLY = replace(SLEEPY, rungs={**(RULES.rungs or {}), "action": STEEP})
GONE = {one: replace(PEOPLE.people[one], left=NOON.date()) for one in ("ben", "rob")}


def lived(hearing: Hearing, days: int) -> tuple[Telling, ...]:
    """Let nobody act, send everything at its moment, and say which rung told whom first."""
    told: dict[int, Telling] = {}
    notices: defaultdict[int, list[Notice]] = defaultdict(list)
    until = hearing.now + days * DAY
    hearing = replace(hearing, actor=ENGINE)
    while (due := standing(hearing.record, 1, hearing.rules, hearing.now).due) and due <= until:
        hearing = replace(hearing, now=max(due, hearing.now))
        held = tuple(one for one in hearing.record.notices if one.is_held(hearing.now))
        hearing = replace(hearing, record=replace(hearing.record, notices=held))
        made = decide(Tick(), hearing)
        settled = {one.key for one in made if isinstance(one, NoticeSettled)}
        notices = defaultdict(
            list,
            {n: [one for one in all_ if one.key not in settled] for n, all_ in notices.items()},
        )
        before = {one.key for one in held}
        hearing = went_on(Tick(), hearing)
        for one in made:
            if isinstance(one, RungReached) and one.deadline == A2 and one.rung not in told:
                told[one.rung] = Telling(hearing.now, one.rung, (), ())
                mine = [n for n in hearing.record.notices if n.key not in before]
                notices[one.rung] = [n for n in mine if (n.deadline, n.rung) == (A2, one.rung)]
    return tuple(
        replace(
            one,
            to=tuple(n.to for n in notices[place]),
            after=tuple(n.after or n.at for n in notices[place]),
        )
        for place, one in told.items()
        if notices[place]
    )


@pytest.mark.parametrize("rules", [RULES, SLEEPY, STEEPLY])
@pytest.mark.parametrize("people", [PEOPLE, Directory({**PEOPLE.people, **GONE})])
@pytest.mark.parametrize("now", [NOON, DUE - HOUR, DUE, DUE + 7 * HOUR, DUE + 3 * DAY])
def test_a_forecast_is_what_happens(now: datetime, people: Directory, rules: Rules) -> None:
    begun = went_on(Tick(), replace(heard(RECORD, ENGINE, rules=rules), people=people))
    hearing = replace(begun, now=now)

    forecast = tells(deadline_in(hearing), hearing)

    assert sorted(lived(hearing, 40), key=lambda one: one.place) == sorted(
        forecast, key=lambda one: one.place
    )


def test_whoever_has_heard_by_then_is_not_named_again() -> None:
    hearing = late(DUE - HOUR)

    forecast = {one.place: one.to for one in tells(deadline_in(hearing), hearing)}

    assert forecast == {1: ("ben", "fay"), 2: ("mia",), 3: ("rob",), 4: ("rob",)}


def test_what_repeats_is_forecast_once() -> None:
    hearing = late(DUE + 15 * DAY)

    (last,) = tells(deadline_in(hearing), hearing)

    assert (last.at, last.to) == (DUE + 21 * DAY, ("rob",))
    assert len(rungs_of(deadline_in(hearing), hearing.rules)) == 5


def test_a_reminder_that_is_overtaken_names_nobody() -> None:
    hearing = replace(late(DUE - 3 * HOUR, rules=STEEPLY), actor="mia")

    forecast = tells(deadline_in(hearing), hearing)

    assert [one.place for one in forecast] == [1, 2, 3, 4]
