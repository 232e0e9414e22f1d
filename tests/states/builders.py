"""Hearings for tests: a record in any phase, somebody who asks, and what comes of it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from states.commands import Command
from states.decide import decide
from states.decisions.hearing import Hearing
from states.errors import RetrogateError
from states.events.escalations import DeadlineMet, DeadlineSet
from states.events.event import Event
from states.evolve import fold
from states.lifecycle import ENDED, Phase
from states.people import Directory
from states.record.actions import ActionState, Progress
from states.record.deadlines import Deadline, DeadlineKind
from states.record.retrospective import Retrospective
from states.rules import Rules
from states.stamp import Stamp
from tests.builders import DAY, NOON, PEOPLE, PROGRESS, complete_record
from tests.states.rules import CALM

SEQ = 41
UNDER_WAY = {
    "A2": Progress(ActionState.DONE, "ben", NOON - DAY, "https://wiki.example.org/rollback"),
    "A3": PROGRESS["A3"],
}
"""A1 is open, A2 is done and A3 is parked."""


def record_in(phase: Phase, **fields: Any) -> Retrospective:
    """Build a full record in `phase`; while it is open, its three actions are under way."""
    record = complete_record(phase)
    if phase not in ENDED:
        record = replace(record, progress=UNDER_WAY)
    return replace(record, **fields)


def heard(
    record: Retrospective,
    actor: str = "ana",
    *,
    rules: Rules = CALM,
    now: datetime = NOON,
    people: Directory = PEOPLE,
    **beside: Any,
) -> Hearing:
    """Let somebody ask something of a record; `beside` the rules may be a shadow or a target."""
    return Hearing(record, rules, people, actor, now, SEQ, **beside)


def after(command: Command, hearing: Hearing) -> Retrospective:
    """Return the record as it is once a command was answered."""
    return folded(hearing, decide(command, hearing))


def folded(hearing: Hearing, events: tuple[Event, ...]) -> Retrospective:
    """Fold the events of one answer."""
    return fold(hearing.record, events, Stamp(hearing.now, hearing.actor, hearing.seq))


def went_on(command: Command, hearing: Hearing) -> Hearing:
    """Return the hearing that follows when a command was answered."""
    return replace(hearing, record=after(command, hearing), seq=hearing.seq + 1)


def refused(kind: type[RetrogateError], command: Command, hearing: Hearing) -> tuple[str, str]:
    """Return the message and the hint of a refusal of exactly this kind."""
    with pytest.raises(RetrogateError) as caught:
        decide(command, hearing)
    assert type(caught.value) is kind, caught.value
    return str(caught.value), caught.value.hint


def question(proposal: str, at: datetime = NOON) -> DeadlineSet:
    """Build what is owed from when somebody asked for something until it has an answer."""
    kind = DeadlineKind.CONSENT
    return DeadlineSet(Deadline(kind, proposal, at, at, at, "consent", zone="UTC", moments=(at,)))


def answered(proposal: str) -> DeadlineMet:
    """Build what an answer ends."""
    return DeadlineMet(f"{DeadlineKind.CONSENT.value}:{proposal}")
