"""Changes are made all or none, and two editors both get through unless they meet in one field."""

from dataclasses import replace
from datetime import date

import pytest

from states.commands import Add, Edit, Remove, Revise, Set
from states.decide import decide
from states.errors import ConflictError, InvalidError, NotFoundError, RefusedError
from states.events.record import ItemAdded, ItemChanged, ItemRemoved, SingleChanged
from states.lifecycle import GATED, Phase, has_reached
from states.record.actions import Action, Priority
from states.record.context import Context, Impact
from states.record.factors import Factor, KillCriterion, Learning
from states.record.facts import Fact, WentWell
from states.record.retrospective import Item, Retrospective, Single
from tests.builders import ACTIONS, CONTEXT, FACTORS, KEY, MINUTE, STARTED, TIMELINE, changed
from tests.states.builders import SEQ, after, heard, record_in, refused, went_on

A1, F1, T1 = ACTIONS[0], FACTORS[0], TIMELINE[0]
RECORD = record_in(Phase.FACTORS)
PROMISED = record_in(Phase.ACTIONS_TICKETED)


def edit(before: Item, **fields: object) -> Revise:
    return Revise(edit=(Edit(before, changed(before, **fields)),))


def put(before: Single, **fields: object) -> Revise:
    return Revise(set=(Set(before, changed(before, **fields)),))


# fmt: off
NUMBERED = [
    (Fact(text="It rained"),      "T5"),
    (WentWell(text="Tea"),        "G2"),
    (Factor(text="No limit"),     "F4"),
    (Learning(text="Limit it"),   "L4"),
    (KillCriterion(signal="Red"), "K4"),
    (Action(title="Limit it"),    "A4"),
]
# fmt: on


@pytest.mark.parametrize(("item", "name"), NUMBERED)
def test_a_new_item_gets_the_next_number(item: Item, name: str) -> None:
    (added,) = decide(Revise(add=(Add(item),)), heard(RECORD))

    assert added == ItemAdded(replace(item, id=name))


def test_a_number_is_never_used_again() -> None:
    gone = went_on(Revise(remove=(Remove("T4"),)), heard(RECORD))

    record = after(Revise(add=(Add(Fact(text="It rained")),)), gone)

    assert [one.id for one in record.timeline] == ["T1", "T2", "T3", "T5"]


def test_an_item_may_bring_its_own_number() -> None:
    record = after(Revise(add=(Add(Fact("T9", text="It rained")),)), heard(RECORD))

    assert record.timeline[-1].id == "T9"


@pytest.mark.parametrize("name", ["T4", "T1"])
def test_a_number_that_was_ever_used_is_refused(name: str) -> None:
    gone = went_on(Revise(remove=(Remove("T4"),)), heard(RECORD))

    told, hint = refused(InvalidError, Revise(add=(Add(Fact(name, text="x")),)), gone)

    assert told == f"id: INC-42 already has, or once had, an item “{name}”"
    assert hint == "leave the id out and it gets the next free one"


@pytest.mark.parametrize("name", ["A1", "fact", "T", "T0", "T01", "T²", "T٣", "T123456", "T1/x"])
def test_an_id_is_the_letter_of_its_list_and_a_number(name: str) -> None:
    empty = heard(Retrospective(KEY, opened=STARTED))

    told, hint = refused(InvalidError, Revise(add=(Add(Fact(name, text="x")),)), empty)

    assert told == f"id: “{name}” cannot be the id of a fact"
    assert hint == "leave the id out, or write T and a number: T1"


def test_the_highest_number_of_ones_own_leaves_room_for_more() -> None:
    high = went_on(Revise(add=(Add(Fact("T99999", text="x")),)), heard(RECORD))

    assert after(Revise(add=(Add(Fact(text="y")),)), high).timeline[-1].id == "T100000"


def test_who_added_an_item_and_when_is_kept() -> None:
    hearing = heard(RECORD, "ben")

    mark = after(Revise(add=(Add(Fact(text="It rained")),)), hearing).marks["T5"]

    assert (mark.by, mark.added, mark.touched) == ("ben", hearing.now, hearing.now)


def test_an_edit_moves_only_what_it_touches() -> None:
    (event,) = decide(edit(T1, text="The release was late"), heard(RECORD))

    assert event == ItemChanged(changed(T1, text="The release was late"))


def test_two_editors_of_different_fields_both_get_through() -> None:
    first = went_on(edit(T1, text="The release was late"), heard(RECORD, "ana"))

    record = after(edit(T1, source="https://ci.example.org/1"), replace(first, actor="ben"))

    assert record.timeline[0] == changed(
        T1, text="The release was late", source="https://ci.example.org/1"
    )


def test_two_editors_of_the_context_both_get_through() -> None:
    first = went_on(put(CONTEXT, title="Checkout failed"), heard(RECORD))

    record = after(put(CONTEXT, labels=("checkout",)), first)

    assert (record.context.title, record.context.labels) == ("Checkout failed", ("checkout",))


def test_the_second_editor_of_a_field_is_told_both_values() -> None:
    first = went_on(edit(F1, text="No limit"), heard(RECORD))

    told, hint = refused(ConflictError, edit(F1, text="Retries"), first)

    assert told == (
        "somebody else changed it first: INC-42 F1.text is now “No limit”, "
        "you saw “The webhook retries had no upper limit”"
    )
    assert hint == "look again: retro show INC-42"


def test_every_field_in_which_editors_meet_is_named() -> None:
    first = went_on(put(CONTEXT, commander="sol", started=STARTED - MINUTE), heard(RECORD))

    told, _ = refused(ConflictError, put(CONTEXT, commander="mia", started=STARTED + MINUTE), first)

    assert told == (
        "somebody else changed it first: "
        "INC-42 context.started is now 2026-03-01 08:59 UTC, you saw 2026-03-01 09:00 UTC; "
        "INC-42 context.commander is now “sol”, you saw “ben”"
    )


def test_editors_of_the_same_mind_do_not_clash() -> None:
    first = went_on(edit(T1, text="It rained"), heard(RECORD))

    assert decide(edit(T1, text="It rained"), first) == ()


@pytest.mark.parametrize("asked", [edit(T1), put(CONTEXT), Revise()])
def test_what_changes_nothing_makes_nothing(asked: Revise) -> None:
    assert decide(asked, heard(RECORD)) == ()


@pytest.mark.parametrize(
    ("asked", "single"),
    [
        (put(Impact("EU checkout", 1200, 18), cost="4,000 EUR"), "impact"),
        (put(RECORD.meeting, attendees=("fay",)), "meeting"),
    ],
)
def test_impact_and_meeting_are_set_like_the_context(asked: Revise, single: str) -> None:
    (event,) = decide(asked, heard(RECORD))

    assert event == SingleChanged(asked.set[0].after)
    assert getattr(after(asked, heard(RECORD)), single) == asked.set[0].after


@pytest.mark.parametrize(
    ("before", "later", "message"),
    [
        (Fact("A1", text="x"), A1, "before, after: fact A1 cannot become action A1"),
        (changed(A1, id="A2"), A1, "before, after: action A2 cannot become action A1"),
    ],
)
def test_an_item_does_not_become_another(before: Item, later: Item, message: str) -> None:
    told, _ = refused(InvalidError, Revise(edit=(Edit(before, later),)), heard(RECORD))

    assert told == message


def test_the_context_does_not_become_the_impact() -> None:
    told, hint = refused(InvalidError, Revise(set=(Set(Context(), Impact()),)), heard(RECORD))

    assert told == "before, after: context cannot become impact"
    assert hint == "give the same thing twice: as you saw it, and as you want it"


def test_an_edit_of_what_is_gone_names_what_is_there() -> None:
    gone = went_on(Revise(remove=(Remove("F1"),)), heard(RECORD))

    told, hint = refused(NotFoundError, edit(F1, text="No limit"), gone)

    assert told == "INC-42 has no factor “F1”"
    assert hint == "there are: F2, F3 · retro show INC-42"


def test_a_removal_keeps_its_reason() -> None:
    asked = Revise(remove=(Remove("T2", "it was another incident"),))

    assert decide(asked, heard(RECORD)) == (ItemRemoved("T2", "it was another incident"),)
    assert [one.id for one in after(asked, heard(RECORD)).timeline] == ["T1", "T3", "T4"]


def test_a_removal_of_what_is_not_there_names_what_is() -> None:
    told, hint = refused(NotFoundError, Revise(remove=(Remove("T9"),)), heard(RECORD))

    assert told == "INC-42 has no item “T9”"
    assert hint.startswith("there are: T1, T2, T3, T4, G1, F1,")


def test_one_bad_change_stops_them_all() -> None:
    asked = Revise(add=(Add(Fact(text="It rained")),), remove=(Remove("T9"),))

    refused(NotFoundError, asked, heard(RECORD))


def test_a_change_may_build_on_the_one_before() -> None:
    asked = Revise(add=(Add(Factor(text="No limit")), Add(Action(title="x", factors=("F4",)))))

    record = after(asked, heard(RECORD))

    assert record.actions[-1] == Action("A4", "x", factors=("F4",))


def test_the_same_field_twice_in_one_go_is_a_clash() -> None:
    edits = (edit(T1, text="a").edit[0], edit(T1, text="b").edit[0])

    told, _ = refused(ConflictError, Revise(edit=edits), heard(RECORD))

    assert "T1.text is now “a”" in told


@pytest.mark.parametrize("phase", [Phase.OPENING, *GATED[:-1]])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("due", date(2026, 6, 1)),
        ("sprint", "2026-20"),
        ("priority", Priority.P3),
        ("verification", None),
        ("top", False),
    ],
)
def test_a_promise_is_not_edited_once_actions_are_ticketed(
    phase: Phase, field: str, value: object
) -> None:
    promise = changed(A1, sprint="2026-12")
    record = record_in(phase, actions=(promise,))
    asked = edit(promise, **{field: value})

    if not has_reached(phase, Phase.ACTIONS_TICKETED):
        assert getattr(after(asked, heard(record)).actions[0], field) == value
        return

    told, hint = refused(RefusedError, asked, heard(record))
    assert told == f"A1: {field} was promised when INC-42 passed actions_ticketed"
    assert hint == ('move its date: retro action reschedule INC-42 A1 --due DATE --reason "…"')


@pytest.mark.parametrize(
    ("field", "value"),
    [("due", date(2026, 4, 20)), ("sprint", "2026-20"), ("priority", Priority.P2), ("top", True)],
)
def test_what_nobody_promised_may_still_be_filled_in(field: str, value: object) -> None:
    bare = Action("A1", "Cap the retries")

    record = after(edit(bare, **{field: value}), heard(replace(PROMISED, actions=(bare,))))

    assert getattr(record.actions[0], field) == value


@pytest.mark.parametrize(
    ("field", "value"), [("owner", "ben"), ("ticket", "PAY-9"), ("title", "x")]
)
def test_who_does_it_and_where_may_still_change(field: str, value: object) -> None:
    assert getattr(after(edit(A1, **{field: value}), heard(PROMISED)).actions[0], field) == value


def test_a_promised_action_is_not_deleted() -> None:
    told, hint = refused(RefusedError, Revise(remove=(Remove("A3"),)), heard(PROMISED))

    assert told == "A3 is promised since INC-42 passed actions_ticketed: it is not deleted"
    assert hint == 'set it aside openly: retro action park INC-42 A3 --reason "…"'


def test_an_action_that_is_not_promised_yet_may_go() -> None:
    assert len(after(Revise(remove=(Remove("A3"),)), heard(RECORD)).actions) == 2


def test_a_change_makes_a_new_revision() -> None:
    assert after(edit(T1, text="It rained"), heard(RECORD)).revision == SEQ
