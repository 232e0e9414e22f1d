"""Two records are compared part by part, field by field, and nothing that differs is left out."""

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest

from cli.records.compared import PARTS, compared
from documents.plan import FieldChange, PlanStep
from states.lifecycle import Phase
from states.record.actions import ActionState, Comparator, Drill, Metric, Progress, Verification
from states.record.deadlines import Deadline, DeadlineKind, Hold
from states.record.facts import WentWell
from states.record.proposals import Approval, Comment, Proposal, Recurrence, Risk, Verdict, Waiver
from states.record.readings import Acknowledgement
from states.record.retrospective import Retrospective
from tests.builders import ACTIONS, DAY, NOON, RETRY_DEPTH, complete_record

BEFORE = complete_record()
OWED = Deadline(DeadlineKind.GATE, "facts", NOON, NOON + DAY, NOON, "gate", "fay")
ASKED = Proposal("W1", Waiver("timeline-sent", NOON + DAY), "Nobody is hurt", "fay", NOON)


def steps(**changes: Any) -> list[tuple[str, str, str]]:
    """Say what is different, in signs, parts and names."""
    found = compared(BEFORE, replace(BEFORE, **changes))
    return [(one.sign, one.title, one.item) for one in found]


def fields_of(before: Retrospective, after: Retrospective) -> dict[str, tuple[str, str]]:
    """List the fields of the one thing that is different."""
    (step,) = compared(before, after)
    return {one.name: (one.before, one.after) for one in step.changes}


def test_a_record_is_no_different_from_itself() -> None:
    assert compared(BEFORE, BEFORE) == ()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"phase": Phase.CLOSED}, ("~", "incident", "INC-42")),
        ({"policy": "other"}, ("~", "incident", "INC-42")),
        ({"context": replace(BEFORE.context, title="Mail")}, ("~", "context", "")),
        ({"impact": replace(BEFORE.impact, cost="a day")}, ("~", "impact", "")),
        ({"meeting": replace(BEFORE.meeting, held=None)}, ("~", "meeting", "")),
        ({"timeline": BEFORE.timeline[1:]}, ("-", "fact", "T1")),
        ({"went_well": (*BEFORE.went_well, WentWell("G2", "Calm"))}, ("+", "went-well", "G2")),
        ({"factors": BEFORE.factors[:2]}, ("-", "factor", "F3")),
        ({"learnings": BEFORE.learnings[:2]}, ("-", "learning", "L3")),
        ({"triggers": BEFORE.triggers[:2]}, ("-", "trigger", "K3")),
        ({"actions": (replace(ACTIONS[0], owner="ben"), *ACTIONS[1:])}, ("~", "action", "A1")),
        (
            {"progress": {**BEFORE.progress, "A3": Progress(ActionState.DONE)}},
            ("~", "progress of", "A3"),
        ),
        ({"deadlines": {OWED.id: OWED}}, ("+", "deadline", "gate:facts")),
        ({"proposals": (ASKED,)}, ("+", "request", "W1")),
        ({"approvals": ()}, ("-", "approval", "sam of revision 40")),
        ({"risks": (Risk("F2", "sol", NOON, "Rare"),)}, ("+", "risk", "F2")),
        ({"comments": (Comment("C1", "ben", NOON, "Who pays?"),)}, ("+", "comment", "C1")),
        (
            {"acknowledgements": (Acknowledgement("T1", "Ana ran it", "fay", NOON, "Her word"),)},
            ("+", "sentence of", "T1 “Ana ran it”"),
        ),
        (
            {"recurrences": (Recurrence("F1", "INC-50", "F2", NOON),)},
            ("+", "recurrence of", "F1 as INC-50/F2"),
        ),
    ],
)
def test_each_part_that_differs_is_named(
    changes: dict[str, Any], found: tuple[str, str, str]
) -> None:
    assert steps(**changes) == [found]


UNTOLD = {"opened", "opened_by", "entered", "touched", "revision", "marks", "readings"}
"""What the steps and the entries themselves say."""

SENT = {"notices", "errands"}
"""What is on its way to somebody is no part of what is recorded."""


def test_no_part_of_a_record_is_forgotten() -> None:
    read: set[str] = set()

    class Watched:
        def __getattr__(self, name: str) -> Any:
            read.add(name)
            return getattr(BEFORE, name)

        def items(self, name: str) -> Any:
            read.add(name)
            return BEFORE.items(name)

    for part in PARTS:
        part.things(Watched())  # type: ignore[arg-type]  # it answers as the record does
        read.update(part.fields)

    assert {one.name for one in fields(Retrospective)} - read == UNTOLD | SENT


def test_a_value_within_a_value_differs_by_its_own_field() -> None:
    lower = replace(RETRY_DEPTH, threshold=Decimal(50))
    first = replace(ACTIONS[0], verification=Verification(RETRY_DEPTH))
    before = Retrospective("INC-1", actions=(first,))
    after = Retrospective("INC-1", actions=(replace(first, verification=Verification(lower)),))

    assert fields_of(before, after) == {"verification.criterion.threshold": ("100", "50")}


def test_a_value_of_another_kind_has_the_fields_of_both() -> None:
    metric = Metric("depth", Comparator.BELOW, Decimal(0), "", 14, "")
    first = replace(ACTIONS[0], verification=Verification(metric))
    before = Retrospective("INC-1", actions=(first,))
    drill = replace(first, verification=Verification(Drill("Roll back")))
    after = Retrospective("INC-1", actions=(drill,))

    assert fields_of(before, after) == {
        "verification.criterion.name": ("depth", ""),
        "verification.criterion.comparator": ("<", ""),
        "verification.criterion.threshold": ("0", ""),
        "verification.criterion.window_days": ("14", ""),
        "verification.criterion.type": ("metric", "drill"),
        "verification.criterion.scenario": ("", "Roll back"),
    }


def test_an_action_nobody_had_touched_was_open() -> None:
    before = Retrospective("INC-1", actions=ACTIONS[:1])
    after = replace(before, progress={"A1": Progress(ActionState.DONE, "ana")})

    assert fields_of(before, after) == {"state": ("open", "done"), "by": ("", "ana")}


def test_a_flag_that_was_taken_back_is_no() -> None:
    before = Retrospective("INC-1", actions=(replace(ACTIONS[0], top=True),))
    after = Retrospective("INC-1", actions=(replace(ACTIONS[0], top=False),))

    assert fields_of(before, after) == {"top": ("yes", "no")}


def test_a_deadline_that_was_stopped_says_by_whom_and_why() -> None:
    before = Retrospective("INC-1", deadlines={OWED.id: OWED})
    held = replace(OWED, hold=Hold("fay", NOON, NOON + DAY, "Ana is back on Monday"))
    after = Retrospective("INC-1", deadlines={OWED.id: held})

    assert fields_of(before, after) == {
        "hold.by": ("", "fay"),
        "hold.at": ("", "2026-03-10T12:00:00Z"),
        "hold.until": ("", "2026-03-11T12:00:00Z"),
        "hold.reason": ("", "Ana is back on Monday"),
    }


def test_what_was_asked_for_is_called_by_its_wish() -> None:
    before = Retrospective("INC-1", proposals=(ASKED,))
    granted = replace(ASKED, verdict=Verdict.GRANTED, settled_by="sol")
    after = Retrospective("INC-1", proposals=(granted,))

    assert compared(before, after) == (
        PlanStep(
            "~",
            "W1",
            "request",
            "a waiver of timeline-sent until 2026-03-11 12:00 UTC",
            (
                FieldChange("verdict", "pending", "granted"),
                FieldChange("settled_by", "", "sol"),
            ),
        ),
    )


def test_what_is_new_says_all_its_fields_and_what_is_gone_what_they_were() -> None:
    nothing = Retrospective("INC-1")
    approved = replace(nothing, approvals=(Approval("sam", NOON, 7),))

    assert fields_of(nothing, approved) == {"at": ("", "2026-03-10T12:00:00Z")}
    assert fields_of(approved, nothing) == {"at": ("2026-03-10T12:00:00Z", "")}
