"""A fixture is what people would have written down; the directory is part of what is supposed."""

import pytest

from documents.draft import Draft
from policies.trials.fixture import changed, drafted, people_in
from policies.trials.model import Changed, FixtureLine
from states.errors import InvalidError
from states.people import PartyKind
from states.record.actions import Action
from states.record.facts import Fact
from states.rules import Case
from tests.builders import CONTEXT, NOON, PEOPLE, case_of, complete_record
from tests.policies.trials.written import HEAD, Shelf, problems

LINE = FixtureLine(record="complete.yaml", at=NOON)
CASE: Case = case_of(complete_record())


def test_items_without_an_id_are_numbered_as_the_record_numbers_them() -> None:
    draft = Draft(timeline=(Fact(text="one"), Fact("T7", text="two"), Fact(text="three")))

    assert [one.id for one in drafted(draft, LINE).timeline] == ["T8", "T7", "T9"]


def test_a_record_is_opened_by_its_facilitator_once_it_was_stabilized() -> None:
    record = drafted(Draft(context=CONTEXT, actions=(Action(),)), LINE)

    assert (record.opened, record.opened_by) == (CONTEXT.stabilized, "fay")
    assert record.marks["A1"].added == CONTEXT.stabilized


def test_the_moment_of_opening_may_be_said() -> None:
    line = FixtureLine(record="complete.yaml", at=NOON, opened=NOON)

    assert drafted(Draft(context=CONTEXT), line).opened == NOON


def test_who_approves_approves_the_record_as_it_then_is() -> None:
    line = Changed(set={"revision": 7}, approved_by=("sol",))

    approval = changed(CASE, line).record.approvals[-1]

    assert (approval.by, approval.revision, approval.at) == ("sol", 7, NOON)


def test_somebody_of_the_directory_may_be_supposed_otherwise() -> None:
    line = Changed(set={"people.sam.roles": [], "people.crew.kind": "team"})

    people = changed(CASE, line).people.people

    assert people["sam"].roles == ()
    assert people["sam"].name == PEOPLE.people["sam"].name
    assert people["crew"].kind is PartyKind.TEAM


@pytest.mark.parametrize(
    ("path", "given", "told"),
    [
        ("people.sam.rols", [], "people.sam.rols: write people.NAME.FIELD (did you mean “roles”?)"),
        ("people.roles", [], "people.roles: write people.NAME.FIELD"),
        ("people.sam.kind", "herd", "people.sam.kind: “herd” is no such value"),
    ],
)
def test_a_path_into_the_directory_is_checked(path: str, given: object, told: str) -> None:
    with pytest.raises(InvalidError) as refused:
        changed(CASE, Changed(set={path: given}))

    assert str(refused.value).startswith(told)


def test_without_a_people_file_everybody_named_is_there_and_one_for_each_role() -> None:
    people = people_in(complete_record(), ("sre-lead",))

    assert {"ana", "ben", "fay", "sam", "sol"} <= {*people.people}
    assert people.with_role("sre-lead", NOON.date()) == ("sre-lead",)


def test_a_suite_without_a_people_file_reaches_the_last_gate() -> None:
    head = HEAD.replace("people: people.yaml\n", "").replace("[sam]", "[service-owner]")
    closing = "  - {name: one, from: complete, enter: closed, expect: {pass: [approved]}}\n"

    assert problems(closing, head, Shelf()) == []
