"""One event as a rule looks at it: what was known just before, and who acted when."""

from collections.abc import Mapping
from typing import NamedTuple

from policies.auditing.clockwork import Unread
from policies.auditing.step import Step
from policies.auditing.world import World
from states.decisions.hearing import Hearing
from states.events.event import Event
from states.people import Directory
from states.record.retrospective import Retrospective


class Scene(NamedTuple):
    """The record before an event, the entry that holds it, and the world of that time.

    `events` are those of the whole entry that change the record, in order; the record has no
    deadlines: `deadlines` has those that are set, as their entries have them.
    """

    record: Retrospective
    step: Step
    world: World
    events: tuple[Event, ...]
    deadlines: Mapping[str, Unread]

    @property
    def people(self) -> Directory:
        """Everybody, as of the entry."""
        return next(self.world.around(self.step.at))

    def hearing(self, people: Directory | None = None) -> Hearing:
        """Say who asks, by which rules; raises `RetrogateError` where the policy is lost."""
        rules, here = self.world.policy(self.record.policy), people or self.people
        return Hearing(self.record, rules, here, self.step.by, self.step.at, self.step.seq)
