"""A record knows its items by their ids, and what is still owed."""

import pytest

from states.lifecycle import ENDED, Phase
from states.record.actions import ActionState, Progress
from states.record.proposals import Proposal, Verdict, Withdrawal
from states.record.retrospective import COLLECTIONS, Collection, Mark, collection_of, next_id
from tests.builders import ACTIONS, NOON, TIMELINE, complete_record, with_progress
from tests.states.builders import record_in

RECORD = record_in(Phase.ACTIONS_TICKETED)
MARK = Mark("ana", NOON, NOON)


def test_every_list_has_a_letter_of_its_own() -> None:
    assert len({row.prefix for row in COLLECTIONS}) == len(COLLECTIONS)


@pytest.mark.parametrize("row", COLLECTIONS)
def test_an_item_is_told_apart_by_a_field_it_has(row: Collection) -> None:
    item = row.item()

    assert hasattr(item, row.text)
    assert hasattr(RECORD, row.name)
    assert collection_of(item) == row


# fmt: off
TAKEN = [
    ((),                       "A1"),
    (("A1", "A2"),             "A3"),
    (("A7",),                  "A8"),
    (("A1", "T9", "F99"),      "A2"),
    (("A", "Ax", "A-3", "A²"), "A1"),
    (("A10", "A9"),            "A11"),
]
# fmt: on


@pytest.mark.parametrize(("taken", "name"), TAKEN)
def test_the_next_id_is_one_more_than_was_ever_used(taken: tuple[str, ...], name: str) -> None:
    assert next_id(set(taken), "A") == name
    assert next_id(dict.fromkeys(taken, MARK), "A") == name


@pytest.mark.parametrize(("name", "item"), [("T2", TIMELINE[1]), ("A1", ACTIONS[0]), ("A9", None)])
def test_an_item_is_found_by_its_id(name: str, item: object) -> None:
    assert RECORD.item_for(name) == item


def test_only_an_action_is_found_as_an_action() -> None:
    assert RECORD.action_for("A1") == ACTIONS[0]
    assert RECORD.action_for("T1") is None


def test_the_ids_are_those_of_every_list() -> None:
    assert RECORD.ids == (
        "T1", "T2", "T3", "T4", "G1", "F1", "F2", "F3", "L1", "L2", "L3", "K1", "K2", "K3",
        "A1", "A2", "A3",
    )  # fmt: skip


@pytest.mark.parametrize("state", ActionState)
def test_an_action_is_owed_until_it_is_verified_or_parked(state: ActionState) -> None:
    owed = with_progress(RECORD, "A1", state=state).owes(ACTIONS[0])

    assert owed is (state in (ActionState.OPEN, ActionState.DONE))


def test_an_action_of_which_nothing_became_is_open() -> None:
    assert RECORD.progress_of("A9") == Progress()


@pytest.mark.parametrize("phase", Phase)
def test_a_record_has_ended_in_two_phases(phase: Phase) -> None:
    assert complete_record(phase).ended is (phase in ENDED)


@pytest.mark.parametrize("verdict", Verdict)
def test_a_proposal_is_pending_until_it_is_settled(verdict: Verdict) -> None:
    asked = Proposal("X1", Withdrawal(), "it was a drill", "ana", NOON, verdict)
    record = record_in(Phase.FACTS, proposals=(asked,))

    assert record.pending == ((asked,) if verdict is Verdict.PENDING else ())
    assert record.proposal_for("X1") == asked
    assert record.proposal_for("X2") is None
