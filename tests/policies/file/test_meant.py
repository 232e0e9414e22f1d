"""A check that means some incidents is skipped for others, and never for want of a fact."""

import pytest

from policies.file.lines import When
from policies.file.loader import load_policy
from policies.file.meant import is_meant
from states.lifecycle import Phase
from states.record.context import Context, Severity
from states.rules import Result
from tests.builders import case_of, complete_record, with_context
from tests.policies.small import put

COUNT = "- {id: count, uses: factors.count, with: {min: $few}, enforce: warn}"
WORST = When(severity=(Severity.SEV1, Severity.SEV2))
PAYMENTS = When(services=("payments", "checkout"))
LABELLED = When(labels=("customer-facing",))
ALL = When(severity=(Severity.SEV1,), labels=("customer-facing",))


@pytest.mark.parametrize(
    ("when", "context", "meant"),
    [
        (WORST, Context(severity=Severity.SEV2), True),
        (WORST, Context(severity=Severity.SEV3), False),
        (WORST, Context(), True),
        (PAYMENTS, Context(services=("login", "checkout")), True),
        (PAYMENTS, Context(services=("login",)), False),
        (PAYMENTS, Context(), True),
        (LABELLED, Context(labels=("ci", "customer-facing")), True),
        (LABELLED, Context(labels=("ci",)), False),
        (LABELLED, Context(), False),
        (ALL, Context(severity=Severity.SEV1, labels=("customer-facing",)), True),
        (ALL, Context(severity=Severity.SEV1), False),
        (ALL, Context(severity=Severity.SEV3, labels=("customer-facing",)), False),
    ],
)
def test_every_key_has_to_have_one_of_its_values(
    when: When, context: Context, *, meant: bool
) -> None:
    assert is_meant(when, context) is meant


@pytest.mark.parametrize(
    ("severity", "result"),
    [(Severity.SEV1, Result.WARN), (Severity.SEV3, Result.SKIP), (None, Result.WARN)],
)
def test_a_check_that_is_not_meant_is_skipped(severity: Severity | None, result: Result) -> None:
    line = COUNT.replace("{min: $few}", "{min: 99, max: 99}").replace(
        "uses", "when: {severity: [SEV1]}, uses"
    )
    policy = load_policy(put(COUNT, line))

    report = policy.judge(
        Phase.FACTORS, case_of(with_context(complete_record(), severity=severity))
    )

    assert [one.result for one in report.results] == [result]
    assert bool(report.results[0].findings) is (result is Result.WARN)


def test_a_policy_says_which_incidents_it_is_for() -> None:
    policy = load_policy(put("version: 1.2.0", "version: 1.2.0\nwhen: {services: [payments]}"))

    assert policy.is_for(Context(services=("payments",)))
    assert not policy.is_for(Context(services=("login",)))
    assert load_policy(put("version: 1.2.0", "version: 1.2.1")).is_for(Context())
