"""A rule that a policy file writes itself passes when it is known to be kept, and only then."""

from textwrap import indent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs.pages.written import EXAMPLE
from policies.edition import Rule
from policies.file.lines import WrittenLine
from policies.file.source import MistakenPolicyError
from policies.judging import ask
from policies.shelf import default_text, policy_of
from policies.written import Written, written
from states.errors import InvalidError
from states.lifecycle import Phase
from states.people import Directory
from states.record.actions import ActionState, Progress
from states.record.retrospective import Retrospective
from states.rules import Finding, Result
from tests.builders import PEOPLE, case_of, changed, complete_record, with_context, with_item

COMPLETE = complete_record()
DEFAULT = default_text()


def refused(field: str, problem: str, offset: int | None = None) -> MistakenPolicyError:
    """Refuse what nobody refuses in these tests."""
    raise AssertionError((field, problem, offset))


def rule(**fields: Any) -> Written:
    """Write a rule."""
    said = {"id": "own-rule", "message": "it is wrong", "fix": "Mend it.", **fields}
    return written(WrittenLine.model_validate(said), refused)  # type: ignore[arg-type]  # never called


def found(
    made: Written, record: Retrospective = COMPLETE, people: Directory = PEOPLE
) -> tuple[Finding, ...]:
    """Ask a rule about a record."""
    return made(case_of(record, people=people))


OWNED = rule(
    for_each="actions",
    require="it.owner != 'ana'",
    message="{it.id} is owned by {it.owner}.",
    fix="retro action edit {incident.key} {it.id} --owner PERSON",
)


def test_an_item_that_breaks_the_rule_is_named_with_its_owner() -> None:
    assert found(OWNED) == (
        Finding(
            "A1 is owned by ana.", "A1", "retro action edit INC-42 A1 --owner PERSON", ("ana",)
        ),
    )


def test_a_rule_that_is_kept_finds_nothing() -> None:
    assert found(rule(for_each="actions", require="it.owner != 'zoe'")) == ()


def test_an_item_that_nobody_can_judge_is_named_with_what_it_lacks() -> None:
    record = with_item(COMPLETE, "A1", owner="")

    assert found(OWNED, record) == (
        Finding(
            "A1.owner is not there, so “it.owner != 'ana'” cannot be judged",
            "A1",
            "retro action edit INC-42 A1 --owner PERSON",
        ),
    )


def test_whose_turn_it_is_to_fill_in_is_the_owner_of_what_lacks_it() -> None:
    record = with_item(COMPLETE, "A2", ticket="")
    unique = rule(for_each="actions", require="actions.exists_one(a, a.ticket == it.ticket)")

    assert {(one.item, one.fix, one.waits_for) for one in found(unique, record)} == {
        ("A1", "retro action edit INC-42 A2 --ticket TICKET-URL-OR-ID", ("ben",)),
        ("A2", "retro action edit INC-42 A2 --ticket TICKET-URL-OR-ID", ("ben",)),
    }


def test_two_missing_facts_are_both_named() -> None:
    record = with_item(with_item(COMPLETE, "A1", owner=""), "A2", owner="")
    (first, _) = found(rule(for_each="actions", require="actions.all(a, a.owner != 'zoe')"), record)

    assert first.message.startswith("A1.owner and A2.owner are not there, so “actions.all(")


def test_where_leaves_items_out_and_an_unknown_where_does_not() -> None:
    made = rule(for_each="actions", where="it.owner == 'ben'", require="it.top && !it.top")

    assert [one.item for one in found(made)] == ["A2"]
    assert [one.message for one in found(made, with_item(COMPLETE, "A1", owner=""))] == [
        "A1.owner is not there, so “it.owner == 'ben'” cannot be judged",
        "it is wrong",
    ]


def test_what_is_asked_may_be_what_chooses() -> None:
    assert found(rule(for_each="actions", where="it.top", require="it.top")) == ()
    assert (
        found(changed(rule(for_each="actions", where="!it.top", require="!it.top"), kept=None))
        == ()
    )


def test_a_parked_action_is_not_asked() -> None:
    parked = changed(COMPLETE, progress={"A1": Progress(ActionState.PARKED)})

    assert found(OWNED, with_item(parked, "A3", owner="ben")) == ()


def test_without_a_list_the_incident_is_asked() -> None:
    made = rule(require="it.severity == 'SEV4'", message="{it.key} is {incident.severity}")

    assert found(made) == (Finding("INC-42 is SEV2", fix="Mend it."),)
    assert found(made, with_context(COMPLETE, severity=None)) == (
        Finding(
            "incident.severity is not there, so “it.severity == 'SEV4'” cannot be judged",
            fix="retro set INC-42 --severity SEV2",
        ),
    )


@pytest.mark.parametrize(
    ("bounds", "kept"),
    [
        ({"at_least": 1}, True),
        ({"at_least": 2}, False),
        ({"at_most": 1}, True),
        ({"at_most": 0}, False),
        ({"at_least": 1, "at_most": 1}, True),
    ],
)
def test_the_items_which_where_lets_through_are_counted(
    bounds: dict[str, int],
    kept: bool,  # noqa: FBT001  # a column of the table
) -> None:
    made = rule(for_each="actions", where="it.owner == 'ana'", **bounds)

    assert (found(made) == ()) is kept


def test_without_where_every_item_counts() -> None:
    made = rule(for_each="factors", at_least=9, message="{count} of {at_least}")

    assert found(made) == (Finding("3 of 9", fix="Mend it."),)


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        # Whatever A1 turns out to be, one is enough, two may be, three cannot.
        ({"at_least": 1}, ["A1"]),
        ({"at_least": 2}, ["A1"]),
        ({"at_least": 3}, ["A1", ""]),
        ({"at_most": 1}, ["A1"]),
        ({"at_most": 0}, ["A1", ""]),
    ],
)
def test_an_item_that_cannot_be_judged_shuts_and_may_yet_count(
    bounds: dict[str, int], told: list[str]
) -> None:
    made = rule(for_each="actions", where="it.owner != 'zoe'", **bounds)

    assert [one.item for one in found(made, with_item(COMPLETE, "A1", owner=""))] == told


def test_a_rule_that_breaks_is_the_owners_turn_and_shuts_its_gate() -> None:
    broken = Rule(Phase.FACTORS, "own-rule", rule(require="size(it.services) / 0 == 1"))
    answer = ask(broken, case_of(COMPLETE), ("lena",))

    assert answer.result is Result.ERROR
    assert answer.findings[0].waits_for == ("lena",)
    assert answer.findings[0].message == (
        "the check own-rule (written) broke: InvalidError: size(it.services) / 0 == 1: "
        "divide by zero; until the owners of the policy mend it, its gate stays shut"
    )


def test_a_rule_without_a_title_is_called_by_its_id() -> None:
    assert (OWNED.title, rule(require="it.crossed_boundary", title="a wall").title) == (
        "own rule",
        "a wall",
    )


BESIDE = """
      - id: proven
        for_each: factors
        where: "it.top"
        require: >-
          size(it.evidence) >= 1
          && it.txt.size() > 3
        message: "Factor {it.idd} cites nothing."
        fix: "retro factor {incident.key} {it.id} --evidence T1"
"""


def test_every_mistake_of_a_rule_is_shown_at_its_place_in_the_file() -> None:
    with pytest.raises(InvalidError) as error:
        policy_of(with_rule(BESIDE), "own.yaml")

    told = str(error.value).splitlines()
    assert [line.partition(": ")[2] for line in told if line.startswith("own.yaml")] == [
        "gates.factors.checks[proven].require: factor has no field “txt” (did you mean “text”?)",
        "gates.factors.checks[proven].message: “{it.idd}” stands for nothing (did you mean “id”?)",
    ]


def test_a_rule_is_asked_at_its_gate_like_any_other() -> None:
    text = BESIDE.replace("txt", "text").replace("idd", "id").replace(">= 1", ">= 9")
    report = policy_of(with_rule(text)).judge(Phase.FACTORS, case_of(COMPLETE))

    assert [(one.check, one.findings) for one in report.shut] == [
        (
            "proven",
            (Finding("Factor F1 cites nothing.", "F1", "retro factor INC-42 F1 --evidence T1"),),
        )
    ]


def with_rule(text: str) -> str:
    """Put a rule in front of the checks of the gate into factors."""
    place = DEFAULT.index("checks:", DEFAULT.index("\n  factors:")) + len("checks:")
    return DEFAULT[:place] + text.rstrip() + DEFAULT[place:]


def test_the_rules_that_the_docs_show_can_be_read() -> None:
    shown = policy_of(with_rule(f"\n{indent(EXAMPLE.strip(), ' ' * 6)}"))

    assert {"soon-enough", "users-hear-of-it"} <= {
        one.id for one in shown.editions[None].rules[Phase.FACTORS]
    }


MADE = (
    OWNED,
    rule(for_each="actions", where="it.owner == 'ana'", require="it.priority == 'P1'"),
    rule(for_each="actions", where="it.priority != 'P1'", at_most=1),
    rule(for_each="actions", where="it.owner != 'ana' || it.ticket == 'PAY-101'", at_least=1),
    rule(require="!actions.exists(a, a.owner == 'zoe' && a.due > incident.opened)"),
    rule(require="incident.severity == 'SEV2'"),
)
TAKEN: dict[str, Any] = {"owner": "", "ticket": "", "priority": None, "due": None}


@given(
    st.sampled_from(MADE),
    st.sets(st.tuples(st.sampled_from(["A1", "A2"]), st.sampled_from([*TAKEN]))),
    st.sampled_from(["SEV2", None]),
)
def test_what_passes_with_facts_missing_passes_with_them(
    made: Written, missing: set[tuple[str, str]], severity: str | None
) -> None:
    bare = COMPLETE if severity else with_context(COMPLETE, severity=None)
    for item, field in missing:
        bare = with_item(bare, item, **{field: TAKEN[field]})

    assert found(made, bare) or not found(made)


@given(
    st.sampled_from(MADE),
    st.sets(st.tuples(st.sampled_from(["A1", "A2"]), st.sampled_from([*TAKEN]))),
)
def test_a_list_at_a_time_and_item_by_item_come_to_the_same(
    made: Written, missing: set[tuple[str, str]]
) -> None:
    bare = COMPLETE
    for item, field in missing:
        bare = with_item(bare, item, **{field: TAKEN[field]})

    assert (made.kept is None) == (made.for_each == "")
    assert found(made, bare) == found(changed(made, kept=None), bare)


@pytest.mark.parametrize(
    ("require", "quick"),
    [
        ("it.top || !it.top // a comment", True),
        ("(" * 31 + "it.top || !it.top" + ")" * 31, False),
        ("it.top || !it.top" + " " * 1_980, False),
    ],
)
def test_a_rule_that_cannot_be_asked_of_a_list_is_asked_item_by_item(
    require: str,
    quick: bool,  # noqa: FBT001  # a column of the table
) -> None:
    made = rule(for_each="actions", require=require)

    assert (made.kept is not None) is quick
    assert found(made) == ()


def test_what_breaks_for_one_item_breaks_the_rule() -> None:
    with pytest.raises(InvalidError, match="divide by zero"):
        found(rule(for_each="actions", require="1 / (size(it.factors) - 1) == 1"))
