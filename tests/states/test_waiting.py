"""A deadline waits for whoever can do the next thing about it."""

from dataclasses import replace

import pytest

from states.decisions.hearing import Hearing
from states.decisions.ladder.waiting import waiting_on
from states.lifecycle import Phase
from states.record.actions import ActionState, Progress
from states.record.context import Context
from states.record.deadlines import Deadline, DeadlineKind
from states.rules import Finding
from tests.builders import NOON, with_item
from tests.states.builders import heard, record_in
from tests.states.rules import Asked, Switches

GATE = Deadline(DeadlineKind.GATE, "verified", NOON, NOON, NOON, "gate", owner="mia")
ACTION = Deadline(DeadlineKind.ACTION, "A1", NOON, NOON, NOON, "action", owner="mia")
WAIVER = Deadline(DeadlineKind.WAIVER, "W1", NOON, NOON, NOON, "waiver", owner="ana")
RECORD = record_in(Phase.ACTIONS_TICKETED, progress={})
ACTION_KINDS = [DeadlineKind.ACTION, DeadlineKind.STALLED_ACTION]
GATE_KINDS = [DeadlineKind.GATE, DeadlineKind.STALLED_GATE]


def shut_by(*checks: tuple[Finding, ...]) -> Hearing:
    """Ask a gate that is shut by checks with these findings."""
    asked = tuple(
        Asked(Phase.VERIFIED, f"check-{place}", lambda _case, found=found: found)  # type: ignore[misc]  # mypy cannot infer a default
        for place, found in enumerate(checks)
    )
    return heard(RECORD, rules=Switches(asked))


def waits(*names: str) -> Finding:
    return Finding("it is missing", waits_for=names)


# fmt: off
SHUT = [
    ((),                                              ("mia",)),
    (((waits("ana"),),),                              ("ana",)),
    (((waits("ana", "ben"),), (waits("ben", "fay"),)), ("ana", "ben", "fay")),
    (((waits("ana"), waits()),),                      ("mia",)),
    (((waits("ana"),), (waits(),)),                   ("mia",)),
]
# fmt: on


@pytest.mark.parametrize("kind", GATE_KINDS)
@pytest.mark.parametrize(("checks", "names"), SHUT)
def test_a_gate_waits_for_those_whom_every_finding_names_or_for_who_answers_for_it(
    checks: tuple[tuple[Finding, ...], ...], names: tuple[str, ...], kind: DeadlineKind
) -> None:
    assert waiting_on(replace(GATE, kind=kind), shut_by(*checks)) == names


@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_an_open_action_waits_for_its_owner(kind: DeadlineKind) -> None:
    assert waiting_on(replace(ACTION, kind=kind), heard(RECORD)) == ("ana",)


@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_an_action_that_nobody_owns_waits_for_who_answers_for_it(kind: DeadlineKind) -> None:
    record = with_item(RECORD, "A1", owner="")

    assert waiting_on(replace(ACTION, kind=kind), heard(record)) == ("mia",)


def test_an_action_that_is_done_waits_for_the_facilitator_to_see_to_it() -> None:
    done = replace(RECORD, progress={"A1": Progress(ActionState.DONE, "ana", NOON)})
    stalled = replace(ACTION, kind=DeadlineKind.STALLED_ACTION)

    assert waiting_on(stalled, heard(done)) == ("fay",)
    assert waiting_on(stalled, heard(replace(done, context=Context()))) == ("mia",)


def test_an_action_that_is_gone_waits_for_who_answered_for_it() -> None:
    assert waiting_on(replace(ACTION, subject="A9"), heard(RECORD)) == ("mia",)


def test_a_waiver_that_ended_waits_for_who_asked_for_it() -> None:
    assert waiting_on(WAIVER, heard(RECORD)) == ("ana",)


def test_where_nobody_answers_it_waits_for_nobody() -> None:
    assert waiting_on(replace(WAIVER, owner=""), heard(RECORD)) == ()
