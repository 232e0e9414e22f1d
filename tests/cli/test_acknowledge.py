"""A sentence is pointed at when it is saved, and stands by the facilitator's word."""

import pytest

from states.record.readings import Acknowledgement
from tests.builders import NOON
from tests.cli.offline import Terminal
from tests.cli.written import WHOLE, file_of, record, written

BLAMING = "Ana forgot the limit"
POINTED_AT = (
    "F4: “Ana forgot the limit” makes a person the cause (“Ana”); rather: “it depended on "
    "memory, and nothing reminded: someone forgot the limit”; or the facilitator lets it stand: "
    'retro acknowledge INC-42 F4 --reason "WHY"\n'
)
WHY = "She asked to be named"


def blaming(here: Terminal, text: str = BLAMING) -> Terminal:
    """Write a factor that makes a person the cause."""
    assert written(here)("factor", "INC-42", text).code == 0
    return here


def test_a_factor_is_pointed_at_when_it_is_saved(here: Terminal) -> None:
    ended = written(here)("factor", "INC-42", BLAMING)

    assert (ended.code, ended.err) == (0, POINTED_AT)
    assert ended.out.startswith("INC-42: added factor F4 “Ana forgot the limit” · entry ")
    assert [one.sentence for one in record(here).readings["F4"].remarks] == [BLAMING]


def test_an_action_is_pointed_at_when_it_is_saved(here: Terminal) -> None:
    ended = written(here)("action", "add", "INC-42", "Improve monitoring")

    assert ended.err == (
        "A4: “Improve monitoring”: “Improve” leaves open which number moves, from what to what; "
        'or the facilitator lets it stand: retro acknowledge INC-42 A4 --reason "WHY"\n'
    )


def test_a_condition_is_saved_without_a_word(here: Terminal) -> None:
    assert written(here)("factor", "INC-42", "No limit was set").err == ""


def test_a_file_is_pointed_at_when_it_is_applied(here: Terminal) -> None:
    text = WHOLE.replace("The webhook retries had no upper limit", BLAMING)

    ended = here("apply", file_of(here, text))

    assert ended.err == POINTED_AT.replace("F4", "F1") + (
        "INC-42 says all of this now · next: retro why INC-42\n"
    )


def test_the_facilitator_lets_the_one_sentence_stand(here: Terminal) -> None:
    ended = blaming(here)("acknowledge", "INC-42", "F4", "--reason", WHY)

    assert ended.code == 0
    assert ended.out.startswith(
        "INC-42: let “Ana forgot the limit” stand in F4: “She asked to be named” · entry "
    )
    assert record(here).acknowledgements == (Acknowledgement("F4", BLAMING, "fay", NOON, WHY),)


def test_a_sentence_that_stands_is_not_pointed_at_again(here: Terminal) -> None:
    blaming(here)("acknowledge", "INC-42", "F4", "--reason", WHY)

    ended = here("factor", "INC-42", "F4", f"{BLAMING}\nIt was late")

    assert ended.err == ""


def test_another_wording_is_pointed_at_again(here: Terminal) -> None:
    blaming(here)("acknowledge", "INC-42", "F4", "--reason", WHY)

    ended = here("factor", "INC-42", "F4", f"{BLAMING} twice")

    assert ended.err.startswith("F4: “Ana forgot the limit twice” makes a person the cause")


def test_of_several_sentences_one_is_named(here: Terminal) -> None:
    blaming(here, f"{BLAMING}. Ben ran it.")

    unsaid = here("acknowledge", "INC-42", "F4", "--reason", WHY)
    said = here("acknowledge", "INC-42", "F4", "--reason", WHY, "--sentence", " Ben  ran it. ")

    assert unsaid.code == 2
    assert unsaid.err == (
        "--sentence: F4 has 2: “Ana forgot the limit.” · “Ben ran it.”\n"
        "  → name one of them, in quotes\n"
    )
    assert said.code == 0
    assert [one.sentence for one in record(here).acknowledgements] == ["Ben ran it."]


def test_nobody_else_can(here: Terminal) -> None:
    ended = blaming(here)("acknowledge", "INC-42", "F4", "--reason", WHY, acting="ana")

    assert ended.code == 4
    assert ended.err.startswith("only the facilitator (fay) lets a sentence stand\n")
    assert record(here).acknowledgements == ()


@pytest.mark.parametrize(
    ("item", "code", "told"),
    [
        ("F1", 2, "nothing is pointed at in INC-42 F1\n"),
        ("F9", 5, "INC-42 has no item “F9”\n"),
    ],
)
def test_what_is_not_pointed_at_needs_no_word(
    here: Terminal, item: str, code: int, told: str
) -> None:
    ended = written(here)("acknowledge", "INC-42", item, "--reason", WHY)

    assert ended.code == code
    assert ended.err.startswith(told)


def test_a_file_cannot_acknowledge_a_factor(here: Terminal) -> None:
    text = WHOLE.replace("id: F2\n", "id: F2\n    acknowledged: it may\n")

    ended = here("apply", file_of(here, text))

    assert ended.code == 2
    assert "F2.acknowledged: a sentence is acknowledged by itself" in ended.err


def test_a_check_of_language_names_its_lexicon(here: Terminal) -> None:
    ended = here("policy", "checks", "factors.blameless")

    assert "reads with version 1 of the lexicon\n" in ended.out
