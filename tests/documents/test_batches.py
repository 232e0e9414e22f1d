"""A command that is too big becomes several that fit, and none refers to what comes later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.batches import ROOM, batches
from documents.draft import Draft
from documents.plan import plan, revise_of
from states.codec import canonical, to_json
from states.commands import Add, Change, Edit, Remove, Revise, Set
from states.envelope import BODY_LIMIT
from states.errors import InvalidError
from states.record.actions import Action
from states.record.context import Context
from states.record.factors import Factor
from states.record.facts import Fact
from states.record.retrospective import Retrospective
from tests.documents.builders import drafts, unhurried

FACT, FACTOR, ACTION = Fact(text="it broke"), Factor("F1", "nobody watched"), Action("A1", "watch")
EVERYTHING = Revise(
    add=(Add(ACTION), Add(FACTOR), Add(FACT)),
    edit=(Edit(ACTION, ACTION), Edit(FACTOR, FACTOR)),
    set=(Set(Context(), Context(title="x")),),
    remove=(Remove("T1"), Remove("F2"), Remove("A2"), Remove("odd")),
)
IN_ORDER: tuple[Change, ...] = (
    *EVERYTHING.set,
    Add(FACT),
    Add(FACTOR),
    Add(ACTION),
    Edit(FACTOR, FACTOR),
    Edit(ACTION, ACTION),
    Remove("A2"),
    Remove("F2"),
    Remove("T1"),
    Remove("odd"),
)


def changes(revise: Revise) -> tuple[Change, ...]:
    return (*revise.set, *revise.add, *revise.edit, *revise.remove)


def size(revise: Revise) -> int:
    return len(canonical(to_json(revise)))


def test_what_fits_stays_one_command() -> None:
    (only,) = batches(EVERYTHING)

    assert changes(only) == IN_ORDER


def test_nothing_is_no_command() -> None:
    assert batches(Revise()) == ()


@given(st.integers(300, 900))
def test_what_others_refer_to_comes_first_and_goes_last(limit: int) -> None:
    several = batches(EVERYTHING, limit)

    assert tuple(change for revise in several for change in changes(revise)) == IN_ORDER
    assert max(map(size, several)) <= limit


@unhurried
@given(drafts, st.integers(20_000, 40_000))
def test_every_batch_fits_and_none_is_lost(draft: Draft, limit: int) -> None:
    whole = plan(Retrospective("INC-42"), draft).revise
    several = batches(whole, limit)

    assert all(size(revise) <= limit for revise in several)
    assert sum(len(changes(revise)) for revise in several) == len(changes(whole))


def test_a_batch_is_filled_to_the_last_byte() -> None:
    frame = len('{"add":[],"edit":[],"remove":[],"set":[]}')
    limit = frame + 2 * (len(canonical(to_json(Add(FACT)))) + 1)

    assert [len(one.add) for one in batches(Revise(add=4 * (Add(FACT),)), limit)] == [2, 2]
    assert [len(one.add) for one in batches(Revise(add=4 * (Add(FACT),)), limit - 1)] == 4 * [1]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (Add(Factor(text="f" * 90)), f"the factor “{'f' * 60}…”"),
        (Edit(ACTION, Action("A1", "a" * 90)), "the action “A1”"),
        (Set(Context(), Context(title="c" * 90)), "the context"),
        (Remove("A1", "r" * 90), "the removal of A1"),
    ],
    ids=["add", "edit", "set", "remove"],
)
def test_a_change_larger_than_any_command_is_named(change: Change, name: str) -> None:
    with pytest.raises(InvalidError) as refused:
        batches(revise_of([change]), 100)

    taken = len(canonical(to_json(change))) + 1
    assert str(refused.value) == f"{name} takes {taken} bytes, more than the 59 of a command"


def test_there_is_room_for_the_envelope() -> None:
    many = Revise(add=tuple(Add(Fact(text="x" * 1000)) for _ in range(100)))

    assert max(map(size, batches(many))) <= BODY_LIMIT - ROOM
