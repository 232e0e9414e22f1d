"""Whatever the policy and whatever the record: the unknown opens nothing, and nothing crashes.

A fact is unknown when nobody said it: a text, a day, a number or a choice that is empty. Flags
and states always say something, and so does a list in a written rule; what the engine notes by
itself is never missing. That a decision is judged again from the ledger alone is tested with
`retro policy verify-decision`, and that explanations open their gates in `explaining/`.
"""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policies.catalogue import CATALOGUE
from policies.checks.approvals import Quorum
from policies.edition import Check
from policies.linting.leaning import LEANS_ON
from policies.policy import Policy
from policies.shelf import default_text, policy_of
from policies.supposing.paths import UNSAID, facts_of, value_at
from policies.written import Written
from states.errors import InvalidError
from states.lifecycle import GATED, Phase
from states.rules import Case, Result
from tests.policies.made_up import (
    BROKEN,
    QUESTIONS,
    RULE,
    cases,
    gates,
    lines,
    policy_with,
    without,
)

DEFAULT = policy_of(default_text())
CHECKS: dict[str, Check] = {
    name: Quorum(("service-owner", "approver")) if kind is Quorum else kind()
    for name, kind in CATALOGUE.items()
}
NOTED = ("marks.", "context.labels", "context.adjacent")
"""What the engine notes, and lists of which nobody can tell that they lack something."""

gate_of = st.sampled_from(GATED)


def unknown_in(case: Case) -> list[str]:
    """List the facts that could have been left unsaid."""
    left = [path for path in facts_of(case.record) if not path.startswith(NOTED)]
    return [path for path in left if _is_unsaid(path, without(case, path))]


def _is_unsaid(path: str, case: Case) -> bool:
    try:
        return value_at(case.record, path) in UNSAID
    except InvalidError:
        # What became of an action that is there no more.
        return False


def _one_of(paths: list[str], data: st.DataObject) -> str:
    assume(paths)
    path: str = data.draw(st.sampled_from(paths))
    return path


def written_rules(policy: Policy) -> dict[str, Check]:
    """Name the written rules of a policy."""
    rules = (rule for some in policy.editions[None].rules.values() for rule in some)
    return {rule.id: rule.check for rule in rules if isinstance(rule.check, Written)}


WRITTEN = written_rules(policy_with([[{**RULE, **one} for one in QUESTIONS], [], [], [], [], []]))


@settings(max_examples=60, deadline=None)
@given(asked=gates(), case=cases(), gate=gate_of)
def test_no_record_breaks_a_check(
    asked: list[list[dict[str, Any]]], case: Case, gate: Phase
) -> None:
    report = policy_with(asked).judge(gate, case)

    assert [one for one in report.results if one.result is Result.ERROR] == []
    assert report.gate_open == all(one.result is not Result.FAIL for one in report.results)


@settings(max_examples=60, deadline=None)
@given(asked=gates(2), more=lines(), place=st.integers(0, len(GATED) - 1), case=cases())
def test_one_more_check_opens_no_gate(
    asked: list[list[dict[str, Any]]], more: dict[str, Any], place: int, case: Case
) -> None:
    fewer = policy_with(asked)
    stricter = policy_with([[*one, more] if n == place else one for n, one in enumerate(asked)])

    opened = [gate for gate in GATED if fewer.judge(gate, case).gate_open]

    assert {gate for gate in GATED if stricter.judge(gate, case).gate_open} <= {*opened}


@settings(max_examples=150, deadline=None)
@given(case=st.sampled_from(BROKEN) | cases(), data=st.data())
def test_what_nobody_said_keeps_no_written_rule(case: Case, data: st.DataObject) -> None:
    said = [path for path in unknown_in(case) if not isinstance(value_at(case.record, path), tuple)]
    poorer = without(case, _one_of(said, data))

    kept = [name for name, rule in WRITTEN.items() if rule(case) and not rule(poorer)]

    assert kept == []


@settings(max_examples=150, deadline=None)
@given(case=st.sampled_from(BROKEN) | cases(), data=st.data())
def test_what_a_check_lets_pass_unsaid_another_asks_for(case: Case, data: st.DataObject) -> None:
    poorer = without(case, _one_of(unknown_in(case), data))

    passed = [name for name, check in CHECKS.items() if check(case) and not check(poorer)]

    assert [name for name in passed if not _is_asked_for(name, poorer)] == []


def _is_asked_for(name: str, case: Case) -> bool:
    return any(CHECKS[other](case) for other in LEANS_ON.get(name, ()))


@settings(max_examples=80, deadline=None)
@given(case=st.sampled_from(BROKEN) | cases(), gate=gate_of, data=st.data())
def test_what_nobody_said_opens_no_gate_of_the_default(
    case: Case, gate: Phase, data: st.DataObject
) -> None:
    poorer = without(case, _one_of(unknown_in(case), data))

    if DEFAULT.judge(gate, poorer).gate_open:
        assert DEFAULT.judge(gate, case).gate_open


@pytest.mark.parametrize("name", LEANS_ON)
def test_every_check_that_leans_on_another_does(name: str) -> None:
    assert {name, *LEANS_ON[name]} <= CATALOGUE.keys()
