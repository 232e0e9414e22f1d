"""Incidents that are lived command by command, with the engine looking at the clock between."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from policies.policy import Policy
from policies.shelf import default_text, policy_of
from policies.simulating.past import Past, Staff, Step, Window
from policies.simulating.replaying import replayed
from policies.simulating.setting import Replayed, Setting
from states.commands import Add, Advance, Command, Edit, Open, Revise, Set, Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import next_moment
from states.envelope import ENGINE
from states.events.event import Event
from states.evolve import fold
from states.lifecycle import Phase
from states.people import Directory
from states.record.context import Impact, Meeting
from states.record.retrospective import COLLECTIONS, Retrospective
from states.stamp import Stamp
from tests.builders import KEY, OPENED, PEOPLE, changed, complete_record

DEFAULT = policy_of(default_text())
WEEK = timedelta(days=7)
BEFORE = OPENED - WEEK
STAFF = Staff(((BEFORE, Directory(PEOPLE.people, 1)),))
COMPLETE = complete_record()


@dataclass
class Life:
    """One incident and its engine."""

    policy: Policy = DEFAULT
    people: Directory = STAFF.since[0][1]
    now: datetime = OPENED
    record: Retrospective = field(default_factory=lambda: Retrospective(KEY))
    steps: list[Step] = field(default_factory=list)

    @property
    def past(self) -> Past:
        """What has happened."""
        return Past(self.record.incident, tuple(self.steps))

    def send(self, command: Command, by: str = "fay") -> tuple[Event, ...]:
        """Answer one command, and keep what it came to."""
        seq = len(self.steps) + 1
        events = decide(command, Hearing(self.record, self.policy, self.people, by, self.now, seq))
        self.record = fold(self.record, events, Stamp(self.now, by, seq))
        self.steps.append(Step(seq, self.now, by, events))
        return events

    def wait(self, late: timedelta = timedelta(), **span: float) -> None:
        """Let time pass; the engine may look at the clock too late."""
        until = self.now + timedelta(**span)
        while (due := next_moment(self.record, self.policy, self.now)) and due + late <= until:
            self.now = max(self.now, due + late)
            self.send(Tick(), ENGINE)
        self.now = until


def opened(policy: Policy = DEFAULT, told: Retrospective = COMPLETE) -> Life:
    """Open the complete incident, and hold its meeting two days later."""
    life = Life(policy)
    life.send(Open(told.context))
    life.wait(hours=3)
    items = [Add(one) for row in COLLECTIONS for one in told.items(row.name)]
    life.send(Revise(add=tuple(items), set=(Set(Impact(), told.impact),)))
    life.wait(hours=45)
    life.send(Revise(set=(Set(Meeting(), told.meeting),)))
    return life


def edited(life: Life, item: str, **fields: object) -> None:
    """Change one item of the record."""
    known = life.record.item_for(item)
    assert known
    life.send(Revise(edit=(Edit(known, changed(known, **fields)),)))


def reached(life: Life) -> Phase:
    """Ask for the next gate, and say where that leads."""
    life.send(Advance())
    return life.record.phase


def replay(
    life: Life,
    candidate: Policy,
    *,
    staff: Staff = STAFF,
    since: datetime = BEFORE,
    until: datetime | None = None,
) -> Replayed:
    """Replay a life under a policy, up to its present by default."""
    pinned = {life.policy.digest: life.policy}
    return replayed(
        life.past, Setting(candidate, pinned.get, staff, Window(since, until or life.now))
    )


def candidate(*changes: tuple[str, str]) -> Policy:
    """Take the packaged policy with places changed."""
    text = default_text().replace("policy: default", "policy: candidate")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return policy_of(text)
