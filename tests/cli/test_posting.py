"""A command is addressed only when it makes sense, and is bound to its words."""

import pytest

from cli.installation.posting import envelope_for, must_be_key
from states.codec import digest
from states.commands import FinishAction, Return, Say
from states.errors import InvalidError


def test_an_envelope_says_who_asks_by_which_way_and_binds_the_body() -> None:
    envelope = envelope_for("INC-42", Say("Seen"), "fay")

    assert envelope.name == "Say"
    assert envelope.body == {"text": "Seen"}
    assert envelope.digest == digest(["Say", "fay", {"text": "Seen"}])
    assert (envelope.actor.person, envelope.actor.via) == ("fay", "cli")


def test_every_envelope_has_an_id_of_its_own_unless_one_is_given() -> None:
    ids = {envelope_for("INC-42", Say("Seen"), "fay").id for _ in range(10)}

    assert len(ids) == 10
    assert envelope_for("INC-42", Say("Seen"), "fay", "again").id == "again"


@pytest.mark.parametrize(
    "command",
    [Say("x" * 10_001), Say("bell \x07"), FinishAction("A1", "x" * 501), Return("")],
)
def test_nonsense_is_refused_before_it_is_sent(command: Say | FinishAction | Return) -> None:
    with pytest.raises(InvalidError):
        envelope_for("INC-42", command, "fay")


@pytest.mark.parametrize("key", ["INC-42", "A1", "P-1-2", "A" * 40])
def test_a_key_is_capital_letters_digits_and_hyphens(key: str) -> None:
    must_be_key(key)


@pytest.mark.parametrize("key", ["", "A", "inc-42", "1NC", "INC_42", "INC-42\n", "É1", "A" * 41])
def test_anything_else_is_no_key(key: str) -> None:
    with pytest.raises(InvalidError, match="cannot be the key of an incident"):
        must_be_key(key)


def test_a_command_that_was_only_copied_is_refused() -> None:
    with pytest.raises(InvalidError, match="“URL” stands for something that only you know"):
        envelope_for("INC-42", FinishAction("A1", "URL"), "ana")


@pytest.mark.parametrize("name", ["sent/INC-42/n1", "tick/1", "PEOPLE/4", "recurrence/x"])
def test_the_ids_of_the_engine_are_its_own(name: str) -> None:
    with pytest.raises(InvalidError, match="begins as the engine's own do"):
        envelope_for("INC-42", Say("Seen"), "ana", name)


def test_the_stream_of_people_is_no_incident() -> None:
    with pytest.raises(InvalidError, match="cannot be the key of an incident"):
        envelope_for("PEOPLE", Say("Seen"), "ana")
