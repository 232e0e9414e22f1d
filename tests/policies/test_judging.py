"""A gate asks every check, and only what passes, warns or was waived lets it open."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.edition import Rule
from policies.file.lines import Enforce
from policies.judging import ask, standing_waivers
from policies.policy import Policy
from policies.shelf import default_text, policy_of
from states.lifecycle import GATED, Phase, gates_up_to
from states.record.proposals import Proposal, Verdict, Waiver, Withdrawal
from states.record.retrospective import Retrospective
from states.rules import Case, CheckResult, Finding, Result
from states.values import TEXT_LIMIT, value
from tests.builders import NOON, case_of, changed, complete_record, with_item

DEFAULT = policy_of(default_text())
LATER = NOON + timedelta(days=7)
A1 = Finding("no owner", "A1", "retro action edit INC-42 A1 --owner PERSON")
A2 = Finding("no owner", "A2", "retro action edit INC-42 A2 --owner PERSON")


@value
class Says:
    """A check that answers what it was given."""

    id: ClassVar[str] = "tests.says"
    title: ClassVar[str] = "it says what it was told"
    findings: tuple[Finding, ...] = ()

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        return self.findings


@value
class Breaks:
    """A check that cannot be asked."""

    id: ClassVar[str] = "tests.breaks"
    title: ClassVar[str] = "it breaks"
    told: str = "no such field\u202e"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        raise KeyError(self.told)


def rule(*findings: Finding, enforce: Enforce = Enforce.DENY, waivable: bool = True) -> Rule:
    return Rule(Phase.FACTS, "one-owner", Says(findings), enforce, waivable)


def waived(
    check: str = "one-owner", item: str = "", verdict: Verdict = Verdict.GRANTED, **until: float
) -> Proposal:
    end = NOON + timedelta(**(until or {"days": 7}))
    return Proposal(
        "W1", Waiver(check, end, item), "the owner is named on Monday", "ana", NOON, verdict
    )


def with_waivers(*proposals: Proposal, record: Retrospective | None = None) -> Case:
    return case_of(changed(record or complete_record(), proposals=proposals))


def test_no_findings_is_a_pass() -> None:
    assert ask(rule(), with_waivers()) == CheckResult(
        Phase.FACTS, "one-owner", "it says what it was told", Result.PASS
    )


@pytest.mark.parametrize(
    ("enforce", "result"),
    [
        (Enforce.DENY, Result.FAIL),
        (Enforce.WARN, Result.WARN),
        (Enforce.AUDIT, Result.WARN),
    ],
)
def test_findings_count_as_the_policy_says(enforce: Enforce, result: Result) -> None:
    answer = ask(rule(A1, A2, enforce=enforce), with_waivers())

    assert (answer.result, answer.findings) == (result, (A1, A2))


def test_only_what_is_audited_says_so() -> None:
    audited, warned = (
        ask(rule(A1, enforce=enforce), with_waivers()) for enforce in (Enforce.AUDIT, Enforce.WARN)
    )

    assert (audited.audited, warned.audited) == (True, False)
    assert not ask(rule(enforce=Enforce.AUDIT), with_waivers()).audited


@pytest.mark.parametrize(
    ("now", "result"),
    [
        (datetime(2026, 3, 9, 23, 59, 59, tzinfo=UTC), Result.WARN),
        (datetime(2026, 3, 10, tzinfo=UTC), Result.FAIL),
        # In New York it is still the evening before; days begin in UTC.
        (datetime(2026, 3, 9, 20, tzinfo=timezone(timedelta(hours=-4))), Result.FAIL),
        (datetime(2030, 1, 1, tzinfo=UTC), Result.FAIL),
    ],
)
def test_a_check_tightens_on_its_day(now: datetime, result: Result) -> None:
    tightening = replace(
        rule(A1, enforce=Enforce.AUDIT),
        enforce_from=((date(2026, 2, 1), Enforce.WARN), (date(2026, 3, 10), Enforce.DENY)),
    )

    answer = ask(tightening, case_of(complete_record(), now))

    assert (answer.result, answer.audited) == (result, False)


@pytest.mark.parametrize(
    ("waiver", "left", "result"),
    [
        (waived(), (), Result.WAIVED),
        (waived(item="A1"), (A2,), Result.FAIL),
        (waived(item="A9"), (A1, A2), Result.FAIL),
        (waived("another"), (A1, A2), Result.FAIL),
        (waived(verdict=Verdict.PENDING), (A1, A2), Result.FAIL),
        (waived(verdict=Verdict.DECLINED), (A1, A2), Result.FAIL),
        (waived(hours=0), (A1, A2), Result.FAIL),
        (waived(hours=-1), (A1, A2), Result.FAIL),
    ],
)
def test_a_waiver_covers_what_it_names_until_it_ends(
    waiver: Proposal, left: tuple[Finding, ...], result: Result
) -> None:
    answer = ask(rule(A1, A2), with_waivers(waiver))

    assert (answer.findings, answer.result) == (left, result)


def test_a_waiver_of_each_item_waives_the_check() -> None:
    both = with_waivers(waived(item="A1"), waived(item="A2"))

    assert ask(rule(A1, A2), both).result is Result.WAIVED


def test_what_the_policy_never_waives_is_not_waived() -> None:
    answer = ask(rule(A1, waivable=False), with_waivers(waived()))

    assert (answer.findings, answer.result) == ((A1,), Result.FAIL)


def test_a_pass_needs_no_waiver() -> None:
    assert ask(rule(), with_waivers(waived())).result is Result.PASS


def test_other_proposals_are_no_waivers() -> None:
    gone = Proposal("X1", Withdrawal(), "a duplicate", "ana", NOON, Verdict.GRANTED)

    assert standing_waivers(with_waivers(gone)) == ()


@pytest.mark.parametrize("enforce", [*Enforce])
def test_a_check_that_breaks_is_an_error_however_it_is_enforced(enforce: Enforce) -> None:
    broken = Rule(Phase.FACTS, "odd", Breaks(), enforce)

    assert ask(broken, with_waivers(waived("odd")), ("lena",)) == CheckResult(
        Phase.FACTS,
        "odd",
        "it breaks",
        Result.ERROR,
        (
            Finding(
                "the check odd (tests.breaks) broke: KeyError: "
                r"'no such field\\u202e'; until the owners of the policy mend it, "
                "its gate stays shut",
                waits_for=("lena",),
            ),
        ),
    )


def test_what_a_broken_check_says_can_be_stored() -> None:
    broken = Rule(Phase.FACTS, "odd", Breaks("x" * 100_000))
    (finding,) = ask(broken, with_waivers()).findings

    assert len(finding.message) < TEXT_LIMIT // 10


def with_rule(policy: Policy, extra: Rule) -> Policy:
    """Add one check to a policy, at every severity."""
    return replace(
        policy,
        editions={
            severity: replace(
                edition,
                rules={**edition.rules, extra.gate: (*edition.rules[extra.gate], extra)},
            )
            for severity, edition in policy.editions.items()
        },
    )


def test_a_broken_check_shuts_its_gate_and_the_others_still_answer() -> None:
    policy = with_rule(DEFAULT, Rule(Phase.FACTS, "odd", Breaks()))
    report = policy.judge(Phase.FACTS, case_of(complete_record()))

    assert not report.gate_open
    assert [one.check for one in report.shut] == ["odd"]
    assert (
        len(report.results)
        == len(DEFAULT.judge(Phase.FACTS, case_of(complete_record())).results) + 1
    )


@pytest.mark.parametrize("gate", GATED)
def test_a_gate_asks_every_gate_before_it(gate: Phase) -> None:
    report = DEFAULT.judge(gate, case_of(complete_record()))

    assert report.to is gate
    assert report.incident == "INC-42"
    assert tuple(dict.fromkeys(one.gate for one in report.results)) == gates_up_to(gate)


@pytest.mark.parametrize("phase", [Phase.OPENING, Phase.WITHDRAWN])
def test_a_phase_without_gate_asks_nothing(phase: Phase) -> None:
    assert DEFAULT.judge(phase, case_of(complete_record())).results == ()


def test_a_fact_that_goes_missing_shuts_every_later_gate() -> None:
    gone = case_of(changed(complete_record(), timeline=()))

    assert [gate for gate in GATED if DEFAULT.judge(gate, gone).gate_open] == [Phase.STABILIZED]


def test_a_waiver_that_ran_out_shuts_every_later_gate() -> None:
    lacking = with_item(complete_record(), "A1", ticket="")
    record = changed(lacking, proposals=(waived("ticket", "A1"),))

    assert DEFAULT.judge(Phase.CLOSED, case_of(record, LATER - timedelta(seconds=1))).gate_open
    assert [one.check for one in DEFAULT.judge(Phase.CLOSED, case_of(record, LATER)).shut] == [
        "ticket"
    ]


BROKEN = [
    complete_record(),
    changed(complete_record(), timeline=()),
    changed(complete_record(), actions=()),
    with_item(complete_record(), "A1", owner=""),
    Retrospective("INC-1"),
]


@given(
    st.sampled_from(BROKEN),
    st.sampled_from(GATED),
    st.sampled_from(GATED),
    st.sampled_from([Says(), Says((A1,)), Breaks()]),
    st.sampled_from(Enforce),
)
def test_one_more_check_never_opens_a_gate(
    record: Retrospective, gate: Phase, place: Phase, check: Says | Breaks, enforce: Enforce
) -> None:
    stricter = with_rule(DEFAULT, Rule(place, "extra", check, enforce))
    case = case_of(record)
    opened = stricter.judge(gate, case).gate_open

    assert DEFAULT.judge(gate, case).gate_open or not opened
