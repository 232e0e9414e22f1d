"""Whatever is done about a climb, no rung is lost, and an acknowledgement brings none forward."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise, zip_longest

from hypothesis import given, settings
from hypothesis import strategies as st

from states.calendar import Days, Hours
from states.commands import (
    AcknowledgeEscalation,
    Command,
    ExtendEscalation,
    Propose,
    ReassignEscalation,
    Settle,
)
from states.decide import decide
from states.decisions.escalation.holding import begun_anew, extended, held
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import fired_of, moments, reckoned, side_of
from states.errors import RetrogateError
from states.events.escalations import DeadlineSet, RungReached
from states.evolve import evolve
from states.record.deadlines import Deadline, DeadlineKind, Hold
from states.record.proposals import Respite
from states.rules import Rung
from states.stamp import Stamp
from tests.builders import DAY, HOUR
from tests.states.climbing import A2, DUE, deadline_in, late, passed

ZONES = ("UTC", "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia")
GATE = "gate:verified"
WHY = "the vendor patches it in a fortnight"
SOON = datetime(2026, 3, 1, tzinfo=UTC)

far = st.one_of(
    st.integers(-3, 20).map(Days),
    st.integers(1, 9).map(lambda count: Days(count, working=True)),
    st.integers(-72, 400).map(lambda hours: hours * HOUR),
)
often = st.one_of(st.integers(1, 9).map(Days), st.integers(1, 200).map(lambda one: one * HOUR))
middle = st.builds(Rung, far, st.just(("owner",)), st.none() | often, st.none() | st.integers(1, 4))
after = st.integers(0, 20).map(Days) | st.integers(0, 400).map(lambda hours: hours * HOUR)
last = st.builds(Rung, after, st.just(("owner",)), often)
ladders = st.tuples(st.lists(middle, max_size=4), last).map(lambda one: (*one[0], one[1]))
whenever = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # the zone is the third argument


@st.composite
def climbs(draw: st.DrawFn) -> tuple[Deadline, tuple[Rung, ...], datetime]:
    """Draw a deadline that was set once, climbed until some moment, and that moment."""
    rungs, due, zone = draw(ladders), draw(whenever), draw(st.sampled_from(ZONES))
    set_at = due - draw(st.integers(-40, 40)) * DAY
    deadline = Deadline(
        DeadlineKind.ACTION, "A1", due, due, set_at, "action", "ana",
        zone=zone, moments=reckoned(due, rungs, Hours(zone)),
    )  # fmt: skip
    now = set_at + draw(st.integers(0, 60 * 24)) * HOUR
    return fired_by(deadline, rungs, now), rungs, now


def fired_by(deadline: Deadline, rungs: tuple[Rung, ...], now: datetime) -> Deadline:
    """Let every rung be reached, one at a time, whose moment has come."""
    while due := [place for place, moment in moments(deadline, rungs) if moment <= now]:
        fired = [*deadline.fired, *[0] * (len(rungs) - len(deadline.fired))]
        fired[due[0]] += 1
        deadline = replace(deadline, fired=tuple(fired))
    return deadline


def hold_until(until: datetime) -> Hold:
    return Hold("mia", SOON, until, WHY)


@given(climbs(), st.integers(1, 60 * 24 * 60))
def test_a_hold_brings_no_rung_forward_and_loses_none(
    climb: tuple[Deadline, tuple[Rung, ...], datetime], minutes: int
) -> None:
    deadline, rungs, now = climb
    before = dict(moments(deadline, rungs))
    until = now + timedelta(minutes=minutes)

    stopped = held(deadline, rungs, hold_until(until))

    after = dict(moments(stopped, rungs))
    assert after.keys() == before.keys()
    assert all(after[place] >= moment for place, moment in before.items())
    assert stopped.fired == deadline.fired


@given(climbs(), st.integers(1, 60 * 24 * 60))
def test_it_goes_on_exactly_then_and_in_its_old_rhythm(
    climb: tuple[Deadline, tuple[Rung, ...], datetime], minutes: int
) -> None:
    deadline, rungs, now = climb
    before = sorted(moments(deadline, rungs), key=lambda one: one[::-1])
    until = now + timedelta(minutes=minutes)

    stopped = held(deadline, rungs, hold_until(until))

    after = dict(moments(stopped, rungs))
    assert min(after.values()) == max(until, before[0][1])
    for (place, early), (following, late_one) in pairwise(before):
        assert after[following] - after[place] == late_one - early


@given(climbs(), st.lists(st.integers(1, 60 * 24 * 20), min_size=2, max_size=4))
def test_one_hold_after_another_counts_each_rung_as_often(
    climb: tuple[Deadline, tuple[Rung, ...], datetime], waits: list[int]
) -> None:
    deadline, rungs, now = climb
    for minutes in waits:
        until = now + timedelta(minutes=minutes)
        stopped = held(deadline, rungs, hold_until(until))
        deadline = fired_by(stopped, rungs, until)
        now = until

        assert has_grown(stopped, deadline)
        assert min(dict(moments(deadline, rungs)).values()) > now


def has_grown(before: Deadline, after: Deadline) -> bool:
    """Tell whether no rung was reached less often."""
    return all(late >= early for early, late in zip_longest(before.fired, after.fired, fillvalue=0))


@given(climbs(), st.integers(1, 14 * 24))
def test_an_extension_reaches_every_rung_again(
    climb: tuple[Deadline, tuple[Rung, ...], datetime], hours: int
) -> None:
    deadline, rungs, now = climb
    until = max(now, deadline.due) + hours * HOUR

    later = extended(deadline, rungs, until, now, Hours(deadline.zone))

    after = dict(moments(later, rungs))
    assert {place for place, rung in enumerate(rungs) if side_of(rung.at) >= 0} <= after.keys()
    assert all(moment > now for moment in after.values())
    assert (later.due, later.extended, later.fired) == (until, 1, ())


def test_what_is_handed_on_in_the_instant_it_was_set_begins_with_every_rung() -> None:
    rungs = (Rung(Days(1), ("owner",)), Rung(Days(1), ("owner",), Days(1)))
    now = SOON + DAY
    late_from_the_first = Deadline(
        DeadlineKind.ACTION, "A1", SOON, SOON, now, "action", "ana",
        fired=(0, 1), zone="UTC", moments=(now, now),
    )  # fmt: skip

    assert dict(moments(begun_anew(late_from_the_first, rungs, now, Hours()), rungs)) == {
        0: now,
        1: now,
    }


@given(climbs(), st.sampled_from(ZONES))
def test_somebody_new_hears_of_what_was_climbed_and_of_the_rest_when_it_was_to_come(
    climb: tuple[Deadline, tuple[Rung, ...], datetime], zone: str
) -> None:
    deadline, rungs, now = climb
    before = dict(moments(deadline, rungs))
    above = {place for place, rung in enumerate(rungs) if side_of(rung.at) >= 0}
    ahead = {one for one in above & before.keys() if not fired_of(deadline, one)}

    anew = begun_anew(deadline, rungs, now, Hours(zone))

    after = dict(moments(anew, rungs))
    assert above <= after.keys()
    assert {one: after[one] for one in ahead} == {one: before[one] for one in ahead}
    assert min((after[one] for one in above - ahead), default=now) == now


def test_to_hand_on_again_and_again_keeps_no_rung_away() -> None:
    hearing, to = late(DUE + 3 * DAY, "mia"), ("sam", "ben")
    for day in range(3, 14):
        hearing = passed(hearing, DUE + day * DAY)
        command = ReassignEscalation(A2, to[day % 2], WHY)
        hearing = told(command, replace(hearing, actor="mia"))

    climbed = passed(hearing, DUE + 14 * DAY)

    reached = {one.rung for one in climbed.record.notices if one.deadline == A2}
    assert {3, 4} <= reached


ACTS = st.sampled_from(("ack", "extend", "reassign", "waive", "wait"))
PEOPLE = st.sampled_from(("ana", "ben", "fay", "mia", "rob", "sol", "sam"))


def asked_by(act: str, name: str, to: str, until: datetime) -> Command | None:
    match act:
        case "ack":
            return AcknowledgeEscalation(name, until, WHY)
        case "extend":
            return ExtendEscalation(name, until, WHY)
        case "reassign":
            return ReassignEscalation(name, to, WHY)
        case "waive":
            return Propose(Respite(name, until), WHY)
        case _:
            return None


def granted(hearing: Hearing) -> list[Command]:
    return [Settle(one.id) for one in hearing.record.pending]


# A long story of many questions takes its time on a busy machine.
@settings(deadline=None)
@given(st.lists(st.tuples(ACTS, PEOPLE, PEOPLE, st.sampled_from((A2, GATE)), st.integers(1, 96))))
def test_a_count_only_grows_or_begins_again_by_an_event_that_says_so(
    acts: list[tuple[str, str, str, str, int]],
) -> None:
    hearing = late(DUE + 3 * DAY)
    for act, by, to, name, hours in acts:
        until = hearing.now + hours * HOUR
        asked = asked_by(act, name, to, until)
        if asked is None:
            hearing = passed(hearing, until)
            continue
        for command in (asked, *granted(hearing)):
            hearing = told(command, replace(hearing, actor=by if command is asked else "sol"))
    for name in (A2, GATE):
        if name in hearing.record.deadlines:
            assert dict(moments(deadline_in(hearing, name), hearing.rules.ladders["action"]))


def told(command: Command, hearing: Hearing) -> Hearing:
    """Ask for it, and look at each event that touches a count."""
    try:
        made = decide(command, hearing)
    except RetrogateError:
        return hearing
    record = hearing.record
    for event in made:
        after = evolve(record, event, Stamp(hearing.now, hearing.actor, hearing.seq))
        for name, deadline in after.deadlines.items():
            before = record.deadlines.get(name)
            if before and before.fired != deadline.fired:
                assert event == DeadlineSet(deadline) or has_grown(before, deadline)
                assert isinstance(event, DeadlineSet | RungReached)
        record = after
    return replace(hearing, record=record, seq=hearing.seq + 1)
