"""A rung is reached at its moment, told by each person's own hours, and fits in its entry."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from ledger.entry import LIMIT
from states.calendar import Days, Hours
from states.codec import size_of
from states.commands import ConfirmNotice, FinishAction, Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import BACKLOG, next_moment
from states.envelope import ENGINE
from states.events.escalations import OperatorsTold, RungReached
from states.events.event import Event
from states.events.notices import NoticeDelivered
from states.lifecycle import Phase
from states.messages import NOBODY_OPERATES
from states.people import Directory, Person
from states.record.actions import Action
from states.record.deadlines import Notice
from states.record.retrospective import Mark
from states.rules import Finding, Rung
from states.values import LINE_LIMIT
from tests.builders import CONTEXT, DAY, HOUR, NOON, PEOPLE, changed
from tests.states.builders import folded, heard, record_in, went_on
from tests.states.rules import OPEN, Asked, Switches

DUE = NOON + 3 * DAY
CROWD = 8
"""Actions of an incident with very many people."""
ENVELOPE = 2_000
"""Bytes of an entry besides its events, and some to spare."""
RECORD = record_in(Phase.FACTS, entered=NOON, touched=NOON)
NIGHT = Hours("Europe/Lisbon", quiet=(time(11), time(14)))
ONCE_A_DAY = Hours("Europe/Lisbon", digest=time(17))


def asleep(**hours: Hours) -> Switches:
    return Switches(hours=hours)


def ladder(*rungs: Rung) -> Switches:
    return Switches(rungs={**OPEN.ladders, "gate": rungs})


def at(hearing: Hearing, rules: Switches, moment: timedelta = timedelta(0)) -> list[RungReached]:
    """List what is reached of the gate's ladder, so long after it was due."""
    begun = went_on(Tick(), replace(hearing, rules=rules))
    made = decide(Tick(), replace(begun, now=DUE + moment))
    return [one for one in rungs_in(made) if one.deadline == "gate:factors"]


def rungs_in(made: tuple[Event, ...]) -> Iterator[RungReached]:
    return (one for one in made if isinstance(one, RungReached))


HEARING = heard(RECORD, ENGINE, rules=OPEN)


def test_a_rung_says_what_is_owed_in_parts() -> None:
    *_, last = at(HEARING, ladder(Rung(timedelta(0), ("owner", "commander"))))

    assert last == RungReached(
        deadline="gate:factors",
        rung=0,
        times=1,
        to=("fay", "ben"),
        subject="INC-42 has not passed the gate into factors",
        moment=DUE,
        waiting_on=("fay",),
        since="It was due 2026-03-13 12:00 UTC, less than a minute ago",
        title="Checkout failed while webhooks were retried",
        settle="retro why INC-42",
    )


def test_quiet_hours_hold_the_message_and_not_the_rung() -> None:
    rules = replace(ladder(Rung(timedelta(0), ("owner", "commander"))), hours={"fay": NIGHT})

    (reached,) = at(HEARING, rules)

    assert (reached.moment, reached.after) == (DUE, (DUE + 2 * HOUR, DUE))
    assert not reached.bundled


def test_whoever_gets_one_message_a_day_is_told_then() -> None:
    rules = replace(ladder(Rung(timedelta(0), ("owner",))), hours={"fay": ONCE_A_DAY})

    (reached,) = at(HEARING, rules)

    assert (reached.after, reached.bundled) == ((DUE + 5 * HOUR,), True)


@pytest.mark.parametrize("hours", [NIGHT, ONCE_A_DAY])
def test_what_is_told_at_once_waits_for_nobodys_hours(hours: Hours) -> None:
    rung = Rung(timedelta(0), ("owner",), at_once=True)

    (reached,) = at(HEARING, replace(ladder(rung), hours={"fay": hours}))

    assert (reached.after, reached.bundled) == ((), False)


def test_what_was_missed_says_when_it_was_to_be_told() -> None:
    (reached,) = at(HEARING, ladder(Rung(timedelta(0), ("owner",))), 9 * DAY)

    assert reached.moment == DUE


def test_what_was_set_late_was_never_to_be_told_before() -> None:
    rules = replace(ladder(Rung(HOUR, ("commander",))), gate_within=-DAY)
    begun = went_on(Tick(), replace(HEARING, rules=rules))

    (reached,) = rungs_in(decide(Tick(), begun))

    assert (reached.moment, begun.record.deadlines["gate:factors"].moments) == (
        NOON,
        (NOON - DAY + HOUR,),
    )


def test_a_rung_is_not_reached_more_often_than_its_limit() -> None:
    rung = Rung(timedelta(0), ("owner",), repeat=DAY, times=3)
    hearing = went_on(Tick(), replace(HEARING, rules=ladder(rung)))
    reached = []
    for day in range(10):
        now = replace(hearing, now=DUE + day * DAY)
        reached += [one for one in rungs_in(decide(Tick(), now)) if one.deadline == "gate:factors"]
        hearing = went_on(Tick(), now)

    assert [one.times for one in reached] == [1, 2, 3]


def test_what_was_missed_does_not_count_beyond_the_limit() -> None:
    (reached,) = at(HEARING, ladder(Rung(timedelta(0), ("owner",), repeat=DAY, times=3)), 30 * DAY)

    assert reached.times == 3


def test_a_repeat_keeps_the_time_of_day_when_the_clocks_change() -> None:
    lisbon = Hours("Europe/Lisbon")
    rules = ladder(Rung(timedelta(0), ("owner",), repeat=Days(7)))
    hearing = went_on(Tick(), replace(HEARING, rules=replace(rules, hours={"fay": lisbon})))
    moments = []
    for _ in range(4):
        moment = next_moment(hearing.record, hearing.rules, hearing.now)
        assert moment is not None
        moments.append(moment)
        hearing = went_on(Tick(), replace(hearing, now=moment))

    assert moments == [DUE, DUE + 7 * DAY, DUE + 14 * DAY, DUE + 21 * DAY - HOUR]


def test_operators_hear_which_party_is_nobody_and_where_to_look() -> None:
    people = Directory({**PEOPLE.people, "oli": Person("oli", roles=("operator",))})
    rules = replace(
        ladder(Rung(HOUR, ("role:pilot",)), Rung(DAY, ("manager",))), hours={"oli": ONCE_A_DAY}
    )
    begun = went_on(Tick(), replace(HEARING, rules=rules, people=people))

    reached, amiss = decide(Tick(), replace(begun, now=DUE + HOUR))

    assert isinstance(reached, RungReached)
    assert reached.to == ("rob", "fay")
    assert amiss == OperatorsTold(
        about="gate:factors",
        to=("oli",),
        subject="INC-42: the ladder “gate” leads to nobody",
        since="rung 1 of the ladder tells role:pilot, which nobody holds.",
        settle="edit people.yaml, then: retro people import people.yaml",
        after=(DUE + 5 * HOUR,),
        bundled=True,
        gaps=("role:pilot",),
    )


PILOTED = ladder(
    Rung(HOUR, ("role:pilot",)),
    Rung(2 * HOUR, ("role:pilot", "manager"), repeat=HOUR),
)


def gaps_told(hearing: Hearing) -> list[tuple[str, ...]]:
    """List of which parties operators hear at a moment that they are nobody."""
    return [one.gaps for one in decide(Tick(), hearing) if isinstance(one, OperatorsTold)]


def test_operators_hear_once_of_each_party_of_a_deadline_that_is_nobody() -> None:
    begun = went_on(Tick(), replace(HEARING, rules=PILOTED))
    told = []
    for hours in (1, 2, 3):
        due = replace(begun, now=DUE + hours * HOUR)
        told.append(gaps_told(due))
        begun = went_on(Tick(), due)
    gone = {**PEOPLE.people, "rob": replace(PEOPLE.people["rob"], left=NOON.date())}

    assert told == [[("role:pilot",)], [], []]
    later = replace(begun, people=Directory(gone), now=DUE + 4 * HOUR)
    assert gaps_told(later) == [("manager rob",)]


def test_operators_hear_once_of_what_several_rungs_of_one_moment_miss() -> None:
    begun = went_on(Tick(), replace(HEARING, rules=PILOTED))

    assert gaps_told(replace(begun, now=DUE + 2 * HOUR)) == [("role:pilot",)]


def test_where_there_are_no_operators_who_is_above_most_people_hears_of_it_and_why() -> None:
    begun = went_on(Tick(), replace(HEARING, rules=ladder(Rung(timedelta(0), ("role:pilot",)))))

    _, amiss = decide(Tick(), replace(begun, now=DUE))
    told = went_on(Tick(), replace(begun, now=DUE)).record.notices[-1]

    assert isinstance(amiss, OperatorsTold)
    assert (amiss.to, amiss.instead) == (("rob",), True)
    assert (told.to, told.why) == ("rob", NOBODY_OPERATES)


def test_where_nobody_is_here_at_all_it_is_written_down_all_the_same() -> None:
    rules = ladder(Rung(timedelta(0), ("role:pilot",)))
    begun = went_on(Tick(), replace(HEARING, rules=rules, people=Directory()))

    reached, amiss = decide(Tick(), replace(begun, now=DUE))

    assert isinstance(reached, RungReached)
    assert isinstance(amiss, OperatorsTold)
    assert (reached.to, amiss.to, amiss.instead) == ((), (), False)


LATE_RUNGS = (Rung(HOUR, ("manager",)), Rung(DAY, ("role:pilot",), repeat=DAY))


@pytest.mark.parametrize(
    ("gone", "told"),
    [((), "rob"), (("rob",), "ben"), (("rob", "ben"), "sam"), (("rob", "ben", "sam"), "fay")],
)
def test_where_nobody_is_above_it_goes_down_to_the_nearest_who_is_there(
    gone: tuple[str, ...], told: str
) -> None:
    left = {one: replace(PEOPLE.people[one], left=NOON.date()) for one in gone}
    rules = ladder(*LATE_RUNGS)
    people = Directory({**PEOPLE.people, **left})
    begun = went_on(Tick(), replace(HEARING, rules=rules, people=people))

    told_of = [one.to[0] for one in rungs_in(decide(Tick(), replace(begun, now=DUE + DAY)))]

    assert told_of == [told, told]


def test_a_person_who_is_gone_is_named_and_a_new_gap_is_told() -> None:
    gone = {**PEOPLE.people, "rob": replace(PEOPLE.people["rob"], left=NOON.date())}
    rules = ladder(Rung(HOUR, ("manager", "commander")))
    begun = went_on(Tick(), replace(HEARING, rules=rules, people=Directory(gone)))

    reached, amiss = decide(Tick(), replace(begun, now=DUE + HOUR))

    assert isinstance(reached, RungReached)
    assert isinstance(amiss, OperatorsTold)
    assert (reached.to, amiss.gaps) == (("ben", "fay"), ("manager rob",))
    assert amiss.since == "rung 1 of the ladder tells the manager, rob, who is not there any more."


CLIMBING = ladder(Rung(timedelta(0), ("owner",)), Rung(HOUR, ("manager",), repeat=HOUR))


def waiting_for(*names: str) -> Switches:
    finding = Finding("it is theirs", waits_for=names)
    turns = Asked(Phase.FACTORS, "turns", lambda _case: (finding,))
    return replace(CLIMBING, checks=(turns,))


def test_whom_it_newly_waits_for_is_told_before_it_climbs_past_them_and_once() -> None:
    begun = went_on(Tick(), replace(HEARING, rules=CLIMBING))
    told = went_on(Tick(), replace(begun, now=DUE))
    handed = replace(told, rules=waiting_for("ana", "ben"))

    first, again = (HOUR, 2 * HOUR)
    after = went_on(Tick(), replace(handed, now=DUE + first))
    later = went_on(Tick(), replace(after, now=DUE + again))

    assert said(told, DUE) == {"fay": "It waits for you."}
    assert said(after, DUE + first) == {
        "mia": "It climbed to you: it waits for ana and ben.",
        "ana": "It waits for you.",
        "ben": "It waits for you.",
    }
    assert said(later, DUE + again) == {
        "mia": "It climbed to you: it waits for ana and ben. Rung 2 tells of it for the 2nd time."
    }


def said(hearing: Hearing, now: datetime) -> dict[str, str]:
    """List what is said of the gate to whom at a moment."""
    raised = (one for one in hearing.record.notices if one.at == now)
    return {one.to: one.why for one in raised if one.deadline == "gate:factors"}


def test_what_nothing_ran_to_tell_is_not_counted_as_told() -> None:
    begun = went_on(Tick(), replace(HEARING, rules=CLIMBING))
    for hours in (0, 20, 21):
        begun = went_on(Tick(), replace(begun, now=DUE + hours * HOUR))

    assert begun.record.deadlines["gate:factors"].fired == (1, 21)
    assert begun.record.deadlines["gate:factors"].tellings == (1, 2)
    assert said(begun, DUE + 20 * HOUR)["rob"] == "It climbed to you: fay owns it."
    assert said(begun, DUE + 21 * HOUR)["rob"].endswith("Rung 2 tells of it for the 2nd time.")


def test_what_is_settled_overnight_is_not_told_in_the_morning() -> None:
    bare = record_in(Phase.ACTIONS_TICKETED, progress={}, entered=NOON, touched=NOON)
    rules = asleep(ana=Hours(digest=time(17)))
    begun = went_on(Tick(), heard(bare, ENGINE, rules=rules, now=NOON))
    late = begun.record.deadlines["action:A1"].due
    reached = went_on(Tick(), replace(begun, now=late))

    done = went_on(FinishAction("A1", "https://x.example.org"), replace(reached, actor="ana"))

    assert [one.deadline for one in reached.record.notices if one.to == "ana"] == ["action:A1"] * 2
    assert [one for one in done.record.notices if one.deadline == "action:A1"] == []


def test_while_very_much_is_unsent_nothing_more_is_raised() -> None:
    notices = tuple(
        Notice(f"n{number}", "fay", "gate:factors", 0, NOON, NOON, "late")
        for number in range(BACKLOG)
    )
    begun = went_on(Tick(), HEARING)
    full = replace(begun, record=replace(begun.record, notices=notices), now=DUE)
    nearly = replace(full, record=replace(full.record, notices=notices[1:]))

    assert decide(Tick(), full) == ()
    assert next_moment(full.record, OPEN, full.now) is None
    assert [*rungs_in(decide(Tick(), nearly))]


def test_who_cannot_be_reached_silences_nobody() -> None:
    notices = tuple(
        Notice(f"n{number}", "fay", "gate:factors", 0, NOON, NOON, "late", tries=1)
        for number in range(BACKLOG)
    )
    begun = went_on(Tick(), HEARING)
    full = replace(begun, record=replace(begun.record, notices=notices), now=DUE)

    assert [*rungs_in(decide(Tick(), full))]


def test_a_repeat_says_what_reached_nobody_before() -> None:
    reached = went_on(Tick(), replace(went_on(Tick(), HEARING), now=DUE + 7 * DAY))
    held = DUE + 15 * DAY
    tried = tuple(replace(one, tries=1, after=held) for one in reached.record.notices)
    in_vain = replace(reached, record=replace(reached.record, notices=tried))

    repeated = went_on(Tick(), replace(in_vain, now=DUE + 14 * DAY))

    last = [one.tries for one in repeated.record.notices if (one.rung, one.to) == (3, "rob")]
    assert last == [0]


def test_what_is_on_its_way_when_it_is_repeated_is_written_down_all_the_same() -> None:
    reached = went_on(Tick(), replace(went_on(Tick(), HEARING), now=DUE + 7 * DAY))
    ripe = tuple(replace(one, tries=1, after=reached.now) for one in reached.record.notices)
    in_vain = replace(reached, record=replace(reached.record, notices=ripe))
    (first, *_) = [one.key for one in ripe if (one.rung, one.to) == (3, "rob")]

    repeated = went_on(Tick((first,)), replace(in_vain, now=DUE + 14 * DAY))
    (told,) = decide(ConfirmNotice(first, "mailto", repeated.now), repeated)

    assert isinstance(told, NoticeDelivered)
    assert (told.key, told.channel) == (first, "mailto")


# fmt: off
CROWDS = [
    # people   of letters
    (200,      40),
    (200,      64),
    (1_000,    64),
]
# fmt: on


@pytest.mark.parametrize("alphabet", ["x", "é", "𐐀"])
@pytest.mark.parametrize(("size", "letters"), CROWDS)
def test_an_entry_has_room_for_a_crowd_and_the_longest_lines(
    size: int, letters: int, alphabet: str
) -> None:
    hearing = crowded(size, letters, alphabet)
    kept: list[RungReached] = []
    while made := decide(Tick(), hearing):
        assert sum(map(size_of, made)) < LIMIT - ENVELOPE
        kept += rungs_in(made)
        record = replace(folded(hearing, made), notices=())
        hearing = replace(hearing, record=record, seq=hearing.seq + 1)

    assert len(kept) == 2 * len(hearing.record.deadlines) == 2 * (2 + 2 * CROWD)


def test_a_crowd_of_two_hundred_is_told_whole() -> None:
    begun = went_on(Tick(), crowded(200, 40, "x"))

    reached = next(rungs_in(decide(Tick(), begun)))

    assert len(reached.to) == len(reached.after) == 200


def test_operators_hear_of_a_crowd_that_is_not_told_whole() -> None:
    begun = went_on(Tick(), crowded(1_000, 64, "x"))

    reached, amiss, *_ = decide(Tick(), begun)

    assert isinstance(reached, RungReached)
    assert isinstance(amiss, OperatorsTold)
    assert amiss.since == f"One rung reaches 1000 people: the first {len(reached.to)} were told."
    assert 100 < len(reached.to) < 1_000


def crowded(size: int, letters: int, alphabet: str) -> Hearing:
    """Build the largest that there is: titles of full lines, and a role that everybody holds."""
    names = [f"a{number:04}".ljust(letters, alphabet) for number in range(size)]
    roles = ("pilot", "operator")
    people = {one: Person(one, roles=roles) for one in names}
    long = alphabet * LINE_LIMIT
    actions = tuple(
        Action(f"A{number}", long, names[0], NOON.date()) for number in range(1, CROWD + 1)
    )
    rungs = (
        Rung(timedelta(0), ("role:pilot",)),
        Rung(HOUR, ("role:pilot", "role:nobody"), repeat=DAY),
    )
    rules = Switches(
        rungs=dict.fromkeys(OPEN.ladders, rungs),
        hours=dict.fromkeys(names, Hours(digest=time(17))),
    )
    record = record_in(
        Phase.ACTIONS_TICKETED,
        actions=actions,
        progress={},
        marks={one.id: Mark("ana", NOON, NOON) for one in actions},
        entered=NOON,
        touched=NOON,
        context=changed(CONTEXT, title=long, facilitator=names[0]),
    )
    return heard(record, ENGINE, rules=rules, people=Directory(people), now=DUE + 30 * DAY)
