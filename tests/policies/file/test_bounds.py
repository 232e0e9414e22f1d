"""A parameter has a type and may have bounds; no value of it is of another type, or outside."""

import pytest

from policies.file.loader import load_policy
from policies.file.model import Kind
from states.errors import InvalidError
from states.record.context import Severity
from tests.policies.small import put

FEW = "few: {type: int, default: 3, by_severity: {SEV4: 1}}"
OTHER = "other: {type: int, default: 3}"


def refusal(param: str) -> str:
    with pytest.raises(InvalidError) as refused:
        load_policy(put(FEW, f"{OTHER}\n  few: {param}").replace("$few", "$other"), "p.yaml")
    return str(refused.value)


@pytest.mark.parametrize(
    ("param", "key", "problem"),
    [
        ("{type: int, default: x}", "default", "a whole number is wanted: 3 (got 'x')"),
        ("{type: int, default: true}", "default", "a whole number is wanted: 3 (got True)"),
        ("{type: percent, default: 101}", "default", "input should be less than or equal to 100"),
        ("{type: bool, default: no}", "default", "true or false is wanted (got 'no')"),
        ("{type: text, default: 3}", "default", 'a text is wanted: "3" (got 3)'),
        ("{type: words, default: a}", "default", "a list is wanted: [a] (got 'a')"),
        ("{type: words, default: []}", "default", "holds nothing"),
        ("{type: duration, default: 3}", "default", "“3” is no duration"),
        ("{type: int, default: 1, min: x}", "min", "a whole number is wanted: 3 (got 'x')"),
        ("{type: int, default: 1, by_severity: {SEV1: 1d}}", "by_severity.SEV1", "a whole"),
        ("{type: int, default: 1, min: 2}", "default", "1 is less than min, 2"),
        ("{type: int, default: 3, max: 2}", "default", "3 is more than max, 2"),
        ("{type: duration, default: 2d, max: 24h}", "default", "2d is more than max, 24h"),
        ("{type: int, default: 3, min: 4, max: 2}", "min", "4 is more than max, 2"),
        (
            "{type: int, default: 3, max: 3, by_severity: {SEV2: 4}}",
            "by_severity.SEV2",
            "4 is more than max, 3",
        ),
        (
            "{type: text, default: x, min: a}",
            "min",
            "a text has no min: only int, percent, duration have",
        ),
        ("{type: ints, default: 1}", "type", "write int, percent, duration"),
        ("{default: 1}", "type", "field required"),
    ],
)
def test_a_value_outside_is_refused_where_it_stands(param: str, key: str, problem: str) -> None:
    first, *_ = refusal(param).splitlines()

    assert f": params.few.{key}: {problem}" in first
    assert first.startswith("p.yaml:5:")


@pytest.mark.parametrize(
    "param",
    [
        "{type: int, default: -3, min: -3, max: -3}",
        "{type: percent, default: 0, min: 0, max: 100, by_severity: {SEV1: 100}}",
        "{type: duration, default: 24h, min: 1d, max: 1d}",
        "{type: text, default: short}",
        "{type: bool, default: false}",
        "{type: words, default: [a, b], by_severity: {SEV1: [c]}}",
    ],
)
def test_a_value_at_its_bounds_is_taken(param: str) -> None:
    text = put(FEW, f"{OTHER}\n  few: {param}").replace("$few", "$other")

    assert load_policy(text).editions[None].file.params["few"].type in Kind


def test_every_mistake_of_every_parameter_is_named() -> None:
    lines = refusal("{type: int, default: x, by_severity: {SEV1: y}}").splitlines()

    assert [line.split(": ")[1] for line in lines] == [
        "params.few.default",
        "params.few.by_severity.SEV1",
    ]


def test_a_list_may_be_a_parameter() -> None:
    text = put("approve: [sre-lead], reason_min", "approve: $who, reason_min").replace(
        FEW, f"{FEW}\n  who: {{type: words, default: [sre-lead], by_severity: {{SEV1: [boss]}}}}"
    )

    editions = load_policy(text).editions

    assert editions[None].file.waivers.approve == ("sre-lead",)
    assert editions[Severity.SEV1].file.waivers.approve == ("boss",)


def test_severities_with_the_same_values_are_read_once() -> None:
    editions = load_policy(put("few: {type", "few: {type")).editions

    assert editions[Severity.SEV1] is editions[None]
    assert editions[Severity.SEV4] is not editions[None]
