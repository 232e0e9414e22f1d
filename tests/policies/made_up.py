"""Policies and records that nobody would write, for laws that hold of all of them."""

from dataclasses import fields, replace
from typing import Any

from hypothesis import strategies as st

from documents.yaml_text import dump
from policies.catalogue import CATALOGUE
from policies.checks.approvals import Quorum
from policies.comparing.sample import sample
from policies.policy import Policy
from policies.shelf import policy_of
from policies.supposing.breaking import breakages
from policies.supposing.paths import facts_of, without_fact
from states.errors import InvalidError
from states.lifecycle import GATED
from states.record.context import Severity
from states.record.retrospective import Retrospective
from states.rules import Case
from tests.builders import KEY, NOON, OPENED, case_of, changed, complete_record

SEVERITIES = [one.value for one in Severity]
RULE = {"message": "{incident.key} is not as it is asked to be", "fix": "look at it"}
LADDER = [{"at": "-24h", "notify": ["owner"]}, {"at": "0h", "notify": ["manager"], "repeat": "7d"}]

COMPLETE = case_of(complete_record())
UNFINISHED = case_of(changed(complete_record(), progress={}))
EMPTY = case_of(Retrospective(KEY, opened=OPENED, opened_by="fay"))
SAMPLES = (COMPLETE, UNFINISHED, sample(Severity.SEV1, NOON))
BROKEN = [way(one) for one in SAMPLES for way in breakages(one)]
"""Every sample, broken in every way there is."""

# fmt: off
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"for_each": "actions",  "require": "it.owner != 'zoe'"},
    {"for_each": "actions",  "require": "it.due - incident.opened <= duration('720h')"},
    {"for_each": "actions",  "where": "it.priority == 'P1'", "require": "it.state == 'verified'"},
    {"for_each": "actions",  "require": "it.verification.criterion.type in ['test', 'drill']"},
    {"for_each": "actions",  "where": "it.top", "at_least": 1, "at_most": 3},
    {"for_each": "actions",  "require": "it.factors.all(f, factors.exists(one, one.id == f))"},
    {"for_each": "factors",  "require": "size(it.evidence) >= 1"},
    {"for_each": "factors",  "where": "it.category == 'people'", "at_most": 0},
    {"for_each": "timeline", "require": "it.source.startsWith('https://')"},
    {"for_each": "timeline", "where": "it.kind == 'detection'", "at_least": 1},
    {"for_each": "timeline", "require": "it.at >= incident.started && it.at <= now"},
    {"for_each": "learnings", "require": "it.remedy != 'training'"},
    {"for_each": "triggers", "require": "size(it.signal) > 3 || it.commitment != 'none'"},
    {"require": "has(it.impact.cost)"},
    {"require": "it.severity in ['SEV1', 'SEV2'] ? size(it.participants) > 0 : true"},
    {"require": "it.meeting.held <= now && it.facilitator != it.commander"},
)
# fmt: on


def parameters(kind: type) -> st.SearchStrategy[dict[str, Any]]:
    """Choose parameters of a check: numbers up to its own, and parts of its lists."""
    check = Quorum(("service-owner",)) if kind is Quorum else kind()
    given = {one.name: getattr(check, one.name) for one in fields(check)}
    return st.fixed_dictionaries({name: _near(one) for name, one in given.items()})


def _near(given: Any) -> st.SearchStrategy[Any]:
    match given:
        case int():
            return st.integers(min(given, 1), given)
        case tuple():
            words = [getattr(one, "value", one) for one in given]
            return (
                st.lists(st.sampled_from(words), min_size=1, unique=True) if words else st.just([])
            )
        case _:
            return st.just(getattr(given, "value", given))


@st.composite
def _catalogued(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from(sorted(CATALOGUE)))
    given = draw(parameters(CATALOGUE[name]))
    least, most = given.get("min"), given.get("max")
    ordered = least is None or most is None or least <= most
    return {"uses": name, "with": given if ordered else {}}


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    """Write one check of a gate, without its id."""
    asked = draw(_catalogued() | st.sampled_from([{**RULE, **one} for one in QUESTIONS]))
    meant = st.lists(st.sampled_from(SEVERITIES), min_size=1, max_size=3, unique=True)
    extra: dict[str, Any] = {"enforce": draw(st.sampled_from(["deny", "deny", "warn", "audit"]))}
    if draw(st.booleans()):
        extra["when"] = {"severity": draw(meant)}
    if extra["enforce"] != "deny" and draw(st.booleans()):
        extra["enforce_from"] = {"2026-03-05": "deny"}
    return {**asked, **extra}


def policy_with(gates: list[list[dict[str, Any]]]) -> Policy:
    """Write the file of a policy with these checks in its gates, and read it."""
    numbered = iter(range(1_000))
    body = {
        "policy": "made-up",
        "version": "1.0.0",
        "owners": ["ana"],
        "ladders": {"one": LADDER},
        "actions": {"ladder": "one", "reschedules": 2},
        "stalled": {"gate": "30d", "action": "30d", "ladder": "one"},
        "waivers": {"approve": ["sre-lead"], "reason_min": 20, "max_for": "14d"},
        "withdrawal": {"approve": ["sre-lead"]},
        "gates": {
            gate.value: {
                "deadline": {"within": "5d", "ladder": "one"},
                "checks": [{"id": f"check-{next(numbered)}", **one} for one in checks],
            }
            for gate, checks in zip(GATED, gates, strict=True)
        },
    }
    return policy_of(dump(body))


def gates(most: int = 3) -> st.SearchStrategy[list[list[dict[str, Any]]]]:
    """Fill every gate with a few checks."""
    few = st.lists(lines(), max_size=most)
    return st.lists(few, min_size=len(GATED), max_size=len(GATED))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Take a sample, break it in some ways, and take facts away."""
    case = draw(st.sampled_from([EMPTY, *SAMPLES, *BROKEN]))
    for _ in range(draw(st.integers(0, 4))):
        case = without(case, draw(st.sampled_from(sorted(facts_of(case.record)))))
    return case


def without(case: Case, path: str) -> Case:
    """Take a fact away; what is never empty stays."""
    try:
        return replace(case, record=without_fact(case.record, path))
    except InvalidError:
        return case
