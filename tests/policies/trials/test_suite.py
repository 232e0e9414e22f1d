"""A test file is strict: every mistake is told at its line, with what was probably meant."""

import pytest

from policies.trials.suite import read_suite
from states.errors import InvalidError, NotFoundError
from tests.policies.trials.written import HEAD, Shelf, problems, suite

CASE = "  - {name: one, from: complete, enter: facts, expect: {}}\n"


def refusal(cases: str, head: str = HEAD) -> str:
    with pytest.raises(InvalidError) as refused:
        suite(cases, head)
    return str(refused.value)


# fmt: off
MISTAKES = [
    (("from: complete", "from: compleet"),
     "14:17: cases.0.from: there is no fixture “compleet” (did you mean “complete”?)"),
    (("enter: facts", "enter: fact"),
     "14:33: cases.0.enter: there is no gate “fact” (did you mean “facts”?)"),
    (("enter: facts", "enter: withdrawn"),
     "14:33: cases.0.enter: there is no gate “withdrawn”; there are: stabilized, facts, "),
    (("expect: {}", "expect: {denny: []}"),
     "14:56: cases.0.expect.denny: there is no key “denny” (did you mean “deny”?)"),
    (("expect: {}", "expects: {}"),
     "14:47: cases.0.expects: there is no key “expects” (did you mean “expect”?)"),
    (("expect: {}", "expect: {deny: [{item: A1}]}"),
     "14:63: cases.0.expect.deny.0.check: field required"),
]
# fmt: on


@pytest.mark.parametrize(("change", "told"), MISTAKES)
def test_a_mistake_in_a_case_is_told_at_its_place(change: tuple[str, str], told: str) -> None:
    assert f"payments.test.yaml:{told}" in refusal(CASE.replace(*change))


def test_two_cases_are_not_called_the_same() -> None:
    assert refusal(CASE + CASE) == "payments.test.yaml:15:6: cases.1.name: “one” is here twice"


def test_a_phase_is_one_of_the_lifecycle() -> None:
    told = refusal(CASE, HEAD.replace("    approved_by", "    phase: verifyed\n    approved_by"))

    assert (
        "fixtures.complete.phase: there is no phase “verifyed” (did you mean “verified”?)" in told
    )


def test_a_file_that_is_not_there_is_told_by_name() -> None:
    with pytest.raises(NotFoundError, match=r"there is no complete\.yaml"):
        suite(CASE, shelf=Shelf(files={"people.yaml": Shelf().files["people.yaml"]}))


def test_a_mistake_in_a_record_file_is_told_in_that_file() -> None:
    shelf = Shelf()
    shelf.files["complete.yaml"] = "context: {titel: x}"

    with pytest.raises(InvalidError) as refused:
        suite(CASE, shelf=shelf)

    assert str(refused.value).startswith("complete.yaml:1:11: context.titel: is not a field")


def test_a_record_may_stand_in_the_test_file_itself() -> None:
    record = "\n".join(f"      {line}" for line in Shelf().files["complete.yaml"].splitlines())
    head = HEAD.replace("    record: complete.yaml\n", f"    record:\n{record}\n")

    assert problems(CASE, head) == []


def test_a_mistake_in_such_a_record_is_told_at_its_line_of_the_test_file() -> None:
    head = HEAD.replace("record: complete.yaml", "record: {context: {titel: x}}")

    assert refusal(CASE, head).startswith("payments.test.yaml:5:24: context.titel: is not a field")


def test_a_key_that_no_test_file_has_is_refused() -> None:
    with pytest.raises(InvalidError) as refused:
        read_suite("polcy: x\n", "a.test.yaml", Shelf())

    assert "a.test.yaml:1:1: polcy: there is no key “polcy” (did you mean “policy”?)" in str(
        refused.value
    )
