"""One incident from its first entry to now, with another policy looking on.

At each entry the record is as it was then. The candidate is asked whatever a gate was asked,
and its own deadlines climb beside; nothing it says changes what happened.
"""

from collections.abc import Iterable
from datetime import datetime

from policies.simulating.calls import paired
from policies.simulating.ladders import Call, Ladders, calls_in
from policies.simulating.passages import Attempt, Passage, passages
from policies.simulating.past import Past, Step, Window
from policies.simulating.setting import Replayed, Setting
from policies.simulating.waiting import Waiting
from states.brevity import shortened
from states.events.escalations import DeadlineMet, DeadlineSet, OperatorsTold, RungReached
from states.events.event import Event
from states.events.gates import GateBlocked, GateShadowed, PhaseEntered
from states.events.notices import NoticeDelivered, NoticePutOff, NoticeSettled, NoticeUndelivered
from states.events.recurrence import ErrandDone, ErrandSet
from states.evolve import evolve
from states.lifecycle import Trigger
from states.record.retrospective import Retrospective
from states.rules import Case, Report
from states.stamp import Stamp

CLOCKWORK = (
    DeadlineSet,
    DeadlineMet,
    RungReached,
    OperatorsTold,
    NoticeDelivered,
    NoticeUndelivered,
    NoticePutOff,
    NoticeSettled,
    ErrandSet,
    ErrandDone,
    GateShadowed,
)
"""What the engine did of its own accord: the candidate's own deadlines climb instead of these."""


def replayed(past: Past, setting: Setting) -> Replayed:
    """Replay one incident up to the end of the window."""
    course = _Course(past.incident, setting)
    for step in past.steps:
        if step.at <= setting.window.until:
            course.take(step)
    return course.told()


class _Course:
    """An incident as it grows, and what both policies made of it so far."""

    def __init__(self, incident: str, setting: Setting) -> None:
        self._record = Retrospective(incident)
        self._setting = setting
        self._then, self._would = Waiting(), Waiting()
        self._ladders = Ladders(incident, setting.candidate, setting.staff)
        self._calls: list[Call] = []
        self._attempts: list[Attempt] = []

    def take(self, step: Step) -> None:
        """Take one entry: what fell due before it, and what it says."""
        self._calls += calls_in(step.events, step.at)
        happened = [one for one in step.events if not isinstance(one, CLOCKWORK)]
        if happened:
            self._ladders.climb(step.at)
            for event in happened:
                self._hear(event, step)
                self._record = evolve(self._record, event, Stamp(step.at, step.by, step.seq))
            self._grown(step)

    def _grown(self, step: Step) -> None:
        self._ladders.follow(self._record, step)
        case = Case(self._record, self._setting.staff.at(step.at), step.at)
        self._then.grown(self._setting.pinned(self._record.policy), case)
        self._would.grown(self._setting.candidate, case)

    def _hear(self, event: Event, step: Step) -> None:
        match event:
            case GateBlocked(report, people):
                self._ask(report, people, step)
            case PhaseEntered(phase, Trigger.ADVANCE, results=results, people=people):
                self._ask(Report(self._record.incident, phase, results), people, step)
            case _:
                pass

    def _ask(self, report: Report, revision: int | None, step: Step) -> None:
        people = self._setting.staff.asked(revision, step.at)
        case = Case(self._record, people, step.at)
        would = shortened(self._setting.candidate.judge(report.to, case))
        self._attempts.append(Attempt(step.seq, step.at, report, would))
        self._then.answered(report, step.at)
        self._would.answered(would, step.at)

    def told(self) -> Replayed:
        """Let the time pass that is left, and tell what lies within the window."""
        window = self._setting.window
        self._ladders.climb(window.until)
        calls = paired(self._calls, self._ladders.calls)
        return Replayed(
            incident=self._record.incident,
            context=self._record.context,
            passages=tuple(
                one for one in passages(self._attempts) if _any_in(window, _moments(one))
            ),
            calls=tuple(one for one in calls if _any_in(window, one.moments)),
            then=tuple(one for one in self._then.waits if one.overlaps(window)),
            would=tuple(one for one in self._would.waits if one.overlaps(window)),
            is_cut=self._ladders.is_cut,
        )


def _moments(passage: Passage) -> Iterable[datetime]:
    return (one.at for one in passage.attempts)


def _any_in(window: Window, moments: Iterable[datetime]) -> bool:
    return any(map(window.holds, moments))
