"""The same factor again: the later incident tells the earlier one, whose actions reopen."""

from dataclasses import replace

import pytest

from states.commands import Add, ConfirmErrand, Edit, NoteRecurrence, Revise
from states.decide import decide
from states.envelope import ENGINE
from states.errors import InvalidError, NotAllowedError, NotFoundError
from states.events.actions import ActionResumed
from states.events.gates import PhaseEntered
from states.events.recurrence import ErrandDone, ErrandSet, FactorRecurred
from states.lifecycle import Phase, Trigger
from states.record.actions import ActionState
from states.record.errands import Errand
from states.record.factors import Factor
from states.record.proposals import Recurrence
from tests.builders import FACTORS, KEY, NOON, changed
from tests.states.builders import SEQ, after, heard, record_in, refused, went_on

RECORD = record_in(Phase.FACTS)
ERRAND = Errand(f"INC-42/F1=INC-31/F2/{SEQ}", "INC-31", "F2", KEY, "F1")
CAME_BACK = NoteRecurrence("F1", "INC-50", "F2")
WHY = "F1 came back as INC-50/F2"


def link(same_as: str, before: Factor = FACTORS[0]) -> Revise:
    return Revise(edit=(Edit(before, changed(before, same_as=same_as)),))


def test_a_link_to_an_earlier_incident_sets_out_to_tell_it() -> None:
    made = decide(link("INC-31/F2"), heard(RECORD))

    assert made[1:] == (ErrandSet(ERRAND),)
    assert after(link("INC-31/F2"), heard(RECORD)).errands == (ERRAND,)


def test_a_factor_that_is_added_with_a_link_sets_out_too() -> None:
    made = decide(Revise(add=(Add(Factor(text="x", same_as="INC-31/F2")),)), heard(RECORD))

    assert made[1:] == (ErrandSet(Errand(f"INC-42/F4=INC-31/F2/{SEQ}", "INC-31", "F2", KEY, "F4")),)


def test_a_link_that_stays_is_told_once() -> None:
    linked = went_on(link("INC-31/F2"), heard(RECORD))
    factor = linked.record.factors[0]
    reworded = Revise(edit=(Edit(factor, changed(factor, text="No upper limit")),))

    assert len(decide(reworded, linked)) == 1


def test_a_link_that_goes_tells_nobody() -> None:
    linked = went_on(link("INC-31/F2"), heard(RECORD))

    assert len(decide(link("", linked.record.factors[0]), linked)) == 1


# fmt: off
NO_LINKS = [
    "INC-31", "F2", "INC-31/T2", "INC-31/F2/x", "inc-31/F2", "/F2", "I/F2", "INC-42/F2",
]
# fmt: on


@pytest.mark.parametrize("name", NO_LINKS)
def test_a_link_names_a_factor_of_another_incident(name: str) -> None:
    told, hint = refused(InvalidError, link(name), heard(RECORD))

    assert told == f"same_as: “{name}” names no factor of an earlier incident"
    assert hint == "write it as INC-31/F2; find it: retro list --all · retro show INC-31"


def test_what_was_told_is_done() -> None:
    linked = went_on(link("INC-31/F2"), heard(RECORD))

    made = decide(ConfirmErrand(ERRAND.key, "noted"), replace(linked, actor=ENGINE))

    assert made == (ErrandDone(ERRAND.key, "noted"),)


@pytest.mark.parametrize(
    ("phase", "reopened"),
    [(Phase.CLOSED, Phase.ACTIONS_TICKETED), (Phase.WITHDRAWN, Phase.OPENING)],
)
def test_an_ended_incident_is_taken_up_again(phase: Phase, reopened: Phase) -> None:
    made = decide(CAME_BACK, heard(record_in(phase), ENGINE))

    assert made == (
        FactorRecurred("F1", "INC-50", "F2"),
        PhaseEntered(reopened, Trigger.REOPEN, WHY),
        ActionResumed("A1", WHY),
    )


def test_an_open_incident_keeps_its_phase() -> None:
    record = after(CAME_BACK, heard(record_in(Phase.VERIFIED), ENGINE))

    assert record.phase is Phase.VERIFIED
    assert record.recurrences == (Recurrence("F1", "INC-50", "F2", NOON),)


@pytest.mark.parametrize("factor", ["F1", "F2", "F3"])
def test_only_what_was_done_about_the_factor_is_taken_up(factor: str) -> None:
    """A1 is open, A2 is done about F3, and A3, about F2, is parked."""
    made = decide(replace(CAME_BACK, factor=factor), heard(record_in(Phase.VERIFIED), ENGINE))

    assert [one.action for one in made if isinstance(one, ActionResumed)] == (
        ["A2"] if factor == "F3" else []
    )


def test_what_was_to_prevent_it_is_owed_again() -> None:
    record = after(CAME_BACK, heard(record_in(Phase.CLOSED), ENGINE))

    assert record.progress_of("A1").state is ActionState.OPEN


def test_a_factor_that_is_not_there_did_not_come_back() -> None:
    told, _ = refused(
        NotFoundError, replace(CAME_BACK, factor="F9"), heard(record_in(Phase.CLOSED), ENGINE)
    )

    assert told == "INC-42 has no factor “F9”"


def test_a_person_links_it_instead() -> None:
    told, hint = refused(NotAllowedError, CAME_BACK, heard(record_in(Phase.CLOSED), "ana"))

    assert told == "only the engine tells an incident that its factor came back"
    assert hint == "link it: retro factor INC-50 F2 --same-as INC-42/F1"
