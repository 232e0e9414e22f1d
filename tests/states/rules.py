"""A policy of switches: small enough to predict, and it keeps the promises of `Rules`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from states.calendar import AWAKE, Hours
from states.lifecycle import Phase, Trigger, gates_up_to, has_reached, step_for
from states.people import Directory
from states.record.actions import ActionState
from states.record.deadlines import Deadline, DeadlineKind
from states.record.proposals import Verdict, Waiver
from states.record.readings import Reading
from states.record.retrospective import Item, Retrospective
from states.rules import Case, CheckResult, Finding, Report, Result, Rung, Terms

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DIGEST = "f" * 64

LADDERS = {
    "gate": (
        Rung(-6 * HOUR, ("owner",)),
        Rung(timedelta(0), ("owner", "facilitator")),
        Rung(2 * DAY, ("manager",)),
        Rung(7 * DAY, ("role:director",), repeat=7 * DAY),
    ),
    "action": (
        Rung(-DAY, ("owner",)),
        Rung(timedelta(0), ("owner",)),
        Rung(3 * DAY, ("manager_of_manager",), repeat=DAY),
    ),
    "stalled": (Rung(timedelta(0), ("manager",), repeat=7 * DAY),),
}

TERMS = Terms(
    waiver_roles=("sre-lead",),
    waiver_reason_min=20,
    waiver_max=14 * DAY,
    never_waived=("nothing-owed",),
    reschedule_limit=2,
    withdrawal_roles=("sre-lead", "manager"),
)


class Asked(NamedTuple):
    """One check: its gate, its name, and what is missing."""

    gate: Phase
    check: str
    missing: Callable[[Case], tuple[Finding, ...]]


def switched_off(_case: Case) -> tuple[Finding, ...]:
    """Find something missing, whatever the record says."""
    return (Finding("it is switched off", fix="retro why INC-42"),)


def shut(gate: Phase) -> Asked:
    """Build a check that keeps `gate` shut."""
    return Asked(gate, f"{gate.value}-switch", switched_off)


@dataclass(frozen=True, slots=True)
class Switches:
    """Rules by switch: without checks every gate is open."""

    checks: tuple[Asked, ...] = ()
    terms_given: Terms = TERMS
    rungs: Mapping[str, tuple[Rung, ...]] | None = None
    gate_within: timedelta = 3 * DAY
    stalled_after: timedelta = 30 * DAY
    owing: bool = True
    digest: str = DIGEST
    hours: Mapping[str, Hours] = field(default_factory=dict)

    @property
    def ladders(self) -> Mapping[str, tuple[Rung, ...]]:
        return LADDERS if self.rungs is None else self.rungs

    def judge(self, gate: Phase, case: Case) -> Report:
        asked = [one for one in self.checks if one.gate in gates_up_to(gate)]
        return Report(case.record.incident, gate, tuple(self._ask(one, case) for one in asked))

    def _ask(self, asked: Asked, case: Case) -> CheckResult:
        found = asked.missing(case)
        left = tuple(one for one in found if not self._waived(asked.check, one, case))
        result = Result.FAIL if left else Result.WAIVED if found else Result.PASS
        return CheckResult(asked.gate, asked.check, asked.check, result, left)

    def _waived(self, check: str, finding: Finding, case: Case) -> bool:
        return check not in self.terms_given.never_waived and any(
            isinstance(one.wish, Waiver)
            and one.verdict is Verdict.GRANTED
            and one.wish.check == check
            and one.wish.item in ("", finding.item)
            and one.wish.until > case.now
            for one in case.record.proposals
        )

    def deadlines(self, case: Case) -> tuple[Deadline, ...]:
        if not self.owing or case.record.opened is None or case.record.ended:
            return ()
        return tuple(self._owed(case.record, case.now))

    def _owed(self, record: Retrospective, now: datetime) -> Iterator[Deadline]:
        step = step_for(record.phase, Trigger.ADVANCE)
        assert step is not None
        assert record.entered is not None
        assert record.touched is not None
        who = record.context.facilitator or record.opened_by
        gate, after = step.dest.value, self.gate_within
        kinds = DeadlineKind
        yield Deadline(kinds.GATE, gate, record.entered, record.entered + after, now, "gate", who)
        after = self.stalled_after
        yield Deadline(
            kinds.STALLED_GATE, gate, record.touched, record.touched + after, now, "stalled", who
        )
        for action in record.actions if has_reached(record.phase, Phase.ACTIONS_TICKETED) else ():
            is_open = record.progress_of(action.id).state is ActionState.OPEN
            if is_open and action.due:
                due = datetime.combine(action.due, time(), UTC) + DAY
                yield Deadline(kinds.ACTION, action.id, due, due, now, "action", action.owner)
            if record.owes(action):
                moved = record.marks[action.id].touched
                late = moved + after
                yield Deadline(
                    kinds.STALLED_ACTION, action.id, moved, late, now, "stalled", action.owner
                )

    def terms(self, case: Case) -> Terms:
        return self.terms_given

    def hours_of(self, name: str, people: Directory) -> Hours:
        return self.hours.get(name, AWAKE)

    def read(self, item: Item, case: Case) -> Reading | None:
        return case.record.readings.get(item.id)


OPEN = Switches()
"""Every gate is open, and everything is owed by its time."""

CALM = Switches(owing=False)
"""Every gate is open, and nothing is ever owed."""
