"""A case holds when the gate answers exactly what is expected, and only then."""

from datetime import date

import pytest

from policies.file.lines import Enforce, When
from policies.trials.trying import run
from states.record.context import Severity
from tests.policies.comparing.policies import Refusing, with_rule
from tests.policies.trials.written import HEAD, Shelf, problems, ran, suite

LATE = """\
  - name: a P1 action due in 45 days is refused
    from: complete
    set: {actions.A1.due: +45d, progress.A1.state: open}
    unset: [actions.A2.ticket]
    enter: actions_ticketed
    expect: {deny: [{check: due-within, item: A1}, {check: ticket, item: A2}]}
"""


NO_TICKET = "deny ticket on A2: “Write the rollback runbook” has no ticket"


def case(expect: str, change: str = "", enter: str = "actions_ticketed") -> str:
    lines = ["  - name: one", "    from: complete", f"    enter: {enter}", f"    expect: {expect}"]
    return "\n".join([*lines, *([f"    {change}"] if change else [])]) + "\n"


def test_a_case_that_is_answered_as_expected_holds() -> None:
    found = ran(LATE)

    assert found.holds
    assert [(one.name, one.severity) for one in found.cases] == [
        ("a P1 action due in 45 days is refused", Severity.SEV2)
    ]


@pytest.mark.parametrize("gate", ["stabilized", "facts", "factors", "verified", "closed"])
def test_every_gate_can_be_entered(gate: str) -> None:
    assert problems(case("{}", enter=gate)) == []


def test_what_did_not_come_fails_at_its_place() -> None:
    assert problems(case("{deny: [{check: ticket, item: A2}]}")) == [
        "payments.test.yaml:17:21: expected, and did not come: deny ticket on A2"
    ]


def test_what_was_not_expected_fails_with_its_message() -> None:
    assert problems(case("{}", "unset: [actions.A2.ticket]")) == [
        f"payments.test.yaml:17:5: got, and was not expected: {NO_TICKET}",
    ]


def test_the_right_check_on_another_item_shows_both() -> None:
    assert problems(case("{deny: [{check: ticket, item: A1}]}", "unset: [actions.A2.ticket]")) == [
        "payments.test.yaml:17:21: expected, and did not come: deny ticket on A1",
        f"payments.test.yaml:17:14: got, and was not expected: {NO_TICKET}",
    ]


def test_a_part_of_the_message_tells_findings_apart() -> None:
    change = "unset: [context.title, context.effect]"
    title, users = (f"{{check: context-complete, says: {one}}}" for one in ("no title", "users"))

    assert problems(case(f"{{deny: [{title}, {users}]}}", change, "stabilized")) == []
    (problem,) = problems(case(f"{{deny: [{title}]}}", change, "stabilized"))
    assert problem.endswith("deny context-complete: nothing says what users noticed")


def test_a_misspelt_check_fails_the_case_and_says_what_was_meant() -> None:
    assert problems(case("{deny: [{check: tiket}]}")) == [
        "payments.test.yaml:17:21: there is no check “tiket” (did you mean “ticket”?)"
    ]


@pytest.mark.parametrize(
    "expect", ["{pass: [approved]}", "{deny: [{check: approved}]}", "{skip: [approved]}"]
)
def test_a_check_of_a_later_gate_was_not_asked(expect: str) -> None:
    (problem,) = problems(case(expect))

    assert problem.endswith(
        "approved was not asked: it belongs to closed, and the case enters actions_ticketed"
    )


@pytest.mark.parametrize("expect", ["{pass: [ticket]}", "{deny: [{check: ticket, item: A2}]}"])
def test_a_check_that_was_skipped_was_not_asked(expect: str) -> None:
    shelf = Shelf(rules=with_rule("ticket", when=When(severity=(Severity.SEV1,))))

    (problem,) = problems(case(expect), shelf=shelf)

    assert problem.endswith("ticket was not asked: its `when` is for other incidents")


def test_a_check_may_be_expected_to_be_skipped() -> None:
    shelf = Shelf(rules=with_rule("ticket", when=When(severity=(Severity.SEV1,))))

    assert problems(case("{skip: [ticket]}"), shelf=shelf) == []
    assert problems(case("{skip: [ticket]}")) == [
        "payments.test.yaml:17:21: expected ticket to skip, and got: pass"
    ]


def test_a_check_may_be_expected_to_pass() -> None:
    assert problems(case("{pass: [ticket, due-within]}")) == []
    assert problems(
        case("{pass: [ticket], deny: [{check: ticket, item: A2}]}", "unset: [actions.A2.ticket]")
    ) == ["payments.test.yaml:17:21: expected ticket to pass, and got: fail"]


@pytest.mark.parametrize(("enforce", "does"), [(Enforce.WARN, "warn"), (Enforce.AUDIT, "audit")])
def test_what_only_warns_or_is_audited_is_expected_as_such(enforce: Enforce, does: str) -> None:
    shelf = Shelf(rules=with_rule("ticket", enforce=enforce))
    change = "unset: [actions.A2.ticket]"

    assert problems(case(f"{{{does}: [{{check: ticket, item: A2}}]}}", change), shelf=shelf) == []
    assert len(problems(case("{deny: [{check: ticket, item: A2}]}", change), shelf=shelf)) == 2


def test_a_check_that_breaks_is_an_error_and_nothing_else() -> None:
    broken = Refusing(lambda one: one.record.actions[1].ticket == "" and 1 / 0 > 0)
    shelf = Shelf(rules=with_rule("ticket", check=broken))

    found = problems(
        case("{error: [{check: ticket, says: ZeroDivisionError}]}", "unset: [actions.A2.ticket]"),
        shelf=shelf,
    )

    assert found == []


def test_a_waiver_that_stands_is_expected_as_waived() -> None:
    change = """set:
      actions.A2.ticket: ""
      proposals.W1:
        wish: {type: waiver, check: ticket, until: 2026-03-20T12:00:00Z}
        reason: The tracker is down
        by: ana
        at: 2026-03-09T12:00:00Z
        verdict: granted"""

    assert problems(case("{waived: [ticket]}", change)) == []


def test_a_later_moment_tightens_what_tightens_by_date() -> None:
    rules = with_rule(
        "ticket", enforce=Enforce.WARN, enforce_from=((date(2026, 4, 1), Enforce.DENY),)
    )
    change = "unset: [actions.A2.ticket]"
    warned, denied = (f"{{{does}: [{{check: ticket, item: A2}}]}}" for does in ("warn", "deny"))

    assert problems(case(warned, change), shelf=Shelf(rules=rules)) == []
    assert (
        problems(case(denied, f"{change}\n    at: 2026-04-01T00:00Z"), shelf=Shelf(rules=rules))
        == []
    )


def test_a_fixture_that_does_not_pass_fails_its_cases_whatever_they_expect() -> None:
    broken = HEAD.replace("    set:\n", "    unset: [actions.A2.ticket]\n    set:\n")

    (problem,) = problems(LATE, broken)

    assert problem == (
        "payments.test.yaml:4:3: "
        f"the fixture “complete” does not pass actions_ticketed: {NO_TICKET}"
    )


def test_a_fixture_passes_as_far_as_the_phase_it_stands_in() -> None:
    unapproved = HEAD.replace("    approved_by: [sam]\n", "    phase: closed\n")

    (problem,) = problems(case("{}"), unapproved)

    assert "the fixture “complete” does not pass closed: deny approved" in problem


def test_a_fixture_may_warn_and_each_case_says_so() -> None:
    shelf = Shelf(rules=with_rule("ticket", enforce=Enforce.WARN))
    warned = HEAD.replace("    set:\n", "    unset: [actions.A2.ticket]\n    set:\n")

    assert problems(case("{warn: [{check: ticket, item: A2}]}"), warned, shelf) == []


def test_a_path_that_leads_nowhere_fails_the_case() -> None:
    (problem,) = problems(case("{}", "set: {actions.A1.ownr: ana}"))

    assert problem.startswith("payments.test.yaml:14:5: actions.A1.ownr: ")
    assert "did you mean “owner”" in problem


def test_a_path_of_a_fixture_that_leads_nowhere_is_told_at_the_fixture() -> None:
    (problem,) = problems(case("{}"), HEAD.replace("actions.A3.due", "actions.A3.du"))

    assert problem.startswith("payments.test.yaml:4:3: the fixture “complete”: actions.A3.du: ")


def test_only_the_cases_that_are_asked_for_run() -> None:
    found = run(suite(LATE + case("{}")), only="P1")

    assert [one.name for one in found.cases] == ["a P1 action due in 45 days is refused"]
