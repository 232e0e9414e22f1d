"""A gate opens when nothing is in its way, and every step back says why."""

from dataclasses import replace

import pytest

from ledger.canonical import canonical
from states.brevity import shortened
from states.codec import to_json
from states.commands import Advance, Open, Reopen, Return
from states.decide import decide
from states.errors import ConflictError, InvalidError, NotFoundError, RefusedError
from states.events.actions import ActionResumed
from states.events.gates import GateBlocked, PhaseEntered
from states.events.record import IncidentOpened
from states.lifecycle import LIFECYCLE, Phase, Step, Trigger
from states.record.context import Context
from states.record.retrospective import Retrospective
from states.rules import CheckResult, Finding, Report, Result
from tests.builders import CONTEXT, HOUR, KEY, NOON, OPENED, changed
from tests.states.builders import after, heard, record_in, refused
from tests.states.rules import CALM, DIGEST, OPEN, Asked, Switches, shut

NEW = Retrospective(KEY)
LEAST = Context(title=CONTEXT.title, severity=CONTEXT.severity, stabilized=CONTEXT.stabilized)
WHY = "the fix did not hold"
FORWARD = [step for step in LIFECYCLE if step.trigger is Trigger.ADVANCE]
SHUT_TWICE = Switches((shut(Phase.STABILIZED), shut(Phase.FACTS)), owing=False)


def test_opening_pins_the_policy_and_passes_the_first_gate() -> None:
    opened, entered = decide(Open(CONTEXT), heard(NEW, "fay", rules=CALM))

    assert opened == IncidentOpened(CONTEXT, DIGEST)
    assert entered == PhaseEntered(Phase.STABILIZED, Trigger.ADVANCE, policy=DIGEST)


def test_opening_stays_before_a_first_gate_that_is_shut() -> None:
    record = after(Open(LEAST), heard(NEW, "fay", rules=SHUT_TWICE))

    assert record.phase is Phase.OPENING
    assert (record.opened, record.opened_by, record.policy) == (NOON, "fay", DIGEST)


def test_opening_sets_what_is_owed() -> None:
    record = after(Open(CONTEXT), heard(NEW, "fay", rules=OPEN))

    assert [*record.deadlines] == ["gate:facts", "stalled_gate:facts"]


def test_the_first_gate_judges_the_record_that_is_being_opened() -> None:
    seen: list[Retrospective] = []

    def look(case: object) -> tuple[Finding, ...]:
        seen.append(case.record)  # type: ignore[attr-defined]  # a case, as the protocol says
        return ()

    decide(Open(CONTEXT), heard(NEW, "fay", rules=Switches((Asked(Phase.STABILIZED, "x", look),))))

    assert [one.context for one in seen] == [CONTEXT]


# fmt: off
TOO_LITTLE = [
    ({"stabilized": None},
     "stabilized: the incident is still active, or nobody said when it was over"),
    ({"title": ""},        "title, severity: both are needed to open a retrospective"),
    ({"severity": None},   "title, severity: both are needed to open a retrospective"),
]
# fmt: on


@pytest.mark.parametrize(("missing", "message"), TOO_LITTLE)
def test_an_incident_that_says_too_little_is_not_opened(
    missing: dict[str, object], message: str
) -> None:
    told, _ = refused(InvalidError, Open(changed(LEAST, **missing)), heard(NEW))

    assert told == message


def test_an_incident_that_stabilizes_tomorrow_is_still_active() -> None:
    told, hint = refused(InvalidError, Open(changed(LEAST, stabilized=NOON + HOUR)), heard(NEW))

    assert told == "stabilized: 2026-03-10 13:00 UTC lies in the future"
    assert hint == "it is now 2026-03-10 12:00 UTC"


def test_an_incident_opens_once() -> None:
    told, hint = refused(ConflictError, Open(CONTEXT), heard(record_in(Phase.FACTS)))

    assert (told, hint) == ("INC-42 is already open", "see it: retro show INC-42")


@pytest.mark.parametrize("step", FORWARD)
def test_an_open_gate_is_passed_and_keeps_every_result(step: Step) -> None:
    rules = Switches((Asked(Phase.STABILIZED, "always", lambda _: ()),), owing=False)

    (entered,) = decide(Advance(), heard(record_in(step.source), rules=rules))

    assert isinstance(entered, PhaseEntered)
    assert (entered.phase, entered.trigger, entered.policy) == (step.dest, Trigger.ADVANCE, DIGEST)
    assert [(one.check, one.result) for one in entered.results] == [("always", Result.PASS)]


@pytest.mark.parametrize("step", FORWARD)
def test_a_shut_gate_keeps_the_phase_and_answers_with_the_whole_report(step: Step) -> None:
    hearing = heard(record_in(step.source), rules=Switches((shut(step.dest),)))

    (blocked,) = decide(Advance(), hearing)

    assert isinstance(blocked, GateBlocked)
    assert (blocked.report.to, blocked.report.gate_open) == (step.dest, False)
    assert after(Advance(), hearing) == hearing.record


def test_a_later_gate_asks_the_earlier_ones_again() -> None:
    (blocked,) = decide(Advance(), heard(record_in(Phase.FACTORS), rules=SHUT_TWICE))

    assert isinstance(blocked, GateBlocked)
    assert [one.check for one in blocked.report.shut] == ["stabilized-switch", "facts-switch"]


def test_a_report_in_an_entry_is_short_and_counts_what_it_left_out() -> None:
    many = tuple(Finding("x" * 400, f"A{number}") for number in range(9))
    rules = Switches((Asked(Phase.FACTORS, "many", lambda _: many),))

    (blocked,) = decide(Advance(), heard(record_in(Phase.FACTS), rules=rules))

    assert isinstance(blocked, GateBlocked)
    (result,) = blocked.report.results
    assert (len(result.findings), result.more) == (2, 7)


@pytest.mark.parametrize(
    ("checks", "title", "message"),
    [
        (150, "t", "m" * 300),
        (60, "🔥" * 490, "m"),
        (200, "🔥" * 500, "🔥" * 300),
        (200, '"' * 500, '"' * 10_000),
    ],
)
def test_a_report_of_whatever_length_fits_an_entry(checks: int, title: str, message: str) -> None:
    found = (Finding(message, "A1", "fix", ("a" * 60,)),) * 40
    results = tuple(
        CheckResult(Phase.FACTS, f"{number:060}", title, Result.FAIL, found)
        for number in range(checks)
    )

    report = shortened(Report("INC-42", Phase.FACTS, results))

    assert len(canonical(to_json(report))) < 45_000
    assert [one.check for one in report.results] == [one.check for one in results]
    assert {len(one.findings) + one.more for one in report.results} == {40}
    assert all(one.title.startswith(title[:7]) for one in report.results)


def test_a_report_that_fits_keeps_its_titles_and_findings() -> None:
    result = CheckResult(Phase.FACTS, "due", "t" * 500, Result.FAIL, (Finding("m" * 900),))
    report = Report("INC-42", Phase.FACTS, (result,) * 20)

    assert shortened(report) == report


def test_whoever_comes_second_to_a_gate_is_told() -> None:
    told, hint = refused(ConflictError, Advance("facts"), heard(record_in(Phase.FACTS)))

    assert told == "INC-42 is facts: its next gate is factors, not facts"
    assert hint == "see where it stands: retro why INC-42"


def test_whoever_expects_the_next_gate_gets_it() -> None:
    assert after(Advance("factors"), heard(record_in(Phase.FACTS))).phase is Phase.FACTORS


def test_a_step_back_keeps_its_reason_and_undoes_nothing() -> None:
    record = record_in(Phase.VERIFIED)
    hearing = heard(record)

    (entered,) = decide(Return(WHY), hearing)

    assert entered == PhaseEntered(Phase.ACTIONS_TICKETED, Trigger.RETURN, WHY)
    assert after(Return(WHY), hearing) == replace(
        record, phase=Phase.ACTIONS_TICKETED, entered=NOON, touched=NOON, revision=hearing.seq
    )


@pytest.mark.parametrize(
    ("asked", "phase", "what"),
    [(Return(" "), Phase.FACTS, "return"), (Reopen(""), Phase.CLOSED, "reopen")],
)
def test_a_step_back_needs_a_reason(asked: Return | Reopen, phase: Phase, what: str) -> None:
    told, hint = refused(RefusedError, asked, heard(record_in(phase)))

    assert told == f"INC-42: {what} needs a reason that the history can keep"
    assert hint == 'give --reason "…"'


def test_reopening_takes_up_the_actions_that_failed() -> None:
    record = record_in(Phase.CLOSED)

    made = decide(Reopen(WHY, ("A1", "A2")), heard(record))

    assert made[1:] == (ActionResumed("A1", WHY), ActionResumed("A2", WHY))
    reopened = after(Reopen(WHY, ("A1",)), heard(record))
    assert reopened.phase is Phase.ACTIONS_TICKETED
    assert [one.id for one in reopened.actions if reopened.owes(one)] == ["A1"]


def test_reopening_names_only_actions_there_are() -> None:
    told, hint = refused(NotFoundError, Reopen(WHY, ("A9",)), heard(record_in(Phase.CLOSED)))

    assert told == "INC-42 has no action “A9”"
    assert hint == "there are: A1, A2, A3 · retro show INC-42"


def test_what_was_withdrawn_starts_again_before_the_first_gate() -> None:
    assert after(Reopen(WHY), heard(record_in(Phase.WITHDRAWN))).phase is Phase.OPENING


def test_a_step_back_sets_what_is_owed_anew() -> None:
    record = after(Return(WHY), heard(record_in(Phase.FACTS), rules=OPEN))

    assert record.deadlines["gate:facts"].anchor == NOON
    assert OPENED < NOON
