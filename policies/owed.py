"""What is owed by when.

Each deadline is reckoned from an anchor in the record, so the same record always gives the
same one; the lifecycle keeps the instant first set for as long as the anchor stays.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from policies.edition import Edition
from policies.ending import ending_waivers
from policies.file.model import Anchor, PolicyFile
from states.calendar import Hours, end_of_day, later, within_calendar
from states.lifecycle import Phase, Trigger, has_reached
from states.machine import step_from
from states.people import Directory
from states.record.actions import Action, ActionState
from states.record.deadlines import Deadline, DeadlineKind
from states.record.proposals import Proposal, Waiver
from states.record.retrospective import Retrospective
from states.rules import Case
from states.values import value

HoursOf = Callable[[str, Directory], Hours]
"""When somebody works and may be told."""


def owed(edition: Edition, case: Case, hours_of: HoursOf) -> Iterator[Deadline]:
    """List what the record of `case` owes, reckoned from now."""
    record = case.record
    if record.opened is None or record.ended:
        return
    reckoning = _Reckoning(edition.file, case, record.opened, hours_of)
    yield reckoning.gate()
    yield reckoning.stalled_gate()
    if has_reached(record.phase, Phase.ACTIONS_TICKETED):
        for action in record.actions:
            if record.owes(action):
                yield from reckoning.due(action)
                yield reckoning.stalled(action)
    for proposal, waiver in ending_waivers(edition, case):
        yield from reckoning.waiver(proposal, waiver)


@value
class _Reckoning:
    """One record at one moment, under one policy."""

    policy: PolicyFile
    case: Case
    opened: datetime
    hours_of: HoursOf

    def gate(self) -> Deadline:
        terms = self.policy.gates[self._next_gate].deadline
        hours = self._hours_of(self._answerable)
        begins = within_calendar(_moment(terms.after, self.case.record) or self.opened)
        due = later(begins, terms.within, hours)
        return Deadline(
            kind=DeadlineKind.GATE,
            subject=self._next_gate,
            # A gate is owed anew only when its phase is entered anew: a corrected time of
            # stabilization moves no deadline that was set.
            anchor=self.case.record.entered or self.opened,
            # A gate that comes back after a step back has its whole time again.
            due=due if due > self.case.now else later(self.case.now, terms.within, hours),
            set_at=self.case.now,
            ladder=terms.ladder,
            owner=self._answerable,
            zone=hours.zone,
        )

    def stalled_gate(self) -> Deadline:
        touched = self.case.record.touched or self.opened
        return Deadline(
            kind=DeadlineKind.STALLED_GATE,
            subject=self._next_gate,
            anchor=touched,
            due=touched + self.policy.stalled.gate,
            set_at=self.case.now,
            ladder=self.policy.stalled.ladder,
            owner=self._answerable,
            zone=self._hours_of(self._answerable).zone,
        )

    def due(self, action: Action) -> Iterator[Deadline]:
        state = self.case.record.progress_of(action.id).state
        if action.due is None or state is not ActionState.OPEN:
            return
        # The day is over where its owner is; an action of nobody's ends with the day in UTC.
        due = end_of_day(action.due, self._hours_of(action.owner).zone)
        owner = action.owner or self._answerable
        yield Deadline(
            kind=DeadlineKind.ACTION,
            subject=action.id,
            anchor=due,
            due=due,
            set_at=self.case.now,
            ladder=self.policy.actions.ladder,
            owner=owner,
            zone=self._hours_of(owner).zone,
        )

    def stalled(self, action: Action) -> Deadline:
        record = self.case.record
        mark = record.marks.get(action.id)
        touched = mark.touched if mark else record.touched or self.opened
        owner = action.owner or self._answerable
        return Deadline(
            kind=DeadlineKind.STALLED_ACTION,
            subject=action.id,
            anchor=touched,
            due=touched + self.policy.stalled.action,
            set_at=self.case.now,
            ladder=self.policy.stalled.ladder,
            owner=owner,
            zone=self._hours_of(owner).zone,
        )

    def waiver(self, proposal: Proposal, waiver: Waiver) -> Iterator[Deadline]:
        if self.policy.waivers.ladder is None:
            return
        until = within_calendar(waiver.until)
        yield Deadline(
            kind=DeadlineKind.WAIVER,
            subject=proposal.id,
            anchor=until,
            due=until,
            set_at=self.case.now,
            ladder=self.policy.waivers.ladder,
            owner=proposal.by,
            zone=self._hours_of(proposal.by).zone,
        )

    def _hours_of(self, name: str) -> Hours:
        return self.hours_of(name, self.case.people)

    @property
    def _next_gate(self) -> str:
        return step_from(self.case.record.phase, Trigger.ADVANCE).dest.value

    @property
    def _answerable(self) -> str:
        # Somebody always answers: an escalation that reaches nobody would end there.
        record = self.case.record
        return record.context.facilitator or record.context.commander or record.opened_by


def _moment(anchor: Anchor, record: Retrospective) -> datetime | None:
    match anchor:
        case Anchor.OPENED:
            return record.opened
        case Anchor.STABILIZED:
            return record.context.stabilized
        case Anchor.ENTERED:
            return record.entered
