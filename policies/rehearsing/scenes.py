"""An incident that nobody works on, phase by phase.

Each phase is entered at the moment at which the gate before it was due, so that every gate's
deadline and its whole ladder can be told, and not only those of the first one that stays shut.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from states.decisions.hearing import Hearing
from states.decisions.ladder.setting import reset
from states.envelope import ENGINE
from states.events.gates import PhaseEntered
from states.evolve import fold
from states.lifecycle import Trigger
from states.machine import step_from
from states.people import Directory
from states.record.deadlines import Deadline, DeadlineKind
from states.record.retrospective import Retrospective
from states.rules import Rules
from states.stamp import Stamp
from states.values import Instant, value


@value
class Scene:
    """An incident as it enters a phase (UTC); its deadlines are those that nobody told of yet."""

    record: Retrospective
    rules: Rules
    people: Directory
    now: Instant

    @property
    def hearing(self) -> Hearing:
        """Let the engine look at it."""
        record = self.record
        return Hearing(record, self.rules, self.people, ENGINE, self.now, record.revision + 1)

    @property
    def stamp(self) -> Stamp:
        """Say when and by whom its next entry is written."""
        return Stamp(self.now, ENGINE, self.record.revision + 1)


def scenes(first: Scene) -> Iterator[Scene]:
    """Return the incident in each phase, all that it owes set as the engine sets it."""
    told: Mapping[str, Deadline] = {}
    scene = first
    while not scene.record.ended:
        scene = _owing(scene)
        owed = scene.record.deadlines
        new = {name: one for name, one in owed.items() if name not in told}
        yield replace(scene, record=replace(scene.record, deadlines=new))
        told = owed
        scene = _entered_next(scene)


def _owing(scene: Scene) -> Scene:
    while made := tuple(reset(scene.hearing, scene.rules)):
        scene = replace(scene, record=fold(scene.record, made, scene.stamp))
    return scene


def _entered_next(scene: Scene) -> Scene:
    late = replace(scene, now=max(_gate_due(scene.record), scene.now))
    step = step_from(late.record.phase, Trigger.ADVANCE)
    entered = PhaseEntered(step.dest, Trigger.ADVANCE)
    return replace(late, record=fold(late.record, (entered,), late.stamp))


def _gate_due(record: Retrospective) -> datetime:
    return next(one.due for one in record.deadlines.values() if one.kind is DeadlineKind.GATE)
