"""What is owed by when.

Each deadline is reckoned from an anchor in the record, so the same record always gives the
same one; the lifecycle keeps the instant first set for as long as the anchor stays.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from policies.file.model import Anchor, PolicyFile
from states.lifecycle import Phase, Trigger, has_reached
from states.machine import step_from
from states.people import Directory
from states.record.actions import Action, ActionState
from states.record.deadlines import Deadline, DeadlineKind
from states.record.retrospective import Retrospective
from states.rules import Case
from states.values import value

# Every rung of a ladder, before or after, has to stay within the calendar.
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)


def owed(policy: PolicyFile, case: Case) -> Iterator[Deadline]:
    """List what the record of `case` owes, reckoned from now."""
    record = case.record
    if record.opened is None or record.ended:
        return
    reckoning = _Reckoning(policy, case, record.opened)
    yield reckoning.gate()
    yield reckoning.stalled_gate()
    if has_reached(record.phase, Phase.ACTIONS_TICKETED):
        for action in record.actions:
            if record.owes(action):
                yield from reckoning.due(action)
                yield reckoning.stalled(action)


@value
class _Reckoning:
    """One record at one moment, under one policy."""

    policy: PolicyFile
    case: Case
    opened: datetime

    def gate(self) -> Deadline:
        terms = self.policy.gates[self._next_gate].deadline
        begins = within_calendar(_moment(terms.after, self.case.record) or self.opened)
        due = begins + terms.within
        return Deadline(
            kind=DeadlineKind.GATE,
            subject=self._next_gate,
            # A gate is owed anew only when its phase is entered anew: a corrected time of
            # stabilization moves no deadline that was set.
            anchor=self.case.record.entered or self.opened,
            # A gate that comes back after a step back has its whole time again.
            due=due if due > self.case.now else self.case.now + terms.within,
            set_at=self.case.now,
            ladder=terms.ladder,
            owner=self._answerable,
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
        )

    def due(self, action: Action) -> Iterator[Deadline]:
        state = self.case.record.progress_of(action.id).state
        if action.due is None or state is not ActionState.OPEN:
            return
        due = end_of_day(action.due, zone_of(action.owner, self.case.people))
        yield Deadline(
            kind=DeadlineKind.ACTION,
            subject=action.id,
            anchor=due,
            due=due,
            set_at=self.case.now,
            ladder=self.policy.actions.ladder,
            owner=action.owner or self._answerable,
        )

    def stalled(self, action: Action) -> Deadline:
        record = self.case.record
        mark = record.marks.get(action.id)
        touched = mark.touched if mark else record.touched or self.opened
        return Deadline(
            kind=DeadlineKind.STALLED_ACTION,
            subject=action.id,
            anchor=touched,
            due=touched + self.policy.stalled.action,
            set_at=self.case.now,
            ladder=self.policy.stalled.ladder,
            owner=action.owner or self._answerable,
        )

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


def end_of_day(day: date, zone: str) -> datetime:
    """Return 24:00 of `day` in `zone`, as UTC; a zone nobody knows counts as UTC."""
    within = min(max(day, EARLIEST.date()), LATEST.date())
    midnight = datetime.combine(within + timedelta(days=1), time(), zone_named(zone))
    return midnight.astimezone(UTC)


def within_calendar(moment: datetime) -> datetime:
    """Return `moment`, or the nearest one that leaves room for a ladder."""
    return min(max(moment, EARLIEST), LATEST)


def zone_of(name: str, people: Directory) -> str:
    """Name the time zone of a person; UTC for one who is not in the directory."""
    person = people.person_for(name)
    return person.zone if person else "UTC"


def zone_named(name: str) -> ZoneInfo:
    """Return a time zone; one that nobody knows counts as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
