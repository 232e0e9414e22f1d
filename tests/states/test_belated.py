"""What nobody was there to send at its moment waits for the morning; nothing is lost by that."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

import pytest

from activities.entries import answer_from
from ledger.entry import Entry, written
from states.calendar import Hours
from states.codec import event_to_json, size_of
from states.commands import FinishAction, Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.belated import GRACE, ROOM, puts_off_more
from states.decisions.ladder.climbing import ROOM as ROOM_OF_RUNGS
from states.envelope import ENGINE, Actor, Outcome
from states.events.escalations import RungReached
from states.events.event import Event
from states.events.notices import NoticePutOff, NoticeSettled
from states.lifecycle import Phase
from states.outcome import standing
from states.record.deadlines import Deadline, DeadlineKind, Notice
from states.rules import Case, Rung
from tests.builders import DAY, NOON
from tests.states.builders import folded, heard, record_in, went_on
from tests.states.climbing import A2, RECORD, RULES
from tests.states.rules import Switches
from workflows.engine_commands import tick

WEEK = frozenset(range(5))
NIGHT = (time(18), time(8))
AWAKE_BY_DAY = Hours(working=WEEK, quiet=NIGHT)
ONCE_A_DAY = replace(AWAKE_BY_DAY, digest=time(9))

MONDAY = datetime(2026, 3, 9, tzinfo=UTC)
TUESDAY, WEDNESDAY = MONDAY + DAY, MONDAY + 2 * DAY
SATURDAY, NEXT_WEEK = MONDAY + 5 * DAY, MONDAY + 7 * DAY


GATE = Deadline(DeadlineKind.GATE, "factors", MONDAY, NOON, MONDAY, "far", "fay")
FAR = {"far": (Rung(365 * DAY, ("owner",)),)}


@dataclass(frozen=True, slots=True)
class Owing(Switches):
    """Rules by which one gate is owed, and nothing climbs for long."""

    def deadlines(self, case: Case) -> tuple[Deadline, ...]:
        return (GATE,)


def at(day: datetime, clock: str) -> datetime:
    """Say when it is so late on a day."""
    return datetime.combine(day.date(), time.fromisoformat(clock), UTC)


def held(after: datetime | None, *, bundled: bool = False, key: str = "n1") -> Notice:
    """Build what ana is told after a moment."""
    return Notice(key, "ana", GATE.id, 0, NOON, MONDAY, "late", after=after, bundled=bundled)


def back(now: datetime, *notices: Notice, hours: Hours = AWAKE_BY_DAY) -> Hearing:
    """Let the engine look at the clock for the first time after it was down."""
    rules = Owing(rungs=FAR, hours={"ana": hours})
    record = record_in(Phase.FACTS, notices=notices, deadlines={GATE.id: GATE})
    return heard(record, ENGINE, rules=rules, now=now)


def put_off(hearing: Hearing, *under_way: str) -> dict[str, datetime]:
    """Say what a tick puts off, and until when."""
    made = decide(Tick(under_way), hearing)
    return {one.key: one.after for one in made if isinstance(one, NoticePutOff)}


# fmt: off
BACK = (
    #  hours       told after            the engine is back      told then
    (AWAKE_BY_DAY,  at(MONDAY, "09:00"),  at(TUESDAY, "02:00"),   at(TUESDAY, "08:00")),
    (AWAKE_BY_DAY,  at(MONDAY, "09:00"),  at(MONDAY, "17:59"),    None),
    (AWAKE_BY_DAY,  at(MONDAY, "09:00"),  at(MONDAY, "18:00"),    at(TUESDAY, "08:00")),
    (AWAKE_BY_DAY,  at(MONDAY, "09:00"),  at(SATURDAY, "12:00"),  at(NEXT_WEEK, "08:00")),
    (ONCE_A_DAY,    at(MONDAY, "09:00"),  at(TUESDAY, "02:00"),   at(TUESDAY, "09:00")),
    (ONCE_A_DAY,    at(MONDAY, "09:00"),  at(TUESDAY, "08:30"),   at(TUESDAY, "09:00")),
    (ONCE_A_DAY,    at(MONDAY, "09:00"),  at(TUESDAY, "09:00"),   None),
    (ONCE_A_DAY,    at(MONDAY, "09:00"),  at(TUESDAY, "15:00"),   None),
    (ONCE_A_DAY,    at(MONDAY, "09:00"),  at(TUESDAY, "20:00"),   at(WEDNESDAY, "09:00")),
    (ONCE_A_DAY,    at(MONDAY, "09:00"),  at(SATURDAY, "12:00"),  at(NEXT_WEEK, "09:00")),
    (Hours(),       at(MONDAY, "09:00"),  at(TUESDAY, "02:00"),   None),
)
# fmt: on


@pytest.mark.parametrize(("hours", "after", "now", "told"), BACK)
def test_what_was_missed_is_told_when_its_person_may_be_told_again(
    hours: Hours, after: datetime, now: datetime, told: datetime | None
) -> None:
    hearing = back(now, held(after, bundled=hours.digest is not None), hours=hours)

    assert put_off(hearing) == ({"n1": told} if told else {})


def test_some_minutes_are_not_late() -> None:
    late = at(MONDAY, "17:55") + GRACE

    assert put_off(back(late, held(at(MONDAY, "17:55")))) == {}
    assert put_off(back(late + timedelta(seconds=1), held(at(MONDAY, "17:55")))) != {}


def test_what_somebody_is_sending_is_left_to_them() -> None:
    waiting = [held(at(MONDAY, "09:00"), key=one) for one in ("n1", "n2")]

    assert [*put_off(back(at(TUESDAY, "02:00"), *waiting), "n1")] == ["n2"]


def test_what_was_to_be_told_at_once_is_told_in_the_night() -> None:
    at_once = replace(held(None), at_once=True)
    in_vain = replace(held(at(MONDAY, "22:00"), key="n2"), at_once=True)

    assert put_off(back(at(TUESDAY, "02:00"), at_once, in_vain)) == {}


def test_what_nobody_sent_in_time_does_not_come_in_the_night() -> None:
    unsent = replace(held(None), at=at(MONDAY, "17:00"))

    assert put_off(back(at(TUESDAY, "02:00"), unsent)) == {"n1": at(TUESDAY, "08:00")}


def test_what_comes_in_a_letter_of_the_night_is_no_less_missed() -> None:
    early = replace(ONCE_A_DAY, digest=time(7))

    made = put_off(back(at(TUESDAY, "02:00"), held(at(MONDAY, "07:00"), bundled=True), hours=early))

    assert made == {"n1": at(TUESDAY, "07:00")}


def test_it_is_held_until_then_and_says_that_it_is_late() -> None:
    morning = at(TUESDAY, "08:00")
    later = went_on(Tick(), back(at(TUESDAY, "02:00"), held(at(MONDAY, "09:00"))))

    (notice,) = later.record.notices
    stands = standing(later.record, later.seq, later.rules, later.now)
    assert (stands.notices, stands.due) == ((), morning)
    assert standing(later.record, later.seq, later.rules, morning).notices == (notice,)
    assert notice.why == (
        "This comes late: it was to reach you 2026-03-09 09:00 UTC, and nothing ran then."
    )


def test_it_says_once_when_it_was_to_come_first() -> None:
    once = went_on(Tick(), back(at(TUESDAY, "02:00"), held(at(MONDAY, "09:00"))))
    twice = went_on(Tick(), replace(once, now=at(WEDNESDAY, "02:00")))

    assert [one.why for one in twice.record.notices] == [one.why for one in once.record.notices]
    assert [one.after for one in twice.record.notices] == [at(WEDNESDAY, "08:00")]


def test_a_second_look_puts_nothing_off_again() -> None:
    once = went_on(Tick(), back(at(TUESDAY, "02:00"), held(at(MONDAY, "09:00"))))

    assert decide(Tick(), once) == ()


def test_whoever_settles_it_before_the_morning_hears_nothing_of_it() -> None:
    night = datetime(2026, 3, 27, 2, tzinfo=UTC)
    began = went_on(Tick(), heard(RECORD, ENGINE, rules=replace(RULES, hours={"ben": ONCE_A_DAY})))
    record = replace(
        began.record,
        notices=(replace(held(night - DAY), to="ben", deadline=A2, bundled=True, at=NOON),),
    )
    later = went_on(Tick(), replace(began, record=record, now=night))
    settled = went_on(FinishAction("A2", "https://ci.example.org/1"), replace(later, actor="ben"))

    assert "n1" in {one.key for one in later.record.notices}
    assert "n1" not in {one.key for one in settled.record.notices}


def test_what_was_settled_before_anybody_looked_is_told_no_more() -> None:
    settled = replace(held(at(MONDAY, "09:00")), deadline="gate:facts")
    amiss = replace(held(at(MONDAY, "09:00"), key="n2"), deadline="")

    made = decide(Tick(), back(at(TUESDAY, "02:00"), settled, amiss))

    assert made == (
        NoticeSettled("n1"),
        NoticePutOff("n2", at(TUESDAY, "08:00"), "nothing ran then"),
    )


def test_rungs_are_reached_by_the_same_look() -> None:
    night = datetime(2026, 3, 27, 2, tzinfo=UTC)
    began = went_on(Tick(), heard(RECORD, ENGINE, rules=replace(RULES, hours={"ana": ONCE_A_DAY})))
    missed = replace(began.record, notices=(replace(held(night - DAY, bundled=True), deadline=A2),))

    made = decide(Tick(), replace(began, record=missed, now=night))

    assert {type(one) for one in made} >= {NoticePutOff, RungReached}


def crowd() -> Hearing:
    """Have more put off than one entry has room for."""
    missed = [
        held(at(MONDAY, "09:00"), key=f"INC-42/{'x' * 300}/{place}/ana") for place in range(200)
    ]
    return back(at(TUESDAY, "02:00"), *missed)


def test_a_long_list_takes_several_looks_and_none_of_it_goes_out_meanwhile() -> None:
    hearing, put = crowd(), 0
    while made := decide(Tick(), hearing):
        put += len(made)
        hearing = replace(hearing, record=folded(hearing, made), seq=hearing.seq + 1)
        outcome = answered(hearing, made)
        assert outcome.notices == ()
        assert (outcome.due == hearing.now) == puts_off_more(made)
        assert sum(map(size_of, made)) < ROOM + 1_000 < ROOM_OF_RUNGS

    assert put == 200


def answered(hearing: Hearing, made: tuple[Event, ...]) -> Outcome:
    """Say what the workflow is told of a tick."""
    envelope = tick("INC-42", "1")
    asked = {"id": envelope.id, "name": envelope.name, "digest": envelope.digest}
    entry = Entry(
        incident="INC-42",
        seq=hearing.seq,
        prev="",
        at=written(hearing.now),
        actor={"person": ENGINE, "via": Actor(ENGINE).via},
        command=asked,
        events=tuple(map(event_to_json, made)),
        refusal=None,
    )
    stands = standing(hearing.record, hearing.seq, hearing.rules, hearing.now)
    return answer_from(entry, envelope, stands)
