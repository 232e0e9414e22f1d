"""Whatever is missing, there is a command that fills it in, and the command line takes it."""

import shlex

import pytest

from policies.checks.measurable import VERIFY
from policies.expressions.shapes import LISTS, SHAPES, Sort
from policies.filling import COMMANDS, OPTIONS, command_for
from tests.builders import case_of, complete_record
from tests.policies.test_fixes import command_for as click_command_for

CASE = case_of(complete_record())
PREFIX = {"timeline": "T", "went_well": "G", "factors": "F", "learnings": "L", "triggers": "K"}


def paths() -> list[str]:
    """List every fact that may be missing in an incident that has one item of each kind."""
    items = {f"{PREFIX.get(name, 'A')}1": SHAPES[one.shape] for name, one in LISTS.items()}
    of = {"incident": SHAPES["Incident"], **items}
    of |= {"incident.impact": SHAPES["Impact"], "incident.meeting": SHAPES["Meeting"]}
    of |= {"A1.verification": SHAPES["Verification"]}
    of |= {"A1.verification.criterion": SHAPES["Criterion"]}
    return [
        f"{start}.{name}"
        for start, shape in of.items()
        for name, field in shape.items()
        if not field.many and field.sort is not Sort.FLAG
    ]


@pytest.mark.parametrize("path", paths())
def test_every_command_is_one_that_the_command_line_takes(path: str) -> None:
    words = shlex.split(command_for(path, CASE))
    command, rest = click_command_for(words[1:])

    assert words[0] == "retro"
    command.make_parser(command.context_class(command)).parse_args(rest)


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("A1.owner", "retro action edit INC-42 A1 --owner PERSON"),
        ("A1.verification.steps", 'retro action edit INC-42 A1 --steps "WHAT TO DO TO SEE IT"'),
        ("A1.verification.criterion.suite", f"retro action edit INC-42 A1 {VERIFY}"),
        ("A1.evidence", "retro action done INC-42 A1 --evidence TIMELINE-ID-OR-URL"),
        ("T1.source", "retro fact INC-42 T1 --source URL"),
        ("incident.impact.scope", 'retro impact INC-42 --scope "WHO AND WHAT"'),
        ("incident.meeting.held", "retro meeting INC-42 --held YYYY-MM-DDTHH:MMZ"),
        ("incident.severity", "retro set INC-42 --severity SEV2"),
        ("incident.privacy", "retro edit INC-42"),
    ],
)
def test_a_fact_is_filled_in_where_it_belongs(path: str, command: str) -> None:
    assert command_for(path, CASE) == command


def test_every_option_is_for_a_field_that_rules_may_name() -> None:
    shapes = {**SHAPES, "Action": {**SHAPES["Action"], **SHAPES["Verification"]}}

    assert {(of, name) for of in OPTIONS for name in OPTIONS[of] if name not in shapes[of]} == set()
    assert OPTIONS.keys() == COMMANDS.keys()
