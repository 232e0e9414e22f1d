"""A condition that does not compile is told where, what, and what was probably meant."""

import pytest

from tests.policies.expressions.asking import slips

VARIABLES = "it, incident, now, timeline, went_well, factors, learnings, triggers, actions"

WHOLE, DECIMAL = "a whole number", "a decimal number"
INSTEAD = "write a decimal number as 5.0"


@pytest.mark.parametrize(
    ("text", "offset", "problem"),
    [
        ("it.ownr == 'x'", 3, "action has no field “ownr” (did you mean “owner”?)"),
        (
            "it.owner == 'ü' && it.ownr == 'x'",
            22,
            "action has no field “ownr” (did you mean “owner”?)",
        ),
        ("has(it.ownr)", 7, "action has no field “ownr” (did you mean “owner”?)"),
        (
            "actions.exists(a, a.ownr == 'x')",
            20,
            "action has no field “ownr” (did you mean “owner”?)",
        ),
        (
            "incident.impct.scope == 'x'",
            9,
            "incident has no field “impct” (did you mean “impact”?)",
        ),
        (
            "it.owner.name == 'x'",
            8,
            "expression of type 'string' cannot be the operand of a select operation",
        ),
        ("zz.owner == 'x'", 0, f"there is nothing called “zz”; there are: {VARIABLES}"),
        (
            "it.top && incidnt.opened < now",
            10,
            "there is nothing called “incidnt” (did you mean “incident”?)",
        ),
        ("sise(it.factors) == 1", 0, "there is no function “sise” (did you mean “size”?)"),
        ("it.owner == 5", 9, "“==” does not go with text and a whole number"),
        ("it.reschedules > 1.5", 15, f"“>” does not go with {WHOLE} and {DECIMAL}; {INSTEAD}"),
        ("it.factors == 'F1'", 11, "“==” does not go with a list (text) and text"),
        ("it.due > '2026-03-01'", 7, "“>” does not go with a moment and text"),
        ("it['owner'] == 'x'", 2, "“[]” does not go with a whole action and text"),
        ("!it.owner", 0, "“!” does not go with text"),
        ("it.owner == null", 9, "“==” does not go with text and null"),
        ("it.owner == ", 12, "ends too early"),
        ("it.top && # x", 10, "“#” is not expected"),
        ("it.top and it.runbook", 7, "“and” is not expected (write &&)"),
        ("it.owner = 'a'", 9, "“=” is not expected (write ==)"),
        ("(it.top", 7, "“)” is missing"),
        ("99999999999999999999 == 1", 0, "invalid int literal"),
        ("it.?owner == 'x'", 0, "unsupported syntax '.?'"),
        ("has(it)", 4, "has() argument must be a field selection"),
        ("((" * 40 + "true" + "))" * 40, 79, "is nested too deeply: split it into several rules"),
    ],
)
def test_a_slip_is_named_at_its_place(text: str, offset: int, problem: str) -> None:
    assert slips(text) == ((offset, problem),)


def test_places_are_counted_over_line_breaks() -> None:
    assert slips("it.top\n&& it.ownr == 'x'\n&& it.titl == 'y'") == (
        (13, "action has no field “ownr” (did you mean “owner”?)"),
        (31, "action has no field “titl” (did you mean “title”?)"),
    )


@pytest.mark.parametrize("name", ["dyn(it).owner", "type(it)"])
def test_nothing_gets_past_the_types(name: str) -> None:
    ((offset, problem),) = slips(f"{name} == 'x'")

    assert (offset, problem[:22]) == (0, "there is no function “")


def test_lists_are_not_built_from_lists() -> None:
    ((offset, problem),) = slips("actions.map(a, a.owner) == ['ana']")

    assert offset == 8
    assert problem.startswith("there is no function “map”; there are: all, exists,")


def test_what_a_rule_may_name_depends_on_the_list() -> None:
    assert slips("it.owner == 'x'", "factors")[0][1].startswith("factor has no field “owner”")
