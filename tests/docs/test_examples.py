"""The example policies hold what they promise: each passes its tests, and they try every check."""

from pathlib import Path

import pytest

from cli.reading.policy_files import read_policy_file
from cli.reading.trial_files import suite_of
from documents.people_file import read_people
from policies.file.tidying import tidied
from policies.linting.lint import doubts, unheld
from policies.shelf import default_text
from policies.trials.coverage import coverage
from policies.trials.trying import run
from states.people import Directory
from tests.builders import NOON
from tests.docs.pages import PROJECT

EXAMPLES = PROJECT / "examples"
NAMES = ("default", "payments", "small-team")
PEOPLE = EXAMPLES / "people.yaml"
CHILDREN = [name for name in NAMES if name != "default"]


def policy_of(name: str) -> Path:
    return EXAMPLES / "policies" / f"{name}.yaml"


def trials_of(name: str) -> str:
    return str(EXAMPLES / "policies" / f"{name}.test.yaml")


def test_every_policy_has_tests_and_nothing_else_is_there() -> None:
    there = {path.name for path in policy_of("default").parent.iterdir()}

    assert there == {
        "complete.yaml",
        *(f"{name}.yaml" for name in NAMES),
        *(f"{name}.test.yaml" for name in NAMES),
    }


@pytest.mark.parametrize("name", NAMES)
def test_its_tests_hold(name: str) -> None:
    ran = run(suite_of(trials_of(name)))

    assert [problem for one in ran.cases for problem in one.problems] == []
    assert len(ran.cases) > 15


@pytest.mark.parametrize("name", NAMES)
def test_its_tests_try_every_check_at_every_severity(name: str) -> None:
    (covered,) = coverage([run(suite_of(trials_of(name)))])

    assert [one.silent for one in covered.gates if one.silent] == []
    assert covered.untried == ()


def test_the_default_is_the_packaged_one() -> None:
    assert policy_of("default").read_text(encoding="utf-8") == default_text()


@pytest.mark.parametrize("name", CHILDREN)
def test_it_is_in_order_and_leaves_no_doubt(name: str) -> None:
    reading = read_policy_file(str(policy_of(name)))
    people = {one.id: one for one in read_people(PEOPLE.read_text(encoding="utf-8"), "people")}
    text = policy_of(name).read_text(encoding="utf-8")

    assert doubts(reading) == ()
    assert unheld(reading, Directory(people), NOON.date()) == ()
    assert tidied(text, name) == text


def test_a_strict_policy_asks_nothing_less_but_is_for_fewer() -> None:
    text = policy_of("payments").read_text(encoding="utf-8")

    assert text.count("what:") == 1
    assert "{what: when, why:" in text
