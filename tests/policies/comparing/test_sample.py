"""A search begins with records that pass, whatever the policy asks for."""

from dataclasses import fields

import pytest

from policies.catalogue import CATALOGUE
from policies.comparing.fitting import fitted, labelled, staffed
from policies.comparing.grounds import alike, grounds
from policies.comparing.sample import sample
from policies.comparing.sizes import SIZES
from policies.comparing.stops import judged
from policies.expressions.condition import Condition, condition_from
from policies.expressions.template import Template, template_from
from policies.file.lines import When
from policies.policy import Policy
from policies.written import Written
from states.lifecycle import GATED
from states.record.context import Severity
from states.rules import Result
from tests.policies.comparing.policies import DEFAULT, NOW, with_parameters, with_rule

COUNTED = {
    ("factors.count", "min"),
    ("factors.count", "max"),
    ("learnings.count", "min"),
    ("learnings.count", "max"),
    ("triggers.count", "min"),
    ("triggers.count", "max"),
    ("actions.top", "min"),
    ("actions.top", "max"),
    ("actions.others_parked", "max"),
    ("actions.present", "min"),
    ("actions.ticketed_within", "hours"),
    ("factors.top", "min"),
    ("factors.top", "max"),
    ("went_well.captured", "min"),
    ("actions.due_within", "p1_days"),
    ("actions.due_within", "other_days"),
    ("actions.measurable", "min_window_days"),
    ("timeline.sourced", "share_percent"),
    ("approvals.quorum", "count"),
}


@pytest.mark.parametrize("severity", Severity)
def test_the_sample_passes_the_packaged_policy_without_a_warning(severity: Severity) -> None:
    (ground,) = grounds((DEFAULT,), severity, NOW)

    assert {one.result for one in judged(DEFAULT, ground).results} == {Result.PASS}


@pytest.mark.parametrize(
    "policy",
    [
        with_parameters("factor-count", min=6),
        with_parameters("factor-count", min=1, max=2),
        with_parameters("learning-count", min=5),
        with_parameters("trigger-count", min=9),
        with_parameters("top-actions", min=4, max=6),
        with_parameters("some-action", min=7),
        with_parameters("went-well", min=4),
        with_parameters("due-within", p1_days=2, other_days=3),
        with_parameters("measurable", min_window_days=90),
        with_parameters("approved", roles=("board", "legal"), count=3),
        with_parameters("approved", roles=("board",), count=5),
    ],
)
def test_the_sample_is_fitted_to_the_numbers_and_roles_of_a_policy(policy: Policy) -> None:
    case = staffed(sample(Severity.SEV2, NOW), (policy,))

    assert judged(policy, fitted(case, policy)).gate_open


def test_every_number_of_the_catalogue_has_a_size() -> None:
    numbers = {
        (check.id, field.name)
        for check in CATALOGUE.values()
        for field in fields(check)  # type: ignore[arg-type]  # every check is a value
        if isinstance(field.default, int)
    }

    assert {*SIZES} == COUNTED
    assert numbers <= COUNTED


def test_every_label_and_service_that_a_policy_names_has_a_record() -> None:
    when = When(services=("billing",), labels=("customer-facing",))
    policy = with_rule("ticket", when=when)

    found = [
        (one.record.context.services, one.record.context.labels)
        for one in grounds((policy,), Severity.SEV1, NOW)
    ]

    assert found == [
        (("checkout",), ()),
        (("billing",), ()),
        (("checkout",), ("customer-facing",)),
        (("billing",), ("customer-facing",)),
    ]


def test_severities_that_are_asked_the_same_are_searched_once() -> None:
    told_apart = with_rule("ticket", when=When(severity=(Severity.SEV1,)))

    assert alike((DEFAULT,)) == (tuple(Severity),)
    sev1, *others = Severity
    assert alike((DEFAULT, told_apart)) == ((sev1,), tuple(others))


def test_a_rule_that_looks_at_the_severity_itself_tells_all_of_them_apart() -> None:
    condition = condition_from("it.severity != 'SEV1' || it.labels.size() > 0")
    assert isinstance(condition, Condition)
    template = template_from("Label it.")
    assert isinstance(template, Template)
    looking = Written("labelled", "", None, condition, 0, None, template, template)

    found = alike((DEFAULT, with_rule("ticket", check=looking)))

    assert found == tuple((one,) for one in Severity)


def test_labels_keep_the_services_where_none_are_named() -> None:
    case = labelled(sample(None, NOW), (), ("ci",))

    assert (case.record.context.services, case.record.context.labels) == (("checkout",), ("ci",))
    assert judged(DEFAULT, case).to is GATED[-1]
