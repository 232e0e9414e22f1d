"""What a candidate comes to is added up over incidents, and told for each check alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from documents.draft import Draft
from policies.policy import Policy
from policies.simulating.by_check import CheckTold
from policies.simulating.calls import Shift
from policies.simulating.drafts import asked_once, told_until
from policies.simulating.enforcing import enforced_on, tightening
from policies.simulating.passages import Verdict
from policies.simulating.past import Past, Staff, Window
from policies.simulating.setting import Setting
from policies.simulating.simulation import Simulation, simulated
from states.lifecycle import GATED, Phase
from states.record.context import Meeting
from tests.builders import CONTEXT, DAY, NOON, OPENED, case_of, complete_record, with_item
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
)

LENIENT = candidate(("share_percent: 80", "share_percent: 50"))
TICKET = "      - {id: ticket, uses: actions.ticketed}"
NO_TICKET_ASKED = candidate((TICKET, "      # -"))
LATER = "      - {id: ticket, uses: actions.ticketed, enforce: warn, enforce_from: {%s: deny}}"


def simulation(policy: Policy, *lives: Life) -> Simulation:
    pinned = {one.policy.digest: one.policy for one in lives}
    window = Window(BEFORE, max(one.now for one in lives))
    return simulated(_pasts(lives), Setting(policy, pinned.get, STAFF, window))


def _pasts(lives: Iterable[Life]) -> Iterable[Past]:
    return (replace(one.past, incident=f"INC-{place}") for place, one in enumerate(lives, start=1))


def unsourced() -> Life:
    life = opened(LENIENT, with_item(COMPLETE, "T2", source=""))
    reached(life)
    life.wait(days=2)
    edited(life, "T2", source="https://example.org/logs")
    return life


def unticketed() -> Life:
    life = opened(told=with_item(COMPLETE, "A1", ticket=""))
    for _ in range(3):
        reached(life)
    life.wait(days=1)
    edited(life, "A1", ticket="PAY-1")
    reached(life)
    return life


def test_gates_decisions_escalations_and_waits_are_counted() -> None:
    found = simulation(DEFAULT, unsourced(), unticketed())

    assert [one.incident for one in found.replays] == ["INC-1", "INC-2"]
    assert found.decisions == 7
    assert [found.gates(one) for one in Verdict] == [1, 0, 5]
    assert found.shut_anyway == 0
    assert found.calls(*Shift) == found.calls(Shift.SAME) > 0
    assert found.waited_then == DAY
    assert found.would_wait == 3 * DAY


def test_gates_that_are_shut_under_both_are_no_good_news() -> None:
    life = opened(told=with_item(COMPLETE, "A1", ticket=""))
    for _ in range(3):
        reached(life)

    found = simulation(LENIENT, life)

    assert ([found.gates(one) for one in Verdict], found.shut_anyway) == ([0, 0, 4], 1)


def test_a_check_that_newly_stops_names_the_incidents_and_what_it_finds() -> None:
    (first, second) = simulation(DEFAULT, unsourced(), unticketed()).checks

    assert first == CheckTold(
        Phase.FACTS, "timeline-sourced", ("INC-1",), 1, would=timedelta(days=2)
    )
    assert second == CheckTold(Phase.ACTIONS_TICKETED, "ticket", then=DAY, would=DAY)


def test_a_check_that_no_longer_stops_names_them_too() -> None:
    (only,) = simulation(NO_TICKET_ASKED, unticketed()).checks

    assert only == CheckTold(Phase.ACTIONS_TICKETED, "ticket", no_longer=("INC-1",), then=DAY)


def test_incidents_that_the_policy_is_not_for_are_left_out_and_counted() -> None:
    for_others = candidate(("version: 1.0.0", "version: 1.0.0\nwhen: {severity: [SEV1]}"))

    found = simulation(for_others, unticketed())

    assert (found.replays, found.passed_over) == ((), 1)


def test_incidents_in_which_nothing_happened_are_left_out() -> None:
    found = simulated(
        [Past("INC-9", ())], Setting(DEFAULT, lambda _: None, Staff(), Window(NOON, NOON + DAY))
    )

    assert (found.replays, found.passed_over) == ((), 0)


def test_a_check_is_enforced_as_on_the_day_of_each_decision() -> None:
    soon = candidate((TICKET, LATER % "2026-03-04"))
    life = opened(candidate((TICKET, "      # -")), with_item(COMPLETE, "A1", ticket=""))
    for _ in range(3):
        reached(life)

    assert life.now.date() == date(2026, 3, 3)
    assert simulation(soon, life).gates(Verdict.STOPPED) == 0
    assert simulation(enforced_on(soon, date(2026, 3, 4)), life).gates(Verdict.STOPPED) == 1


def test_days_on_which_checks_tighten_are_named_where_they_lie_ahead() -> None:
    soon = candidate((TICKET, LATER % "2026-03-04"))

    assert tightening(soon, date(2026, 3, 3)) == (date(2026, 3, 4),)
    assert tightening(soon, date(2026, 3, 4)) == ()
    assert tightening(enforced_on(soon, date(2026, 1, 1)), date(2026, 1, 1)) == ()
    assert enforced_on(soon, date(2026, 1, 1)).digest == soon.digest


def test_a_record_without_history_is_asked_every_gate_once() -> None:
    case = case_of(with_item(complete_record(), "T2", source=""))

    found = asked_once(case, DEFAULT, LENIENT, "record.yaml")

    assert [one.gate for one in found.passages] == [*GATED]
    assert [one.gate for one in found.passages if one.verdict is Verdict.STOPPED] == [Phase.FACTS]
    assert (found.source, found.calls, found.then, found.would) == ("record.yaml", (), (), ())


def test_it_is_asked_as_of_the_last_moment_that_it_tells_of() -> None:
    held = Draft(context=CONTEXT, meeting=Meeting(at=NOON + DAY, held=OPENED + DAY))

    assert told_until(held, NOON) == OPENED + DAY
    assert told_until(Draft(timeline=COMPLETE.timeline), NOON) == COMPLETE.timeline[-1].at
    assert told_until(Draft(), NOON) == NOON
