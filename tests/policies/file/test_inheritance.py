"""A policy that extends another says what differs, and stands for all of both."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.strict_yaml import load
from documents.yaml_text import dump
from policies.file.inheritance import flattened
from policies.file.lines import Enforce
from policies.file.loader import load_policy
from policies.loosening.naming import loosened
from policies.shelf import default_text, packaged
from states.errors import InvalidError
from states.lifecycle import Phase
from states.record.context import Severity
from tests.policies.family import COUNT, HEAD, PARENT, PARENTS, child, ids, line, refusal

CHILD = """\
loosens: [{what: ci, why: x}]
params: {few: {default: 4}}
waivers: {max_for: 7d, never: [owner]}
ladders: {short: [{at: 0h, notify: [owner], repeat: 1d}]}
gates:
  facts: {deadline: {within: 2h}, remove: [sourced]}
  actions_ticketed:
    checks: [{id: new, for_each: actions, require: "it.id != ''", message: a, fix: b}]
"""
BODIES = (
    "",
    "params: {few: {default: 4, by_severity: {SEV1: 5}}}\n",
    line("factors", COUNT.replace("2027-01-15", "2026-12-15")),
    line(
        "verified", "{id: new, for_each: actions, require: \"it.id != 'x: #'\", message: a, fix: b}"
    ),
    line("facts", "{id: more, uses: timeline.timed}") + "owners: [ana]\n",
)


def test_a_refusal_points_into_the_child() -> None:
    assert refusal("waivers: {max_for: 15d}\n").startswith("team.yaml:4:11: waivers.max_for: ")
    assert refusal("params: {few: {max: 9}}\n").startswith("team.yaml:4:16: params.few.max: ")
    assert refusal("gates: {actions_ticketed: {remove: [ci]}}\n").startswith("team.yaml:4:28: ")


@pytest.mark.parametrize(
    ("param", "place"),
    [
        ("few: {default: 2}", "4:16: params.few.default: asks less than org@2.0.0: min: 2, "),
        (
            "few: {default: 4, by_severity: {SEV1: 5, SEV4: 1}}",
            "4:51: params.few.by_severity.SEV4: asks less than org@2.0.0: min: 1, ",
        ),
        ("soon: {default: 2d}", "4:17: params.soon.default: asks less than org@2.0.0: 2d, "),
        ("soon: {default: 48h}", "4:17: params.soon.default: asks less than org@2.0.0: 48h, "),
    ],
)
def test_what_follows_from_a_parameter_is_refused_at_its_value(param: str, place: str) -> None:
    assert refusal(f"params: {{{param}}}\n").startswith(f"team.yaml:{place}")


def test_a_check_in_another_gate_than_the_parents_is_refused_in_the_child() -> None:
    wrong = "{id: owner, uses: actions.owned}, {id: other, uses: facts.nothing}"

    first, second = refusal(line("facts", wrong)).splitlines()

    assert first == (
        "team.yaml:4:27: gates.facts.checks[owner].id: a check is already called “owner”, "
        "in the gate actions_ticketed of the policy it extends: write it there, "
        "or take that one away: actions_ticketed: {remove: [owner]}"
    )
    assert second.startswith("team.yaml:4:72: gates.facts.checks[other].uses: there is no check")


def test_a_gate_that_there_is_not_is_named_and_not_what_it_lacks() -> None:
    assert refusal("gates: {fact: {checks: []}}\n") == (
        "team.yaml:4:9: gates.fact: there is no gate “fact” (did you mean “facts”?)"
    )


def test_a_mistake_in_a_merged_check_points_into_the_child() -> None:
    told = refusal(line("factors", "{id: new, uses: factors.cuont}"))

    assert told.startswith("team.yaml:4:38: gates.factors.checks[new].uses: there is no check")


def test_a_mistake_in_the_parent_points_there() -> None:
    broken = {"org@2.0.0": PARENT.replace("factors.count", "factors.cuont")}

    with pytest.raises(
        InvalidError, match=r"^org@2\.0\.0:\d+:\d+: gates\.factors\.checks\[count\]\.uses"
    ):
        load_policy(HEAD, "team.yaml", broken)


def test_checks_keep_their_order_and_new_ones_come_last() -> None:
    policy = child(
        line(
            "factors",
            "{id: first, uses: factors.evidenced}, "
            + COUNT.replace("warn", "deny", 1).replace(", enforce_from: {2027-01-15: deny}", ""),
        )
    )

    assert ids(policy, Phase.FACTORS) == ["count", "proof", "first"]
    assert policy.editions[None].rules[Phase.FACTORS][0].enforce is Enforce.DENY


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            line(
                "factors", "{id: new, uses: factors.evidenced}, {id: new, uses: factors.evidenced}"
            ),
            "a check is already called “new”",
        ),
        (line("factors", f"{COUNT}, {COUNT}"), "a check is already called “count”"),
        (line("facts", "{id: owner, uses: actions.owned}"), "a check is already called “owner”"),
        (
            "gates: {factors: {remove: [cuont]}}\n",
            "there is no check “cuont” to take away (did you mean “count”?)",
        ),
        ("gates: {fatcors: {remove: [count]}}\n", "there is no check “count” to take away"),
        ("polcy: x\n", "there is no key “polcy” (did you mean “policy”?)"),
        ("params: {few: {default: 9}}\n", "9 is more than max, 5"),
        ("gates: {factors: {checks: none}}\n", "a list is wanted: [none]"),
        ("gates: [factors]\n", "keys and values are wanted"),
        ("gates: {factors: {checks: [3]}}\n", "keys and values are wanted"),
        ("loosens: [{what: count}]\n", "loosens[0].why: field required"),
    ],
)
def test_what_does_not_fit_is_refused(body: str, told: str) -> None:
    assert told in refusal(body)


@pytest.mark.parametrize(
    ("extends", "told"),
    [
        ("org@2.0.1", "there is no policy org@2.0.1 to extend (did you mean “org@2.0.0”?)"),
        ("org", "extends: write the policy and its version: default@1.0.0"),
        ("org@2", "extends: write the policy and its version: default@1.0.0"),
    ],
)
def test_only_an_exact_version_can_be_extended(extends: str, told: str) -> None:
    assert told in refusal("", HEAD.replace("org@2.0.0", extends))


def test_a_parent_has_to_be_what_it_is_called() -> None:
    with pytest.raises(InvalidError, match=r"what was found as org@3\.0\.0 is org@2\.0\.0"):
        load_policy(HEAD.replace("org@2", "org@3"), "team.yaml", {"org@3.0.0": PARENT})


def test_a_policy_cannot_extend_itself() -> None:
    there = HEAD.replace("team", "org").replace("org@2", "team@1").replace("1.0.0\n", "2.0.0\n", 1)
    parents = {"org@2.0.0": there, "team@1.0.0": HEAD}

    with pytest.raises(InvalidError, match=r"team@1\.0\.0 → org@2\.0\.0 → team@1\.0\.0: a policy"):
        load_policy(HEAD, "team.yaml", parents)


def test_a_grandchild_says_only_what_differs() -> None:
    parents = {**PARENTS, "team@1.0.0": HEAD + "actions: {reschedules: 1}\n"}
    text = "policy: squad\nversion: 1.0.0\nextends: team@1.0.0\nstalled: {gate: 10d}\n"

    file = load_policy(text, "squad.yaml", parents).editions[None].file

    assert (file.actions.reschedules, file.stalled.gate.days) == (1, 10)


@pytest.mark.parametrize("body", BODIES)
def test_written_out_a_policy_has_the_same_rules(body: str) -> None:
    text = flattened(HEAD + body, PARENT)
    written, read = load_policy(text), child(body)

    assert written == read
    assert {"extends", "loosens"}.isdisjoint(load(text, "x"))
    assert flattened(text, PARENT) == text
    assert [*loosened(written, load_policy(PARENT))] == []


def wordy(name: str) -> str:
    """Write checks that come to 140 KiB."""
    line = "{{id: {}-{}, for_each: actions, at_least: 0, message: m, fix: {}}}"
    return f"[{', '.join(line.format(name, count, 'x' * 9_990) for count in range(14))}]"


def test_what_would_be_too_much_to_read_back_is_refused() -> None:
    with_checks = PARENT.replace("short}, checks: []}\n  facts", "short}, checks: WORDY}\n  facts")
    parents = {"org@2.0.0": with_checks.replace("WORDY", wordy("a").replace("}, ", "},\n    "))}
    text = HEAD + line("verified", wordy("b")[1:-1].replace("}, ", "},\n    "))

    with pytest.raises(InvalidError) as refused:
        load_policy(text, "team.yaml", parents)

    assert str(refused.value) == (
        "team.yaml:3:1: extends: written out with all of org@2.0.0 it cannot be read: "
        "team@1.0.0:1:1: a policy is no larger than 256 KiB"
    )


def test_more_values_than_are_read_back_are_refused() -> None:
    services = "when: {services: [" + ", ".join(f"s{count}" for count in range(4_500)) + "]}\n"
    labels = "when: {labels: [" + ", ".join(f"s{count}" for count in range(4_500)) + "]}\n"
    text = HEAD + "loosens: [{what: when, why: we are few}]\n" + labels

    with pytest.raises(InvalidError, match=r"it cannot be read: .*: more than 5000 values"):
        load_policy(text, "team.yaml", {"org@2.0.0": PARENT + services})


def test_what_extends_nothing_is_written_out_as_it_is() -> None:
    assert flattened(PARENT, PARENT) == PARENT
    assert flattened(HEAD, PARENT) == flattened(HEAD + "# reviewed\n", PARENT)


def test_another_parent_than_the_one_that_is_meant_is_refused() -> None:
    with pytest.raises(InvalidError, match=r"there is no policy org@2\.0\.0 to extend"):
        flattened(HEAD, default_text())


def test_the_packaged_policy_can_be_extended() -> None:
    (title,) = packaged()
    policy = load_policy(HEAD.replace("org@2.0.0", title), "team.yaml", packaged())
    parent = load_policy(packaged()[title])

    assert policy.editions[None].rules == parent.editions[None].rules
    assert policy.editions[Severity.SEV1].terms == parent.editions[Severity.SEV1].terms


ODD: st.SearchStrategy[object] = st.sampled_from(
    [None, True, 3, "x", "$few", [], ["x"], [[]], {}, {"a": 1}, [{}], [{"id": []}]]
)


@settings(deadline=None)
@given(st.data())
def test_whatever_a_child_says_is_read_or_refused(data: st.DataObject) -> None:
    body = load(HEAD + line("factors", COUNT), "x") | load(CHILD, "x")
    at: Any = body
    while isinstance(at, dict | list) and at:
        keys = [*at] if isinstance(at, dict) else [*range(len(at))]
        key = data.draw(st.sampled_from(keys))
        if not at[key] or not isinstance(at[key], dict | list) or data.draw(st.booleans()):
            at[key] = data.draw(ODD)
            break
        at = at[key]

    try:
        policy = load_policy(dump(body), "team.yaml", PARENTS)
    except InvalidError:
        return
    assert load_policy(flattened(dump(body), PARENT)) == policy
