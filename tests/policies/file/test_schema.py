"""With the schema, an editor takes what the loader takes, and marks most of what it refuses."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from documents.strict_yaml import load
from policies.catalogue import CATALOGUE
from policies.file.schema import policy_schema
from policies.shelf import default_text
from tests.policies.family import HEAD, PARENT
from tests.policies.small import SMALL, put

SCHEMA = policy_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
TESTED = (Path(__file__).parents[3] / "examples" / "policies").glob("*.test.yaml")
EXAMPLES = sorted(one.with_name(one.name.replace(".test", "")) for one in TESTED)


def complaints(text: str) -> list[str]:
    found = VALIDATOR.iter_errors(load(text, "p.yaml"))
    return [".".join(map(str, one.absolute_path)) for one in found]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", [default_text(), SMALL, PARENT])
def test_a_policy_that_is_read_fits(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_fits(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("policy: small", "polcy: small", ""),
        ("version: 1.2.0", "version: 1.2", "version"),
        ("within: 5d", "within: 5", "gates.factors.deadline.within"),
        ("within: 5d, ", "", "gates.factors.deadline"),
        ("  verified:", "  verfied:", "gates"),
        ("type: int", "type: integer", "params.few.type"),
        ("{at: 0h, notify: [manager], ", "{notify: [manager], ", "ladders.short.1"),
        ("reschedules: 2", "reschedules: many", "actions.reschedules"),
        ("uses: factors.count", "uses: factors.cuont", "gates.factors.checks.0.uses"),
        ("with: {min: $few}", "with: {mni: $few}", "gates.factors.checks.0.with"),
        ("with: {min: $few}", "with: {min: many}", "gates.factors.checks.0.with.min"),
        ("enforce: warn", "enforce: wran", "gates.factors.checks.0.enforce"),
        ("stalled: {gate: 30d", "stalled: {gate: 30wd", "stalled.gate"),
        ("ladders:\n", "clock: {working_days: [tues]}\nladders:\n", "clock"),
        ("ladders:\n", "clock: {digest: 9am}\nladders:\n", "clock"),
        ("ladders:\n", "clock: {quiet: {form: '18:00'}}\nladders:\n", "clock"),
        ("repeat: 7d}", "repeat: 7d, times: many}", "ladders.short.1.times"),
        ("ladders:\n", "escalations: {extend: 7d}\nladders:\n", "escalations"),
    ],
)
def test_a_mistake_is_marked(old: str, new: str, path: str) -> None:
    assert path in complaints(put(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reschedules: 2", "reschedules: $few"),
        ("within: 5d", "within: $few"),
        ("approve: [sre-lead], reason_min", "approve: [$few], reason_min"),
        ("approve: [sre-lead], reason_min", "approve: $few, reason_min"),
        ("enforce: warn", "enforce: $few"),
        ("within: 5d", "within: 5wd"),
        ("never: [owner], ladder: short", "never: [owner], ladder: $few"),
        ("ladders:\n", "escalations: {extensions: $few}\nladders:\n"),
        ("ladders:\n", "clock: {quiet: {from: '18:00', to: '08:00'}, digest: '09:00'}\nladders:\n"),
        ("repeat: 7d}", "repeat: 7d, at_once: true}"),
        (
            "enforce: warn",
            "enforce: audit, enforce_from: {2027-01-15: warn}, when: {severity: [SEV1]}",
        ),
        (
            "{id: owner, uses: actions.owned}",
            "{id: owner, for_each: actions, at_least: $few, message: x, fix: y}",
        ),
    ],
)
def test_what_may_stand_there_is_not_marked(old: str, new: str) -> None:
    assert complaints(put(old, new)) == []


def test_a_policy_that_extends_another_says_only_what_differs() -> None:
    assert complaints(HEAD + "waivers: {max_for: 7d}\ngates: {facts: {remove: [sourced]}}\n") == []
    assert complaints("policy: team\nversion: 1.0.0\nwaivers: {max_for: 7d}\n") != []


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_check_is_known_with_its_title(name: str) -> None:
    line: dict[str, Any] = SCHEMA["$defs"]["CheckLine"]
    choices = line["properties"]["uses"]["anyOf"][0]["oneOf"]

    assert {"const": name, "description": CATALOGUE[name].title} in choices
