"""What is written can be read again, says no more than was said, and nothing unknown gets in."""

import pkgutil
from dataclasses import MISSING, Field, fields, is_dataclass
from importlib import import_module
from inspect import getmembers, isclass
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

import states
from states.calendar import Hours
from states.codec import (
    COMMANDS,
    EVENTS,
    adapter_of,
    canonical,
    command_from,
    digest,
    event_from,
    event_to_json,
    from_json,
    to_json,
)
from states.commands import Approve, Revise, Say, Settle, Tick, VerifyAction
from states.decisions.hearing import Hearing
from states.envelope import Actor
from states.errors import InvalidError
from states.events.escalations import DeadlineMet
from states.events.gates import PhaseEntered
from states.events.record import CommentMade
from states.lifecycle import Phase, Trigger
from states.people import Person
from states.record.context import Context
from states.record.proposals import Comment
from tests.builders import NOON, complete_record
from tests.states.generated import anything, is_optional

QUICK = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

READ_AS = {"Person.zone": "UTC", "Actor.via": "cli"}
"""The only fields that an empty text does not stay empty in; neither is in an event."""


def values_of_the_core() -> list[type]:
    """Find every value of the room that can be written down."""
    rooms = [import_module(f"states.{one.name}") for one in pkgutil.iter_modules(states.__path__)]
    found = {one for room in rooms for _, one in getmembers(room, isclass) if is_dataclass(one)}
    ours = {one for one in found if one.__module__.startswith("states.")}
    return sorted(ours - {Hearing, Hours}, key=lambda one: one.__name__)


def optional_fields() -> list[tuple[str, Any, Any]]:
    """List every field that may be left out: its name, its type, and what it is then."""
    return [
        (
            f"{kind.__name__}.{one.name}",
            get_type_hints(kind, include_extras=True)[one.name],
            left_out(one),
        )
        for kind in values_of_the_core()
        for one in fields(kind)
        if is_optional(one)
    ]


def left_out(field: Field[Any]) -> Any:
    """Say what a field is when it was left out."""
    if field.default_factory is not MISSING:
        return field.default_factory()
    return "" if field.default is MISSING else field.default


@pytest.mark.parametrize("kind", COMMANDS.values())
def test_every_command_reads_back_as_it_was_written(kind: type) -> None:
    @QUICK
    @given(anything(kind))
    def written_and_read(command: Any) -> None:
        assert command_from(kind.__name__, to_json(command)) == command

    written_and_read()


@pytest.mark.parametrize("kind", EVENTS.values())
def test_every_event_reads_back_as_it_was_written(kind: type) -> None:
    @QUICK
    @given(anything(kind))
    def written_and_read(event: Any) -> None:
        body = event_to_json(event)

        assert event_from(body) == event
        assert event_to_json(event_from(body)) == body
        assert canonical(body)

    written_and_read()


def test_the_record_reads_back_as_it_was_written() -> None:
    record = complete_record()

    assert from_json(type(record), to_json(record)) == record


def test_there_are_fields_to_look_at() -> None:
    assert len(optional_fields()) > 100


@pytest.mark.parametrize(
    "empty", [None, "", (), {}], ids=["nothing", "no-text", "no-items", "no-keys"]
)
@pytest.mark.parametrize(("name", "kind", "default"), optional_fields())
def test_what_is_left_out_for_being_empty_reads_back_as_empty(
    name: str, kind: Any, default: object, empty: object
) -> None:
    try:
        read = adapter_of(kind).validate_python(empty)
    except ValidationError:
        return  # nothing empty gets into this field

    assert is_dataclass(read) or default == READ_AS.get(name, read)


def test_an_entry_says_only_what_was_said() -> None:
    assert to_json(Tick()) == {}
    assert to_json(Revise()) == {}
    assert to_json(Context(title="Checkout failed")) == {
        "title": "Checkout failed",
        "crossed_boundary": False,
        "type": "context",
    }


@pytest.mark.parametrize(
    ("command", "body"),
    [
        (Settle("W1", grant=False), {"proposal": "W1", "grant": False}),
        (VerifyAction("A1", "x", holds=False), {"action": "A1", "evidence": "x", "holds": False}),
        (Approve(), {"revision": 0}),
    ],
)
def test_no_and_zero_are_not_empty(command: object, body: dict[str, object]) -> None:
    assert to_json(command) == body


def test_an_event_carries_its_name() -> None:
    assert event_to_json(DeadlineMet("gate:facts")) == {
        "event": "DeadlineMet",
        "deadline": "gate:facts",
    }


def test_an_event_is_written_the_same_for_ever() -> None:
    entered = PhaseEntered(Phase.FACTS, Trigger.RETURN, "a fact is wrong")

    assert canonical(event_to_json(entered)) == (
        b'{"event":"PhaseEntered","phase":"facts","reason":"a fact is wrong","trigger":"return"}'
    )
    assert digest({"b": 1, "a": "é"}) == digest({"a": "é", "b": 1})


# fmt: off
NONSENSE = [
    ("Say",     {"text": "x", "tone": 1},  "tone: unexpected keyword argument (got 1)"),
    ("Say",     {},                        "text: field required"),
    ("Say",     {"text": "a\x00"},
     "text: holds the control character U+0000 at position 1 (got 'a\\x00')"),
    ("Say",     {"text": 7},               "text: input should be a valid string (got 7)"),
    ("Approve", {"revision": -1},
     "revision: input should be greater than or equal to 0 (got -1)"),
    ("Approve", {"revision": 2**53},
     "revision: input should be less than 9007199254740992 (got 9007199254740992)"),
    ("Reopen",  {"reason": "x", "actions": "A1"},
     "actions: input should be a valid tuple (got 'A1')"),
    ("Advance", {"expecting": "a\nb"},     "expecting: holds a line break (got 'a\\nb')"),
]
# fmt: on


@pytest.mark.parametrize(("name", "body", "complaint"), NONSENSE)
def test_nonsense_is_refused_by_field_and_value(
    name: str, body: dict[str, object], complaint: str
) -> None:
    with pytest.raises(InvalidError) as caught:
        command_from(name, body)

    assert str(caught.value) == complaint


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(InvalidError) as caught:
        command_from("Propose", {"wish": {"type": "waiver", "until": 5}, "why": "x"})

    told = str(caught.value).split("; ")
    assert [one.split(":")[0] for one in told] == [
        "wish.waiver.check",
        "wish.waiver.until",
        "reason",
        "why",
    ]


def test_a_long_value_is_shown_in_part() -> None:
    with pytest.raises(InvalidError) as caught:
        command_from("Advance", {"expecting": "x" * 501})

    assert str(caught.value).endswith(f"(got '{'x' * 76}…)")


@pytest.mark.parametrize("body", ["x", 7, None, [], True])
def test_a_body_is_a_mapping(body: object) -> None:
    with pytest.raises(InvalidError):
        command_from("Say", body)


def test_an_unknown_command_is_told_what_there_is() -> None:
    with pytest.raises(InvalidError) as caught:
        command_from("Close", {})

    assert str(caught.value) == "there is no command “Close”"
    assert caught.value.hint == f"commands: {', '.join(COMMANDS)}"


@pytest.mark.parametrize(("body", "name"), [({"event": "Closed"}, "Closed"), ({}, "None")])
def test_an_unknown_event_is_told_what_there_is(body: dict[str, str], name: str) -> None:
    with pytest.raises(InvalidError) as caught:
        event_from(body)

    assert str(caught.value) == f"there is no event “{name}”"
    assert caught.value.hint == f"events: {', '.join(EVENTS)}"


def test_an_event_with_an_unknown_field_is_refused() -> None:
    with pytest.raises(InvalidError, match="tone: unexpected keyword argument"):
        event_from({"event": "DeadlineMet", "deadline": "x", "tone": 1})


def test_what_has_to_be_said_cannot_be_read_back_when_it_was_not() -> None:
    """Which is why `decide` reads what it made before anybody stores it."""
    with pytest.raises(InvalidError, match="text: field required"):
        event_from(event_to_json(CommentMade(Comment("C1", "ana", NOON, ""))))


@pytest.mark.parametrize(
    ("written", "read"),
    [(Person("ana", zone=""), Person("ana")), (Actor("ana", ""), Actor("ana", "cli"))],
)
def test_a_person_without_a_zone_is_in_utc_and_who_says_no_way_used_the_cli(
    written: object, read: object
) -> None:
    assert from_json(type(written), to_json(written)) == read


def test_a_comment_is_said_in_any_language() -> None:
    assert command_from("Say", {"text": "  naïve 東京\nתל אביב "}) == Say("naïve 東京\nתל אביב")
