"""What can be wrong with promises and what became of them (R40 to R53)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from policies.supposing.harms.harm import (
    Harm,
    Move,
    Reach,
    actions,
    factors,
    not_p1,
    once,
    others,
    p1,
    top,
    verified_by,
)
from policies.supposing.harms.moves import (
    UNKNOWN_FACTOR,
    became,
    criterion,
    due_after,
    forgotten,
    grown,
    item,
    leaver,
    owned_by,
    owner,
    stranger,
    team,
    verification,
    with_item,
    with_progress,
    with_record,
)
from states.lifecycle import Phase
from states.record.actions import ActionState, Drill, Metric, NoRecurrence, Test
from states.record.proposals import Risk
from states.rules import Case

INTO = Phase.ACTIONS_TICKETED
LONG = 400
"""Days that no policy would call soon."""


def _owed(move: Move) -> Move:
    """Break an action that is still owed: who finished one may leave, and its date is past."""
    return lambda case, name: move(forgotten(case, name), name)


def _all(**fields: Any) -> Move:
    return lambda case, _: with_record(
        case,
        actions=tuple(replace(one, **fields) for one in case.record.actions),
    )


def _ticketed_late(case: Case, name: str) -> Case:
    mark = case.record.marks.get(name)
    if mark is None:
        return case
    late = replace(mark, ticketed=max(mark.added, case.now) + timedelta(days=LONG))
    return with_record(case, marks={**case.record.marks, name: late})


def _too_many_top(case: Case, _: str) -> Case:
    crowd = grown("actions", "A", 9)(case, "")
    return _all(top=True)(crowd, "")


def _topped(case: Case) -> tuple[str, ...]:
    return tuple(one.id for one in case.record.factors if one.top)


def _uncovered(case: Case, factor: str) -> Case:
    others = tuple(one.id for one in case.record.factors if one.id != factor)[:1]
    return with_record(
        case,
        actions=tuple(
            replace(one, factors=others) if one.top else one for one in case.record.actions
        ),
        risks=tuple(one for one in case.record.risks if one.factor != factor),
    )


def _shrugged_off(case: Case, _: str) -> Case:
    accepted = tuple(
        Risk(one, case.record.context.decision_owner, case.now, "It can wait")
        for one in _topped(case)
    )
    return with_record(case, actions=(), risks=accepted)


def _verified_by_owner(case: Case, name: str) -> Case:
    return with_progress(case, name, state=ActionState.VERIFIED, by=owner(case, name))


def _procedure_left(case: Case, name: str) -> Case:
    missing = with_item(case, name, procedure_missing=True)
    return _all(runbook=False)(missing, "")


def _runbook_unfinished(case: Case, name: str) -> Case:
    broken = with_item(case, name, procedure_missing=True)
    for one in case.record.actions:
        if name in one.factors:
            broken = forgotten(with_item(broken, one.id, runbook=True), one.id)
    return broken


def _addressed(case: Case) -> tuple[str, ...]:
    named = {name for one in case.record.actions for name in one.factors}
    return tuple(one for one in factors(case) if one in named)


METRIC, TEST, DRILL, QUIET = map(verified_by, (Metric, Test, Drill, NoRecurrence))


def _trial(case: Case) -> tuple[str, ...]:
    return (*TEST(case), *DRILL(case))


# fmt: off
UNPREPARED: tuple[tuple[str, str, Reach], ...] = (
    ("steps",       "whose verification has no steps",       actions),
    ("environment", "whose verification has no environment", actions),
    ("expected",    "whose verification expects nothing",    actions),
    ("rollback",    "that cannot be rolled back",            actions),
    ("signal",      "without a signal to watch",             actions),
    ("test_data",   "that is tried without test data",       _trial),
)

HARMS = (
    Harm("an incident from which no action follows", "R40", INTO, once, grown("actions", "A", 0)),
    Harm("an incident whose risk is accepted and from which no action follows", "R40", INTO, once,
         _shrugged_off),
    Harm("an action without an owner", "R40", INTO, actions, item(owner="")),
    Harm("an action whose owner nobody knows", "R40", INTO, actions, _owed(owned_by(stranger))),
    Harm("an action whose owner is a team", "R40", INTO, actions, _owed(owned_by(team))),
    Harm("an action whose owner has left", "R40", INTO, actions, _owed(owned_by(leaver))),
    Harm("an action without a due date", "R40", INTO, actions, item(due=None)),
    Harm("an action that was due before the incident", "R40", INTO, actions, _owed(due_after(-9))),
    Harm("a P1 action that is due in a year", "R50", INTO, p1, _owed(due_after(LONG))),
    Harm("an action that is due in a year", "R6", INTO, not_p1, _owed(due_after(LONG))),
    Harm("an action without a ticket", "R40", INTO, actions, item(ticket="")),
    Harm("an action without a priority", "R40", INTO, actions, item(priority=None)),
    Harm("an action that addresses no factor", "R40", INTO, actions, item(factors=())),
    Harm("an action that addresses a factor nobody knows", "R40", INTO, actions,
         item(factors=(UNKNOWN_FACTOR,))),
    Harm("an action that does not say what is delivered", "R40", INTO, actions,
         item(deliverable="")),

    Harm("an action that nobody can verify", "R41", INTO, actions, item(verification=None)),
    Harm("a metric without a name", "R41", INTO, METRIC, criterion(name="")),
    Harm("a metric without a unit", "R41", INTO, METRIC, criterion(unit="")),
    Harm("a metric without a source", "R41", INTO, METRIC, criterion(source="")),
    Harm("a metric that is watched for one day", "R41", INTO, METRIC, criterion(window_days=1)),
    Harm("a failure that stays away for one day", "R41", INTO, QUIET, criterion(days=1)),
    Harm("a test without a suite", "R41", INTO, TEST, criterion(suite="")),
    Harm("a drill without a scenario", "R41", INTO, DRILL, criterion(scenario="")),
    *(Harm(f"an action {told}", "R41", INTO, reach, verification(**{name: ""}))
      for name, told, reach in UNPREPARED),

    Harm("a list of actions in which none matters most", "R42", INTO, once, _all(top=False)),
    Harm("a list of nine actions that all matter most", "R42", INTO, once, _too_many_top),
    Harm("a top factor that no top action addresses", "R42", INTO, _topped, _uncovered),
    Harm("an action beside the few, that is not parked", "R42", INTO, others, forgotten),
    Harm("an action whose ticket came late", "R43", INTO, actions, _ticketed_late),
    Harm("an action that nobody can tell is done", "R44", INTO, actions,
         item(title="Improve monitoring", component="")),

    Harm("a P1 action that is not done", "R50", Phase.VERIFIED, p1, forgotten),
    Harm("a P1 action that nobody verified", "R51", Phase.VERIFIED, p1,
         became(state=ActionState.DONE)),
    Harm("a top action that nobody verified", "R51", Phase.VERIFIED, top,
         became(state=ActionState.DONE)),
    Harm("a P1 action that its owner verified", "R51", Phase.VERIFIED, p1, _verified_by_owner),
    Harm("a missing procedure that nobody writes down", "R53", Phase.VERIFIED, factors,
         _procedure_left),
    Harm("a missing procedure that is not written yet", "R53", Phase.VERIFIED, _addressed,
         _runbook_unfinished),
    Harm("an action that is still open", "R51", Phase.CLOSED, others, forgotten),
    Harm("an action that nobody verified", "R51", Phase.CLOSED, others,
         became(state=ActionState.DONE)),
)
# fmt: on
