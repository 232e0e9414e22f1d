"""The default policy ships with the numbers of the requirements, each as a parameter (R6)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from policies.file.durations import sized
from policies.file.lines import Enforce
from policies.policy import Policy
from policies.shelf import default_text, policy_of
from states.calendar import Days, Lapse
from states.lifecycle import GATED, Phase
from states.record.actions import ActionState, Priority
from states.record.deadlines import DeadlineKind
from states.record.retrospective import Retrospective
from states.rules import Case, Result, Rung, Terms
from tests.builders import PEOPLE, case_of, complete_record, with_item, with_progress

DEFAULT = policy_of(default_text())
CASE: Case = case_of(complete_record())
DAY = timedelta(days=1)
MANAGER = Rung(Days(2, working=True), ("manager",), Days(2), times=2)
DIRECTOR = Rung(Days(14), ("role:director",), Days(7))


def within(policy: Policy, gate: Phase) -> Lapse:
    return policy.editions[None].file.gates[gate.value].deadline.within


def params_of(check: str) -> object:
    rules = [rule for rules in DEFAULT.editions[None].rules.values() for rule in rules]
    return next(rule.check for rule in rules if rule.id == check)


@pytest.mark.parametrize("gate", GATED)
def test_a_complete_record_passes_every_gate(gate: Phase) -> None:
    report = DEFAULT.judge(gate, CASE)

    assert report.gate_open
    assert {one.result for one in report.results} == {Result.PASS}


def planned_for_a_sprint(priority: Priority, due: date | None) -> Retrospective:
    """Take a record that has passed its promises, with one open action for sprint 14."""
    record = with_item(
        complete_record(Phase.ACTIONS_TICKETED), "A1", sprint="14", due=due, priority=priority
    )
    return with_progress(record, "A1", state=ActionState.OPEN)


@pytest.mark.parametrize("gate", [Phase.ACTIONS_TICKETED, Phase.VERIFIED, Phase.CLOSED])
@pytest.mark.parametrize("priority", Priority)
def test_no_gate_takes_a_sprint_for_a_date(gate: Phase, priority: Priority) -> None:
    report = DEFAULT.judge(gate, case_of(planned_for_a_sprint(priority, None)))

    assert "due-date" in {one.check for one in report.shut}


@pytest.mark.parametrize("priority", Priority)
def test_the_day_a_sprint_ends_is_watched_as_any_due_date(priority: Priority) -> None:
    record = planned_for_a_sprint(priority, date(2026, 3, 20))
    over = datetime(2026, 3, 21, tzinfo=UTC)

    report = DEFAULT.judge(Phase.CLOSED, case_of(record, over))
    (watched,) = [
        one for one in DEFAULT.deadlines(case_of(record)) if one.kind is DeadlineKind.ACTION
    ]

    told = [one.message for result in report.shut for one in result.findings]
    assert "due-date" not in {one.check for one in report.shut}
    assert any("is late (ana, due 2026-03-20, today is 2026-03-21)" in one for one in told)
    assert (watched.subject, watched.due, watched.ladder) == ("A1", over, "action")


@pytest.mark.parametrize(
    ("gate", "lapse"),
    [
        (Phase.STABILIZED, DAY),
        (Phase.FACTS, DAY),
        (Phase.FACTORS, Days(5)),
        (Phase.ACTIONS_TICKETED, Days(2)),
        (Phase.VERIFIED, Days(30)),
        (Phase.CLOSED, Days(7)),
    ],
)
def test_every_gate_has_its_time(gate: Phase, lapse: Lapse) -> None:
    assert within(DEFAULT, gate) == lapse


@pytest.mark.parametrize(
    ("check", "fields"),
    [
        ("timeline-sourced", {"share_percent": 80}),
        ("factor-count", {"min": 3, "max": 7}),
        ("learning-count", {"min": 3, "max": 7}),
        ("trigger-count", {"min": 3, "max": 10}),
        ("due-within", {"p1_days": 30, "other_days": 90}),
        ("measurable", {"min_window_days": 7}),
        ("top-actions", {"min": 2, "max": 3}),
        ("went-well", {"min": 1}),
        ("approved", {"count": 1, "roles": ("service-owner",)}),
    ],
)
def test_every_number_is_the_required_one(check: str, fields: dict[str, object]) -> None:
    found = params_of(check)

    assert {name: getattr(found, name) for name in fields} == fields


def test_what_is_worded_drafted_or_late_keeps_no_gate_shut() -> None:
    rules = [rule for rules in DEFAULT.editions[None].rules.values() for rule in rules]

    assert {rule.id for rule in rules if rule.enforce is not Enforce.DENY} == {
        "conditions-drafted",
        "blameless",
        "specific",
        "others-parked",
        "ticketed-within",
    }


def test_a_gate_climbs_from_the_owner_to_the_director() -> None:
    assert DEFAULT.ladders["gate"] == (
        Rung(-DAY, ("owner",)),
        Rung(0 * DAY, ("owner", "facilitator")),
        MANAGER,
        Rung(Days(7), ("manager_of_manager",)),
        DIRECTOR,
    )


def test_an_action_climbs_to_the_facilitator_first() -> None:
    assert DEFAULT.ladders["action"] == (
        Rung(-DAY, ("owner",)),
        Rung(0 * DAY, ("owner",)),
        Rung(DAY, ("facilitator",)),
        MANAGER,
        Rung(Days(7), ("manager_of_manager",)),
        DIRECTOR,
    )


def test_what_is_stalled_begins_with_the_manager() -> None:
    assert DEFAULT.ladders["stalled"] == (
        Rung(0 * DAY, ("manager",)),
        Rung(Days(7), ("manager_of_manager",)),
        DIRECTOR,
    )


def test_a_waiver_that_ends_is_told_of_before_and_after() -> None:
    file = DEFAULT.editions[None].file

    assert file.waivers.ladder == "waiver"
    assert [sized(rung.at) < 0 * DAY for rung in file.ladders["waiver"]] == [True] + [False] * 3


def test_nobody_is_told_at_night_or_on_a_weekend_and_each_once_a_day() -> None:
    hours = DEFAULT.hours_of("ben", PEOPLE)

    assert hours.zone == "America/New_York"
    assert hours.working == frozenset(range(5))
    assert (hours.quiet, hours.digest) == ((time(18), time(8)), time(9))


def test_thirty_days_without_work_is_stalled() -> None:
    stalled = DEFAULT.editions[None].file.stalled

    assert (stalled.gate, stalled.action, stalled.ladder) == (30 * DAY, 30 * DAY, "stalled")


def test_the_terms_of_waivers_are_written() -> None:
    assert DEFAULT.terms(CASE) == Terms(
        waiver_roles=("sre-lead",),
        waiver_reason_min=20,
        waiver_max=14 * DAY,
        never_waived=("roles-separate", "p1-done", "actions-settled"),
        reschedule_limit=2,
        withdrawal_roles=("sre-lead",),
        waiver_renewals=1,
        waiver_barred=("requester", "action_owners"),
        acknowledge_max=14 * DAY,
        extension_limit=1,
        extension_max=14 * DAY,
    )


def test_every_check_names_its_requirement() -> None:
    lines = [line for line in default_text().splitlines() if "- {id:" in line or "- id:" in line]

    assert [line for line in lines if "# R" not in line] == []


def test_a_policy_is_read_once() -> None:
    first = policy_of(default_text())

    assert policy_of(default_text()) is first
