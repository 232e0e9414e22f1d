"""A rehearsal tells what the engine would do, for every gate, if nobody acted."""

from datetime import UTC, date, datetime

import pytest

from policies.policy import Policy
from policies.rehearsing.cue import Cue, CueKind
from policies.rehearsing.rehearsal import Rehearsal, Share, rehearsed
from policies.rehearsing.scenes import Scene
from policies.shelf import default_text, policy_of
from states.commands import Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import next_moment
from states.envelope import ENGINE
from states.events.notices import NoticeSettled
from states.evolve import fold
from states.lifecycle import GATED, Phase
from states.people import Directory
from states.record.deadlines import Deadline, DeadlineKind, Notice
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from tests.builders import DAY, HOUR, OPENED, changed
from tests.policies.rehearsing.rehearsing import (
    DIGEST,
    OFFICE,
    OPERATED,
    about,
    begun,
    laddered,
    rehearsal,
    small,
)

WEEK = 7 * DAY
SEASON = 120 * DAY
DEFAULT = policy_of(default_text())
STEEP = (
    "{at: -2d, notify: [owner]}, {at: 0h, notify: [owner, facilitator]}, "
    "{at: 2wd, notify: [manager], repeat: 2d, times: 3}, "
    "{at: 7d, notify: [manager_of_manager], at_once: true}, "
    '{at: 14d, notify: ["role:director"], repeat: 7d}'
)
POLICIES = {
    "small": small(),
    "office": small(clock=OFFICE),
    "digest": laddered(STEEP, clock=OFFICE + DIGEST),
    "default": DEFAULT,
}

Heard = tuple[str, datetime, str, datetime, str]


def heard_of(notices: list[Notice]) -> list[Heard]:
    """Say who the engine would tell what, when."""
    return sorted(
        (one.deadline, one.at, one.to, one.after or one.at, one.why)
        for one in notices
        if one.deadline
    )


def lived(record: Retrospective, policy: Policy, until: datetime) -> list[Notice]:
    """Let the engine look at the clock whenever something is due, and nobody act."""
    now, seq = OPENED, record.revision
    notices: list[Notice] = []
    moment: datetime | None = now
    while moment is not None and moment <= until:
        now, seq = max(moment, now), seq + 1
        record = changed(record, notices=tuple(one for one in record.notices if one.is_held(now)))
        made = decide(Tick(), Hearing(record, policy, OPERATED, ENGINE, now, seq))
        record = fold(record, made, Stamp(now, ENGINE, seq))
        settled = {one.key for one in made if isinstance(one, NoticeSettled)}
        told = {one.key: one for one in (*record.notices, *notices) if one.key not in settled}
        notices = [*told.values()]
        moment = next_moment(record, policy, now)
    return notices


def times_of(notice: Notice) -> int:
    return int(notice.key.split("/")[-2].rpartition(".")[2])


@pytest.mark.parametrize("phase", [Phase.OPENING, Phase.FACTORS, Phase.ACTIONS_TICKETED])
@pytest.mark.parametrize("name", POLICIES)
def test_the_phase_it_is_in_is_told_as_the_engine_climbs_it(name: str, phase: Phase) -> None:
    policy, record = POLICIES[name], changed(begun(), phase=phase)
    until = OPENED + SEASON

    notices = [one for one in lived(record, policy, until) if times_of(one) <= 2]
    owed = {one.deadline for one in notices if one.deadline}
    found = rehearsed(Scene(record, policy, OPERATED, OPENED), until)
    cues = [one for one in found.cues if one.deadline in owed and one.kind is not CueKind.AMISS]

    assert len(owed) >= 2
    assert heard_of(notices) == sorted(
        (one.deadline, one.moment, one.to, one.at, one.why) for one in cues
    )


def test_every_gate_is_entered_when_the_one_before_it_was_due() -> None:
    found = rehearsal(small())

    dues = {one.deadline: one.due for one in found.cues if one.deadline.startswith("gate:")}

    assert [*dues] == [f"gate:{one.value}" for one in GATED]
    assert dues["gate:stabilized"] == OPENED + DAY
    within = (("factors", 5), ("actions_ticketed", 2), ("verified", 30), ("closed", 7))
    before = dues["gate:facts"]
    for gate, days in within:
        assert dues[f"gate:{gate}"] == before + days * DAY
        before = dues[f"gate:{gate}"]


def test_an_action_is_told_once_though_it_is_owed_in_every_phase_from_then_on() -> None:
    found = rehearsal(small())

    told = [(one.rung, one.times) for one in about(found, "action:A1")]

    assert len({*told}) == len(told) > 0


def test_no_two_rows_are_the_same_event() -> None:
    for policy in POLICIES.values():
        keys = [one.key for one in rehearsal(policy).cues]

        assert len({*keys}) == len(keys)


def test_a_rung_that_repeats_is_shown_twice_and_goes_on() -> None:
    found = rehearsal(small())

    (first, second) = [one for one in about(found, "gate:factors") if one.rung == 2]

    assert (first.goes_on, second.goes_on) == ("", "and every 7 days, until somebody acts")
    assert second.moment - first.moment == WEEK


@pytest.mark.parametrize(
    ("rung", "goes_on"),
    [
        ("{at: 1d, notify: [manager], repeat: 1d, times: 2}", ""),
        ("{at: 1d, notify: [manager], repeat: 1d, times: 5}", "and every day, 3 more"),
        ("{at: 1d, notify: [manager], repeat: 12h, times: 3}", "and every 12h, 1 more"),
    ],
)
def test_a_rung_that_stops_after_so_many_times_says_how_many_are_left(
    rung: str, goes_on: str
) -> None:
    found = rehearsal(laddered(f"{rung}, {{at: 9d, notify: [owner], repeat: 7d}}"))

    cues = [one for one in about(found, "gate:factors") if one.rung == 1]
    # Whom it waits for has not heard of it yet, and hears of it once.
    shown = [one for one in cues if one.why != "It waits for you."]

    assert [one.times for one in shown] == [1, 2]
    assert shown[-1].goes_on == goes_on


def test_a_rung_that_repeats_every_few_minutes_does_not_drown_the_later_ones() -> None:
    found = rehearsal(
        laddered(
            "{at: 0h, notify: [owner], repeat: 5m, times: 5000}, "
            "{at: 14d, notify: [manager], repeat: 7d}"
        )
    )

    assert [one.rung for one in about(found, "gate:factors")] == [1, 1, 2, 2]


def test_what_is_to_come_what_is_due_and_what_climbed_are_told_apart() -> None:
    cues = about(rehearsal(laddered(STEEP)), "gate:factors")

    kinds = {one.rung: one.kind for one in cues if one.kind is not CueKind.AMISS}

    assert kinds == {
        1: CueKind.REMINDER,
        2: CueKind.DUE,
        3: CueKind.ESCALATION,
        4: CueKind.ESCALATION,
        5: CueKind.ESCALATION,
    }


def test_what_is_stalled_has_climbed_when_it_is_told_first() -> None:
    first = about(rehearsal(small()), "stalled_gate:factors")[0]

    assert (first.rung, first.kind) == (1, CueKind.ESCALATION)


def test_somebody_who_sleeps_is_told_in_the_morning_and_the_rung_keeps_its_moment() -> None:
    night = datetime(2026, 3, 26, 23, 30, tzinfo=UTC)

    cues = about(rehearsal(laddered(STEEP, clock=OFFICE), at=night), "gate:stabilized")
    due = next(one for one in cues if one.kind is CueKind.DUE)

    # Friday night; the weekend, then Monday 08:00 UTC: fay has no other zone.
    assert due.moment == datetime(2026, 3, 27, 23, 30, tzinfo=UTC)
    assert due.at == datetime(2026, 3, 30, 8, 0, tzinfo=UTC)
    assert due.is_held


def test_the_morning_is_that_of_the_persons_own_clock_also_after_it_was_put_forward() -> None:
    saturday = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    there = changed(OPERATED.people["fay"], zone="Europe/Lisbon")
    people = Directory({**OPERATED.people, "fay": there})
    policy = laddered(STEEP.replace("-2d", "-1h"), clock=OFFICE)

    cues = about(rehearsal(policy, people, at=saturday), "gate:stabilized")

    # Lisbon is an hour ahead of UTC from Sunday on; nobody is told before Monday.
    assert {(one.to, one.zone) for one in cues[:1]} == {("fay", "Europe/Lisbon")}
    assert cues[0].at == datetime(2026, 3, 30, 7, 0, tzinfo=UTC)


def test_holidays_are_slept_over() -> None:
    thursday = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)

    cues = about(rehearsal(laddered(STEEP, clock=OFFICE), at=thursday), "gate:stabilized")
    due = next(one for one in cues if one.kind is CueKind.DUE)

    assert due.moment == datetime(2026, 4, 3, 12, 0, tzinfo=UTC)
    assert due.at == datetime(2026, 4, 7, 8, 0, tzinfo=UTC)


def test_a_rung_that_is_told_at_once_wakes_people() -> None:
    night = datetime(2026, 3, 26, 23, 30, tzinfo=UTC)

    cues = about(rehearsal(laddered(STEEP, clock=OFFICE), at=night), "gate:stabilized")
    loud = next(one for one in cues if one.rung == 4)

    assert not loud.is_held
    assert loud.at.hour == 23


def test_what_comes_in_one_message_a_day_counts_as_one() -> None:
    apart = rehearsal(laddered(STEEP, clock=OFFICE))
    together = rehearsal(laddered(STEEP, clock=OFFICE + DIGEST))

    (before, after) = ({one.person: one for one in found.shares} for found in (apart, together))

    assert before["rob"].messages == before["rob"].cues == after["rob"].cues
    assert after["rob"].messages < after["rob"].cues
    assert {one.at.hour for one in together.cues if one.bundled and one.to == "fay"} == {9}


def test_a_reminder_that_waits_until_it_is_due_is_not_told() -> None:
    apart = rehearsal(laddered(STEEP, clock=OFFICE))
    together = rehearsal(laddered(STEEP, clock=OFFICE + DIGEST))

    (before, after) = ({one.key for one in found.of("fay").cues} for found in (apart, together))

    # It was due at noon on a Sunday; the reminder of Friday noon waits until Monday, too.
    assert before - after == {"gate:factors/reminder/1.1/fay"}


def test_messages_are_counted_by_moment_only_where_they_are_bundled() -> None:
    cue = Cue(OPENED, OPENED, CueKind.DUE, "gate:facts", OPENED, "it is due", to="ana", rung=1)
    cues = (
        cue,
        changed(cue, rung=2),
        changed(cue, rung=3, bundled=True),
        changed(cue, rung=4, bundled=True),
        changed(cue, rung=5, bundled=True, at=OPENED + DAY),
        changed(cue, to="abe"),
        changed(cue, to=""),
    )

    shares = Rehearsal("INC-42", OPENED, None, cues).shares

    assert shares == (Share("ana", 5, 4), Share("abe", 1, 1))


def test_a_party_that_is_nobody_is_said_with_who_hears_instead_and_operators_are_told() -> None:
    alone = changed(OPERATED.people["fay"], manager="")
    people = Directory({**OPERATED.people, "fay": alone})
    found = rehearsal(laddered(STEEP), people)

    climbed = [one for one in about(found, "gate:factors") if one.rung == 3 and one.times == 1]

    (instead, told) = climbed
    assert (instead.kind, instead.to) == (CueKind.ESCALATION, "rob")
    assert "rung 3 of the ladder tells the manager, and fay has none" in instead.instead
    assert (told.kind, told.to) == (CueKind.AMISS, "rob")
    assert told.moment == instead.moment


def test_who_leaves_is_told_until_then_and_the_next_one_after() -> None:
    leaving = changed(OPERATED.people["mia"], left=date(2026, 4, 1))
    people = Directory({**OPERATED.people, "mia": leaving})
    policy = laddered("{at: 1d, notify: [manager], repeat: 7d}")

    cues = about(rehearsal(policy, people), "action:A1") + about(
        rehearsal(policy, people), "action:A3"
    )
    told = [(one.moment.date() < date(2026, 4, 1), one.to) for one in cues if one.rung == 1]

    assert (True, "mia") in told
    assert (False, "mia") not in told


def test_where_nobody_is_there_at_all_the_row_is_there_and_names_nobody() -> None:
    found = rehearsal(small(), Directory())

    assert {one.to for one in found.cues} == {""}
    assert found.shares == ()


def test_what_is_told_is_in_the_order_in_which_people_hear_it() -> None:
    at = [one.at for one in rehearsal(DEFAULT).cues]

    assert at == sorted(at)


def test_until_a_moment_rungs_are_reached_and_none_after() -> None:
    until = OPENED + 8 * DAY
    whole, cut = rehearsal(DEFAULT), rehearsal(DEFAULT, until=until)

    assert cut.cues == tuple(one for one in whole.cues if one.moment <= until)
    assert until in {one.moment for one in cut.cues}
    assert len(cut.cues) < len(whole.cues)


def test_a_gate_that_is_late_already_lets_the_next_phase_begin_now() -> None:
    late = OPENED + 40 * DAY
    passed = rehearsed(Scene(begun(), small(), OPERATED, OPENED)).cues[0]
    owed = Deadline(DeadlineKind.GATE, "stabilized", OPENED, passed.due, OPENED, "short", "fay")
    record = changed(begun(), deadlines={owed.id: owed})

    found = rehearsed(Scene(record, small(), OPERATED, late))

    assert {one.due for one in about(found, "gate:stabilized")} == {passed.due}
    assert min(one.at for one in found.cues) == late
    assert {one.due for one in about(found, "gate:facts")} == {late + DAY}


def test_one_person_hears_their_own_rows() -> None:
    whole = rehearsal(DEFAULT)

    found = whole.of("mia")

    assert {one.to for one in found.cues} == {"mia"}
    assert found.shares == tuple(one for one in whole.shares if one.person == "mia")


def test_a_record_that_is_over_owes_nothing() -> None:
    over = changed(begun(), phase=Phase.CLOSED)

    assert rehearsal(DEFAULT, record=over).cues == ()


def test_notices_that_wait_already_stop_no_rehearsal() -> None:
    waiting = Notice("k", "ana", "action:A1", 0, OPENED, OPENED, "it is due")
    stuck = changed(begun(), notices=(waiting,) * 500)

    assert rehearsal(small(), record=stuck).cues == rehearsal(small()).cues


def test_a_deadline_that_passed_before_it_began_is_told_when_it_begins() -> None:
    late = OPENED + 40 * DAY
    record = changed(begun(), phase=Phase.ACTIONS_TICKETED)

    found = rehearsed(Scene(record, small(), OPERATED, late), late + HOUR)

    assert {one.moment for one in found.cues} == {late}
    assert all(one.at >= late for one in found.cues)
