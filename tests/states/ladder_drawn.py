"""People, hours and ladders, drawn at random: what the two reckonings of a ladder are given."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from states.calendar import EVERY_DAY, Days, Hours, Lapse
from states.people import Person
from states.rules import Rung

HOUR = timedelta(hours=1)

# fmt: off
STAFF = (
    #      id     manager  roles
    Person("ana", manager="mia"),
    Person("ben", manager="mia"),
    Person("fay", manager="rob", roles=("facilitator",)),
    Person("mia", manager="rob"),
    Person("rob", roles=("director",)),
    Person("sol", manager="rob", roles=("sre-lead",)),
    Person("tom", manager="rob", roles=("sre-lead",)),
    Person("kim", manager="rob", roles=("scribe",)),
    Person("oli", roles=("operator",)),
)

STARTS = [datetime.fromisoformat(f"{one}Z") for one in (
    "2026-03-05T12:00", "2026-03-27T09:30", "2026-06-15T10:00", "2026-10-23T16:00",
    "2026-12-22T08:15", "2028-02-27T23:45",
)]
ZONES = ["UTC", "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
         "Africa/Casablanca", "Pacific/Chatham"]

LADDERS = ("gate", "action", "stalled", "waiver")
BEFORE: list[Lapse] = [Days(-7), Days(-3, working=True), timedelta(hours=-36), Days(-1), -6 * HOUR]
AFTER: list[Lapse] = [6 * HOUR, Days(1), Days(2, working=True), timedelta(days=3), Days(5),
                      Days(7, working=True), Days(14), timedelta(days=15), Days(30)]
REPEATS: list[Lapse] = [12 * HOUR, Days(1), 31 * HOUR, Days(3), timedelta(days=7), Days(7)]
PARTIES = ["owner", "facilitator", "manager", "manager_of_manager", "role:director", "role:nobody"]
# fmt: on

NAMES = st.lists(st.sampled_from(PARTIES), min_size=1, max_size=3, unique=True).map(tuple)
PLACES = st.lists(st.sampled_from(range(len(AFTER))), min_size=1, max_size=4, unique=True)
REPEAT = st.sampled_from(REPEATS)
AT_ONCE = st.sampled_from([False, False, True])


@st.composite
def people_hours(draw: st.DrawFn) -> Hours:
    """Draw somebody's hours; nobody's one message a day comes in their night."""
    hours = Hours(
        zone=draw(st.sampled_from(ZONES)),
        working=draw(st.sampled_from([EVERY_DAY, frozenset(range(5)), frozenset({0, 1, 2, 3, 6})])),
        free=draw(st.sampled_from([frozenset(), frozenset({date(2026, 12, 24)})])),
        quiet=draw(st.sampled_from([None, (time(18), time(8)), (time(22), time(6, 30))])),
    )
    return replace(hours, digest=draw(st.sampled_from([None, None, time(9), time(11, 15)])))


@st.composite
def ladders(draw: st.DrawFn) -> tuple[Rung, ...]:
    """Draw a ladder: reminders, the notice, and what is climbed; the last one never ends."""
    reminders = sorted(draw(st.sets(st.sampled_from(range(len(BEFORE))), max_size=2)))
    rungs = [Rung(BEFORE[place], ("owner",), at_once=draw(AT_ONCE)) for place in reminders]
    rungs.append(Rung(timedelta(), draw(NAMES), at_once=draw(AT_ONCE)))
    *some, last = sorted(draw(PLACES))
    for place in some:
        repeat = draw(st.none() | REPEAT)
        times = draw(st.integers(1, 4)) if repeat else None
        rungs.append(Rung(AFTER[place], draw(NAMES), repeat, times, draw(AT_ONCE)))
    return (*rungs, Rung(AFTER[last], draw(NAMES), draw(REPEAT), None, draw(AT_ONCE)))


@dataclass(frozen=True)
class Beginning:
    """What a story begins with.

    `days` are how far ahead each of the two actions is due, `jitter` is how late timers are.
    """

    start: datetime
    hours: Mapping[str, Hours]
    rungs: Mapping[str, tuple[Rung, ...]]
    within: Lapse
    days: tuple[int, int]
    jitter: timedelta


BEGINNINGS = st.builds(
    Beginning,
    start=st.sampled_from(STARTS),
    hours=st.fixed_dictionaries({one.id: people_hours() for one in STAFF}),
    rungs=st.fixed_dictionaries({name: ladders() for name in LADDERS}),
    within=st.sampled_from([Days(3), Days(5, working=True), timedelta(hours=60)]),
    days=st.tuples(st.integers(-3, 20), st.integers(1, 20)),
    jitter=st.sampled_from([timedelta(), timedelta(milliseconds=140)]),
)
