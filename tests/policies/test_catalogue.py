"""Every check is a small value that says what it is, and whose findings end in a command."""

import dataclasses

import pytest

from cli.table import COMMANDS
from policies.catalogue import CATALOGUE, CHECKS
from policies.edition import Catalogued, Check
from policies.shelf import default_text, policy_of
from states.lifecycle import Phase
from states.record.context import Severity
from states.record.retrospective import Retrospective
from tests.builders import KEY, OPENED, case_of, complete_record

ASKED = [
    rule.check
    for rules in policy_of(default_text()).editions[None].rules.values()
    for rule in rules
]
NAMES = [f"{place}-{check.id}" for place, check in enumerate(ASKED)]
BARE = Retrospective(incident=KEY, opened=OPENED)


@pytest.mark.parametrize("kind", CHECKS, ids=[*CATALOGUE])
def test_a_check_is_a_frozen_value(kind: type[Catalogued]) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]  # what `frozen=True` sets


@pytest.mark.parametrize("kind", CHECKS, ids=[*CATALOGUE])
def test_a_check_is_titled_by_what_holds_when_it_passes(kind: type[Catalogued]) -> None:
    assert kind.title[0].islower()
    assert not kind.title.endswith(".")


@pytest.mark.parametrize("kind", CHECKS, ids=[*CATALOGUE])
def test_a_parameter_that_can_be_left_out_has_a_default(kind: type[Catalogued]) -> None:
    needed = [
        field.name
        for field in dataclasses.fields(kind)  # type: ignore[arg-type]  # see the test above
        if field.default is dataclasses.MISSING
    ]

    assert needed == (["roles"] if kind.id == "approvals.quorum" else [])


def test_no_two_checks_share_an_id() -> None:
    assert len(CATALOGUE) == len(CHECKS)


def test_the_default_policy_asks_every_check() -> None:
    assert {check.id for check in ASKED} == {*CATALOGUE}


@pytest.mark.parametrize("check", ASKED, ids=NAMES)
def test_every_check_passes_on_a_complete_record(check: Check) -> None:
    assert check(case_of(complete_record())) == ()


@pytest.mark.parametrize("check", ASKED, ids=NAMES)
def test_every_check_has_an_answer_for_a_bare_record(check: Check) -> None:
    for finding in check(case_of(BARE)):
        assert finding.message[0].islower() or finding.message[0].isdigit()
        assert finding.fix.startswith("retro ")


def test_a_fix_names_a_command_there_is_and_the_incident() -> None:
    fixes = [one.fix.split() for check in ASKED for one in check(case_of(BARE))]

    assert [fix for fix in fixes if fix[1] not in COMMANDS or KEY not in fix] == []
    assert len(fixes) > 20


def test_no_severity_is_left_without_a_gate() -> None:
    editions = policy_of(default_text()).editions

    assert {*editions} == {None, *Severity}
    assert all(edition.rules[Phase.CLOSED] for edition in editions.values())
