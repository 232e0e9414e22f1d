"""What happened over all incidents, told from their events in order."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from states.events.actions import ActionVerified, VerificationFailed
from states.events.event import Event
from states.events.gates import PhaseEntered
from states.events.record import IncidentOpened, ItemAdded, ItemChanged, ItemRemoved
from states.events.recurrence import FactorRecurred
from states.lifecycle import Phase
from states.record.factors import Learning

TOLD = (
    IncidentOpened,
    PhaseEntered,
    ItemAdded,
    ItemChanged,
    ItemRemoved,
    ActionVerified,
    VerificationFailed,
    FactorRecurred,
)
"""Events that a review speaks of; whoever reads many may leave the others out."""

Place = tuple[str, str]
"""An incident, and the id of something in it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An action that was thought to be done and did not hold."""

    place: Place
    evidence: str


@dataclass(frozen=True, slots=True)
class Recurred:
    """A factor that caused another incident."""

    place: Place
    seen_in: str


@dataclass(slots=True)
class Happenings:
    """What happened, as far as it stands at the end: who came back is not closed."""

    opened: dict[str, None] = field(default_factory=dict)
    ended: dict[str, Phase] = field(default_factory=dict)
    learnt: dict[Place, Learning] = field(default_factory=dict)
    finished: dict[Place, str] = field(default_factory=dict)
    came_back: list[Failed | Recurred] = field(default_factory=list)

    def ended_as(self, phase: Phase) -> tuple[str, ...]:
        """List the incidents that ended like this."""
        return tuple(one for one, how in self.ended.items() if how is phase)

    @property
    def incidents(self) -> frozenset[str]:
        """Name every incident of which anything is told."""
        back = (one.place[0] for one in self.came_back)
        places = (one[0] for one in (*self.learnt, *self.finished))
        return frozenset((*self.opened, *self.ended, *places, *back))


def happenings(happened: Iterable[tuple[str, Event]]) -> Happenings:
    """Tell what happened from events, each with its incident, the oldest of an incident first."""
    found = Happenings()
    for incident, event in happened:
        _take(found, incident, event)
    return found


def _take(found: Happenings, incident: str, event: Event) -> None:
    match event:
        case IncidentOpened():
            found.opened[incident] = None
        case PhaseEntered(phase):
            _enter(found, incident, phase)
        case ActionVerified(action, evidence):
            found.finished[incident, action] = evidence
        case VerificationFailed(action, evidence):
            found.finished.pop((incident, action), None)
            found.came_back.append(Failed((incident, action), evidence))
        case FactorRecurred(factor, elsewhere):
            found.came_back.append(Recurred((incident, factor), elsewhere))
        case _:
            _learn(found, incident, event)


def _learn(found: Happenings, incident: str, event: Event) -> None:
    match event:
        case ItemAdded(Learning(id=name) as learning):
            found.learnt[incident, name] = learning
        case ItemChanged(Learning(id=name) as learning) if (incident, name) in found.learnt:
            found.learnt[incident, name] = learning  # an older one was learnt before
        case ItemRemoved(name):
            found.learnt.pop((incident, name), None)
        case _:
            return


def _enter(found: Happenings, incident: str, phase: Phase) -> None:
    found.ended.pop(incident, None)
    if phase in (Phase.CLOSED, Phase.WITHDRAWN):
        found.ended[incident] = phase
