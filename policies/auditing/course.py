"""One incident as it went: each entry is held to what the rules of its time let happen.

Nothing is taken over from what was recorded but the events themselves: the record is folded from
them, and every answer of a gate is given once more.
"""

from collections.abc import Callable, Iterable, Iterator

from policies.auditing.clockwork import CLOCKWORK, Clockwork
from policies.auditing.consents import approved, asked, settled, verified
from policies.auditing.discrepancy import Discrepancy, Finding, Kind, Odd, Remark
from policies.auditing.items import added, changed, removed
from policies.auditing.passages import blocked, entered, moved, opened
from policies.auditing.scene import Scene
from policies.auditing.step import Body, Step
from policies.auditing.world import World
from states.codec import event_from
from states.errors import RetrogateError
from states.events.actions import ActionVerified, VerificationFailed
from states.events.consents import ProposalMade, ProposalSettled, RecordApproved
from states.events.event import Event
from states.events.gates import GateBlocked, PhaseEntered, PolicyMoved
from states.events.record import IncidentOpened, ItemAdded, ItemChanged, ItemRemoved
from states.evolve import evolve
from states.record.retrospective import Retrospective
from states.stamp import Stamp

# fmt: off
RULES: dict[type, Callable[..., Iterator[Odd]]] = {
    IncidentOpened:     opened,
    PhaseEntered:       entered,
    GateBlocked:        blocked,
    PolicyMoved:        moved,
    ProposalMade:       asked,
    ProposalSettled:    settled,
    RecordApproved:     approved,
    ActionVerified:     verified,
    VerificationFailed: verified,
    ItemAdded:          added,
    ItemChanged:        changed,
    ItemRemoved:        removed,
}
"""What is held against which event; any other is only folded."""

SENSELESS = (
    RetrogateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError
)
"""What reading and folding a forged entry may come to."""
# fmt: on

OPENING = IncidentOpened.__name__

BY_TEXT = frozenset({Kind.GATE, Kind.SENSE})
"""What may differ only because a text was erased that it was judged by."""


class Course:
    """One incident, entry by entry."""

    def __init__(self, incident: str, world: World) -> None:
        """Begin before the first entry."""
        self._world = world
        self._record = Retrospective(incident)
        self._clockwork = Clockwork()
        self._has_erased = False
        self._is_lost = False

    def take(self, step: Step) -> Iterator[Finding]:
        """Take the next entry, and say what does not make sense about it."""
        if self._is_lost:
            return
        self._has_erased |= step.has_erased
        try:
            for odd in self._odd(step):
                yield self._told(odd, step)
        except SENSELESS as error:
            # What follows would be judged by a record that nobody knows.
            self._is_lost = True
            told = f"{type(error).__name__}: {error}"
            yield self._told(Odd(Kind.SENSE, "events that can be folded", told), step)

    def _told(self, odd: Odd, step: Step) -> Finding:
        incident = self._record.incident
        if self._has_erased and odd.kind in BY_TEXT:
            text = f"texts were erased, so this cannot be judged: {odd.expected}; {odd.found}"
            return Remark(incident, step.seq, text)
        return Discrepancy(incident, step.seq, odd.expected, odd.found, odd.kind)

    def _odd(self, step: Step) -> Iterator[Odd]:
        yield from _about(step)
        if self._record.opened is None and next(_names(step.events), "") != OPENING:
            yield Odd(Kind.LIFECYCLE, f"{OPENING} before anything else", "something else")
        changes = []
        for body in step.events:
            name = body["event"]
            if name in CLOCKWORK:
                yield from self._clockwork.hear(name, body, step)
            else:
                changes.append(event_from(step.read(body)))
        if changes:
            yield from self._folded(tuple(changes), step)

    def _folded(self, changes: tuple[Event, ...], step: Step) -> Iterator[Odd]:
        stamp = Stamp(step.at, step.by, step.seq)
        for event in changes:
            if rule := RULES.get(type(event)):
                deadlines = self._clockwork.deadlines
                yield from rule(event, Scene(self._record, step, self._world, changes, deadlines))
            self._record = evolve(self._record, event, stamp)


def _about(step: Step) -> Iterator[Odd]:
    if not step.by or type(step.by) is not str:
        yield Odd(Kind.SENSE, "somebody who did it", repr(step.by))
    if step.is_refusal and step.events:
        names = ", ".join(_names(step.events))
        yield Odd(Kind.REFUSAL, "a refusal that changed nothing", names)
    if not step.is_refusal and not step.events:
        yield Odd(Kind.REFUSAL, "events, or a refusal", "neither")


def _names(events: Iterable[Body]) -> Iterator[str]:
    return (str(one["event"]) for one in events)
