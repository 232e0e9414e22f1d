"""A report names everything in the way, who can mend it, and the command that does."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from cli.showing.ahead import Ahead
from cli.showing.asked import Asked
from cli.showing.report import report_json, report_lines
from states.lifecycle import Phase
from states.record.deadlines import Deadline, DeadlineKind, Hold
from states.record.retrospective import Retrospective
from states.rules import CheckResult, Finding, Report, Result
from tests.builders import DAY, HOUR, KEY, NOON, complete_record

GATE = Phase.ACTIONS_TICKETED
WIDE = 120
NARROW = 60

TICKET = Finding("“Page on queue depth” has no ticket", "A2", f"retro action ticket {KEY} A2 URL")
APPROVAL = Finding("sam has not approved", fix=f"retro approve {KEY} --as sam", waits_for=("sam",))

FACT = Finding("says nothing", "T1", f"retro fact {KEY}")
FACTOR = Finding("has no evidence", "F1", f"retro factor {KEY}")
NO_LINK = Finding("nothing links its ticket", "F3", TICKET.fix)


def result(came: Result, *findings: Finding, gate: Phase = GATE, more: int = 0) -> CheckResult:
    return CheckResult(gate, "ticket", "every action has a ticket", came, findings, more)


def due_in(days: float) -> Retrospective:
    began = NOON - 24 * DAY
    deadline = Deadline(
        DeadlineKind.GATE, GATE.value, began, NOON + timedelta(days=days), began, "gate", "fay"
    )
    return replace(complete_record(Phase.FACTORS), deadlines={deadline.id: deadline})


RECORD = due_in(6)


def asked(*results: CheckResult, record: Retrospective = RECORD, viewer: str = "fay") -> Asked:
    return Asked(Report(KEY, GATE, results), record, viewer, NOON)


SHUT = (
    "shut by ticket",
    "a second person can let one pass for a while",
    '     retro waive INC-42 ticket --until 7d --reason "WHY"',
)


def test_what_is_in_the_way_comes_with_its_command() -> None:
    lines = [*report_lines(asked(result(Result.FAIL, TICKET)), WIDE)]

    assert lines == [
        "FACTORS → ACTIONS TICKETED   day 25 of 30   ✕ blocked: 1 of 1 need you",
        " ✕ A2 “Page on queue depth” has no ticket   retro action ticket INC-42 A2 URL",
        "",
        "0 of 1 checks pass",
        *SHUT,
    ]


def test_where_it_does_not_fit_the_command_stands_below() -> None:
    lines = [*report_lines(asked(result(Result.FAIL, TICKET)), NARROW)]

    assert lines[1:3] == [
        " ✕ A2 “Page on queue depth” has no ticket",
        "     retro action ticket INC-42 A2 URL",
    ]


def test_what_waits_for_somebody_else_is_told_apart() -> None:
    lines = [*report_lines(asked(result(Result.FAIL, TICKET, APPROVAL)), WIDE)]

    assert lines[0].endswith("✕ blocked: 1 of 2 need you")
    assert lines[2] == (" … sam has not approved (waits for sam)     retro approve INC-42 --as sam")


def test_a_gate_that_only_waits_names_whom_it_waits_for() -> None:
    (head, *_) = report_lines(asked(result(Result.FAIL, APPROVAL)), WIDE)

    assert head.endswith("… waiting for sam")


def test_the_one_who_is_waited_for_is_needed() -> None:
    (head, *_) = report_lines(asked(result(Result.FAIL, APPROVAL), viewer="sam"), WIDE)

    assert head.endswith("✕ blocked: 1 of 1 need you")


def test_warnings_and_waivers_have_marks_of_their_own_and_do_not_block() -> None:
    lines = [*report_lines(asked(result(Result.WAIVED), result(Result.WARN, TICKET)), NARROW)]

    assert lines[0].endswith("✓ open: retro advance INC-42")
    assert lines[1:4] == [
        " ! A2 “Page on queue depth” has no ticket",
        "     retro action ticket INC-42 A2 URL",
        " ~ every action has a ticket (waived)",
    ]


def test_what_passes_is_counted_and_listed_when_asked_for() -> None:
    page = asked(result(Result.PASS), result(Result.SKIP), result(Result.FAIL, TICKET))

    assert [*report_lines(page, WIDE)][-4:] == [
        "2 of 3 checks pass · see them: retro why INC-42 --all",
        *SHUT,
    ]
    assert [*report_lines(page, NARROW, all_checks=True)][3:] == [
        " - every action has a ticket",
        " ✓ every action has a ticket",
        "",
        "2 of 3 checks pass",
        *SHUT,
    ]


def test_what_is_only_audited_is_counted_and_listed_when_asked_for() -> None:
    audited = replace(result(Result.WARN, TICKET), audited=True)
    page = asked(result(Result.PASS), audited)

    assert [*report_lines(page, WIDE)][1:] == [
        "1 of 2 checks pass, 1 would not and is only audited · see them: retro why INC-42 --all",
    ]
    assert [*report_lines(page, WIDE, all_checks=True)][1] == (
        " ! A2 “Page on queue depth” has no ticket (audited)   retro action ticket INC-42 A2 URL"
    )


def test_the_next_gate_stands_first_and_earlier_ones_are_asked_again_below() -> None:
    facts = result(Result.FAIL, FACT, gate=Phase.FACTS)
    factors = result(Result.FAIL, FACTOR, gate=Phase.FACTORS)

    lines = [*report_lines(asked(facts, factors, result(Result.FAIL, APPROVAL)), WIDE)]

    assert lines[1:8] == [
        " … sam has not approved (waits for sam)   retro approve INC-42 --as sam",
        "",
        "asked again: FACTS",
        " ✕ T1 says nothing                        retro fact INC-42",
        "",
        "asked again: FACTORS",
        " ✕ F1 has no evidence                     retro factor INC-42",
    ]


def test_where_only_earlier_gates_are_in_the_way_they_follow_the_heading() -> None:
    facts = result(Result.FAIL, FACT, gate=Phase.FACTS)

    assert [*report_lines(asked(facts), WIDE)][1] == "asked again: FACTS"


def test_what_the_viewer_can_do_comes_before_what_waits() -> None:
    lines = [*report_lines(asked(result(Result.FAIL, APPROVAL), result(Result.FAIL, TICKET)), WIDE)]

    assert [line[:3] for line in lines[1:3]] == [" ✕ ", " … "]


def test_what_two_checks_find_is_said_and_counted_once() -> None:
    twice = [result(Result.FAIL, TICKET), result(Result.FAIL, TICKET, gate=Phase.FACTS)]

    lines = [*report_lines(asked(*twice, twice[0]), WIDE)]

    assert lines[0].endswith("✕ blocked: 1 of 1 need you")
    assert lines[1:3] == [
        " ✕ A2 “Page on queue depth” has no ticket   retro action ticket INC-42 A2 URL",
        "",
    ]


def test_a_command_that_mends_several_findings_stands_once_below_them() -> None:
    lines = [*report_lines(asked(result(Result.FAIL, TICKET, FACT, NO_LINK)), WIDE)]

    assert lines[0].endswith("✕ blocked: 3 of 3 need you")
    assert lines[1:6] == [
        " ✕ A2 “Page on queue depth” has no ticket",
        " ✕ F3 nothing links its ticket",
        "     retro action ticket INC-42 A2 URL",
        " ✕ T1 says nothing",
        "     retro fact INC-42",
    ]


def test_what_passes_twice_is_listed_twice() -> None:
    lines = [*report_lines(asked(result(Result.PASS), result(Result.PASS)), WIDE, all_checks=True)]

    assert lines[1:3] == [" ✓ every action has a ticket"] * 2


def test_a_check_that_nobody_may_waive_comes_without_a_waiver() -> None:
    page = replace(asked(result(Result.FAIL, TICKET)), never=("ticket",))

    assert [*report_lines(page, WIDE)][-1] == "shut by ticket"


def test_a_check_that_broke_comes_without_a_waiver() -> None:
    assert [*report_lines(asked(result(Result.ERROR, TICKET)), WIDE)][-1] == "shut by ticket"


def test_only_what_may_be_waived_is_offered() -> None:
    failing = [replace(result(Result.FAIL, TICKET), check=name) for name in ("a", "b", "c")]

    every = [*report_lines(asked(*failing), WIDE)]
    some = [*report_lines(replace(asked(*failing), never=("b",)), WIDE)]

    assert every[-3:] == [
        "shut by a, b, c",
        "a second person can let one pass for a while",
        '     retro waive INC-42 CHECK --until 7d --reason "WHY"',
    ]
    assert some[-2] == "a second person can let a or c pass for a while"


def test_what_a_short_report_left_out_is_counted() -> None:
    lines = [*report_lines(asked(result(Result.FAIL, TICKET, more=3)), WIDE)]

    assert lines[0].endswith("✕ blocked: 4 of 4 need you")
    assert lines[2] == " ✕ and 3 more                               retro why INC-42"


def test_a_gate_past_its_deadline_is_late() -> None:
    (head, *_) = report_lines(asked(record=due_in(-2.5)), WIDE)

    assert "   late by 2 d 12 h   " in head


def test_a_deadline_within_two_days_is_counted_in_hours() -> None:
    began = NOON - HOUR
    deadline = Deadline(
        DeadlineKind.GATE, GATE.value, began, NOON + 23 * HOUR, began, "gate", "fay"
    )
    record = replace(RECORD, deadlines={deadline.id: deadline})

    (head, *_) = report_lines(asked(record=record), WIDE)

    assert "   due in 23 h   " in head


def test_a_gate_without_deadline_says_nothing_of_days() -> None:
    (head, *_) = report_lines(asked(record=complete_record(Phase.FACTORS)), WIDE)

    assert head == "FACTORS → ACTIONS TICKETED   ✓ open: retro advance INC-42"


def test_a_report_ends_with_what_comes_by_itself() -> None:
    deadline = next(iter(RECORD.deadlines.values()))
    ahead = Ahead(NOON + DAY, deadline, ("rob",), late=True)

    *_, last = report_lines(replace(asked(), ahead=ahead), WIDE)

    assert last == "escalates to rob Wed 11 Mar 12:00 UTC (gate:actions_ticketed)"


def test_json_has_all_of_it() -> None:
    deadline = next(iter(RECORD.deadlines.values()))
    ahead = Ahead(NOON + DAY, deadline, ("rob",), late=True)

    body = report_json(replace(asked(result(Result.FAIL, TICKET, APPROVAL)), ahead=ahead))

    checks = body.pop("checks")
    assert checks[0]["findings"][0]["fix"] == TICKET.fix
    assert body == {
        "incident": KEY,
        "phase": "factors",
        "to": "actions_ticketed",
        "open": False,
        "findings": 2,
        "yours": 1,
        "waits_for": ["sam"],
        "due": deadline.due,
        "next": {"at": NOON + DAY, "tells": ["rob"]},
        "holds": [],
    }


def test_what_somebody_stopped_is_told_before_what_comes() -> None:
    hold = Hold("mia", NOON, NOON + DAY, "They are away")
    (deadline,) = RECORD.deadlines.values()
    record = replace(RECORD, deadlines={deadline.id: replace(deadline, hold=hold)})
    ahead = Ahead(NOON + DAY, deadline, ("rob",), late=True)
    one = replace(asked(record=record), ahead=ahead, zone=ZoneInfo("Europe/Lisbon"))

    assert [*report_lines(one, WIDE)][-2:] == [
        f"acknowledged until Wed 11 Mar 12:00 WET by mia: “They are away” ({deadline.id})",
        f"escalates to rob Wed 11 Mar 12:00 WET ({deadline.id})",
    ]
    assert report_json(one)["holds"] == [
        {
            "deadline": deadline.id,
            "by": "mia",
            "at": "2026-03-10T12:00:00Z",
            "until": "2026-03-11T12:00:00Z",
            "reason": "They are away",
        }
    ]
