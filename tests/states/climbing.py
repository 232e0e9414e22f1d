"""Escalations for tests: a ladder of five rungs, an action that is late, and time that passes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from states.calendar import Days
from states.commands import Command, Tick
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import moments, next_moment, rungs_of
from states.envelope import ENGINE
from states.lifecycle import Phase
from states.record.deadlines import Deadline
from states.rules import Rung
from tests.builders import DAY, HOUR, NOON, with_item
from tests.states.builders import heard, record_in, went_on
from tests.states.rules import LADDERS, TERMS, Switches

LADDER = (
    Rung(-DAY, ("owner",)),
    Rung(timedelta(0), ("owner", "facilitator")),
    Rung(2 * DAY, ("manager",), repeat=12 * HOUR, times=2),
    Rung(7 * DAY, ("manager_of_manager",)),
    Rung(Days(14), ("role:director",), repeat=Days(7)),
)
TERMS_OF_ACTS = replace(
    TERMS, acknowledge_max=10 * DAY, extension_limit=1, extension_max=5 * DAY, waiver_renewals=0
)
RULES = Switches(
    rungs={**LADDERS, "action": LADDER, "gate": LADDER, "stalled": LADDER[1:]},
    terms_given=TERMS_OF_ACTS,
)
DUE = datetime(2026, 3, 26, tzinfo=UTC)
"""When A2 is due, which ben owns: mia is his manager, rob hers, and fay facilitates."""

A2 = "action:A2"
RECORD = with_item(
    replace(record_in(Phase.ACTIONS_TICKETED), progress={}, entered=NOON, touched=NOON),
    "A2",
    top=False,
)


def passed(hearing: Hearing, now: datetime) -> Hearing:
    """Let time pass until `now`, and every rung be reached at its moment."""
    while (due := next_moment(hearing.record, hearing.rules, hearing.now)) and due <= now:
        moment = max(due, hearing.now)
        hearing = went_on(Tick(), replace(hearing, actor=ENGINE, now=moment))
    return replace(hearing, now=now)


def late(now: datetime, by: str = "mia", rules: Switches = RULES) -> Hearing:
    """Build the hearing of somebody who speaks when A2 has been late for a while."""
    began = went_on(Tick(), heard(RECORD, ENGINE, rules=rules))
    return replace(passed(began, now), actor=by)


def acted(hearing: Hearing, *commands: Command, by: str = "") -> Hearing:
    """Let somebody ask for several things, one after the other."""
    asking = replace(hearing, actor=by or hearing.actor)
    for command in commands:
        asking = went_on(command, asking)
    return asking


def deadline_in(hearing: Hearing, name: str = A2) -> Deadline:
    """Find a deadline."""
    return hearing.record.deadlines[name]


def coming(hearing: Hearing, name: str = A2) -> dict[int, datetime]:
    """Say when each rung that is still to come is reached next."""
    deadline = deadline_in(hearing, name)
    return dict(moments(deadline, rungs_of(deadline, hearing.rules)))
