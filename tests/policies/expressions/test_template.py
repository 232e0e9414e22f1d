"""A message names facts, and a place that stands for nothing is a mistake of the file."""

from typing import Any

import pytest

from policies.expressions.facts import Told
from policies.expressions.template import Template, template_from
from tests.builders import case_of, changed, complete_record

COMPLETE = complete_record()


def said(text: str, record: Any = COMPLETE) -> str:
    """Fill a message in for the first action."""
    told = Told(case_of(record))
    return read(text).filled({"it": told.facts("actions")[0], "incident": told.incident})


def read(text: str, **of: Any) -> Template:
    """Read a message that has nothing wrong with it."""
    made = template_from(text, **{"for_each": "actions", **of})
    assert isinstance(made, Template), made
    return made


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("nothing to fill in", "nothing to fill in"),
        ("{it.id} is owned by {it.owner}", "A1 is owned by ana"),
        ("due {it.due}", "due 2026-03-20"),
        ("opened {incident.opened}", "opened 2026-03-01 12:00 UTC"),
        ("top: {it.top}, runbook: {it.runbook}", "top: yes, runbook: no"),
        ("{it.factors} in {incident.labels}", "F1 in none"),
        ("{it.verification.criterion.threshold}", "100.0"),
        ("in {it.sprint}", "in …"),
        ("{it.verification.criterion.suite}", "…"),
        ("{incident.impact.scope}", COMPLETE.impact.scope),
    ],
)
def test_a_place_holds_what_was_said(text: str, filled: str) -> None:
    assert said(text) == filled


def test_a_long_text_is_cut_to_a_line() -> None:
    long = changed(COMPLETE, actions=(changed(COMPLETE.actions[0], title="long " * 80),))

    assert len(said("{it.title}", long)) <= 80


def test_what_a_fact_says_never_becomes_part_of_a_command() -> None:
    record = changed(COMPLETE, actions=(changed(COMPLETE.actions[0], title="x; rm -rf ~ `id`"),))
    it = Told(case_of(record)).facts("actions")[0]
    command = read("retro action add INC-1 {it.title} --ticket {it.ticket}").command({"it": it})

    assert command == "retro action add INC-1 'x; rm -rf ~ `id`' --ticket PAY-101"


def test_a_rule_that_counts_names_its_numbers() -> None:
    template = read("{count} of {at_least} in {incident.key}", counts=True)

    assert template.filled({"count": 1, "at_least": 2, "incident": {"key": "INC-1"}}) == (
        "1 of 2 in INC-1"
    )


@pytest.mark.parametrize(
    ("text", "counts", "slip"),
    [
        ("of {it.ownr}", False, (3, "“{it.ownr}” stands for nothing (did you mean “owner”?)")),
        ("{id}", False, (0, "“{id}” stands for nothing; there are: incident, it")),
        ("{it}", False, (0, "“{it}” is a group: name one field of it")),
        ("{it.verification}", False, (0, "“{it.verification}” is a group: name one field of it")),
        (
            "{it.owner.name}",
            False,
            (0, "“{it.owner.name}” stands for nothing; there are: none"),
        ),
        (
            "{it.factors.id}",
            False,
            (0, "“{it.factors.id}” stands for nothing; there are: none"),
        ),
        ("{}", False, (0, "a brace holds the name of one field, as in {it.id}")),
        ("half { open", False, (5, "a brace holds the name of one field, as in {it.id}")),
        ("half } shut", False, (5, "a brace holds the name of one field, as in {it.id}")),
        (
            "{it.id}",
            True,
            (0, "“{it.id}” stands for nothing; there are: incident, count, at_least, at_most"),
        ),
    ],
)
def test_a_place_that_stands_for_nothing_is_refused(
    text: str,
    counts: bool,  # noqa: FBT001  # a column of the table
    slip: tuple[int, str],
) -> None:
    assert template_from(text, "actions", counts=counts) == (slip,)


def test_every_place_that_stands_for_nothing_is_named() -> None:
    made = template_from("{it.ownr} and {it.tittle}", "actions")

    assert not isinstance(made, Template)
    assert [one.offset for one in made] == [0, 14]
