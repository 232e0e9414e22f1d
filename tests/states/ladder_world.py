"""The core with a clock of its own: it ticks when the core asks for it, and hands out notices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from states.calendar import Hours, Lapse, end_of_day, later
from states.codec import event_from, event_to_json
from states.commands import Command, ConfirmNotice, Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.envelope import ENGINE
from states.errors import RetrogateError
from states.events.event import Event
from states.evolve import fold
from states.lifecycle import Phase, gates_up_to
from states.outcome import standing
from states.people import Directory, Person
from states.record.actions import Action, ActionState, Priority
from states.record.deadlines import Deadline, DeadlineKind, Notice
from states.record.proposals import Proposal, Verdict, Waiver
from states.record.readings import Reading
from states.record.retrospective import Item, Mark, Retrospective
from states.rules import Case, CheckResult, Finding, Report, Result, Rung, Terms
from states.stamp import Stamp
from tests.builders import CONTEXT, DAY, KEY
from tests.states.ladder_model import AMISS, HANDED, STALLED, Sent

TERMS = Terms(
    waiver_roles=("sre-lead",),
    waiver_reason_min=10,
    waiver_max=30 * DAY,
    never_waived=(),
    reschedule_limit=50,
    withdrawal_roles=("sre-lead",),
    waiver_renewals=50,
    acknowledge_max=30 * DAY,
    extension_limit=50,
    extension_max=30 * DAY,
)

VITAL, OTHER = "A3", Priority.P2
"""The action of which a new date takes a second person, and how much the others matter."""

ENOUGH = 100
"""Ticks after which whatever was due at one moment has come to rest."""


@dataclass(frozen=True)
class Promises:
    """Rules under which each open action is owed by its day, and the next gate after a while."""

    rungs: Mapping[str, tuple[Rung, ...]]
    hours: Mapping[str, Hours]
    gate_within: Lapse
    waits_for: tuple[str, ...] = ()
    digest: str = "e" * 64

    @property
    def ladders(self) -> Mapping[str, tuple[Rung, ...]]:
        return self.rungs

    def judge(self, gate: Phase, case: Case) -> Report:
        finding = Finding("it is not there yet", waits_for=self.waits_for)
        shut = CheckResult(gate, "not-yet", "Not yet", Result.FAIL, (finding,))
        return Report(case.record.incident, gate, (shut,) if gate in gates_up_to(gate) else ())

    def deadlines(self, case: Case) -> tuple[Deadline, ...]:
        return tuple(self._owed(case))

    def _owed(self, case: Case) -> Iterator[Deadline]:
        record, now = case.record, case.now
        assert record.entered
        facilitator = record.context.facilitator
        due = later(record.entered, self.gate_within, self.hours_of(facilitator, case.people))
        yield Deadline(DeadlineKind.GATE, "verified", record.entered, due, now, "gate", facilitator)
        assert record.touched
        yield _stalled(DeadlineKind.STALLED_GATE, "verified", record.touched, facilitator, now)
        for one in record.actions:
            if one.due and record.progress_of(one.id).state is ActionState.OPEN:
                due = end_of_day(one.due, self.hours_of(one.owner, case.people).zone)
                yield Deadline(DeadlineKind.ACTION, one.id, due, due, now, "action", one.owner)
            moved = record.marks[one.id].touched
            yield _stalled(DeadlineKind.STALLED_ACTION, one.id, moved, one.owner, now)
        for asked in _waived(record)[-1:]:
            assert isinstance(asked.wish, Waiver)
            until, kind = asked.wish.until, DeadlineKind.WAIVER
            yield Deadline(kind, asked.id, until, until, now, "waiver", asked.by)

    def terms(self, case: Case) -> Terms:
        return TERMS

    def hours_of(self, name: str, people: Directory) -> Hours:
        return self.hours.get(name, Hours())

    def read(self, item: Item, case: Case) -> Reading | None:
        return case.record.readings.get(item.id)


def _stalled(
    kind: DeadlineKind, subject: str, since: datetime, owner: str, now: datetime
) -> Deadline:
    return Deadline(kind, subject, since, since + STALLED, now, "stalled", owner)


def _waived(record: Retrospective) -> list[Proposal]:
    granted = (one for one in record.proposals if one.verdict is Verdict.GRANTED)
    return [one for one in granted if isinstance(one.wish, Waiver)]


def promised(
    entered: datetime, facilitator: str, owed: Mapping[str, tuple[str, date]]
) -> Retrospective:
    """Build a record whose actions are promised: each with who owns it, and until when."""
    actions = tuple(
        Action(name, f"Do {name}", owner, due, priority=Priority.P1 if name == VITAL else OTHER)
        for name, (owner, due) in owed.items()
    )
    return Retrospective(
        incident=KEY,
        policy="default",
        opened=entered,
        opened_by=facilitator,
        phase=Phase.ACTIONS_TICKETED,
        entered=entered,
        touched=entered,
        context=replace(CONTEXT, facilitator=facilitator),
        actions=actions,
        marks={one.id: Mark(facilitator, entered, entered, owners=(one.owner,)) for one in actions},
    )


@dataclass
class World:
    """One incident under way, everything that was recorded of it, and all that was sent."""

    began: Retrospective
    rules: Promises
    people: dict[str, Person]
    now: datetime
    jitter: timedelta = timedelta()
    record: Retrospective = field(init=False)
    entries: list[tuple[list[object], Stamp]] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    letters: list[tuple[Notice, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Set what is owed."""
        self.record = self.began
        self.wake(self.now)

    @property
    def due(self) -> datetime | None:
        """Say when the core wants to be asked again."""
        return standing(self.record, len(self.entries), self.rules, self.now).due

    def ask(self, command: Command, by: str) -> tuple[Event, ...] | RetrogateError:
        """Ask something, and keep what comes of it."""
        stamp = Stamp(self.now, by, len(self.entries) + 1)
        people = Directory(self.people)
        hearing = Hearing(self.record, self.rules, people, by, self.now, stamp.seq)
        try:
            made = decide(command, hearing)
        except RetrogateError as refusal:
            return refusal
        if made:
            self.record = fold(self.record, made, stamp)
            self.entries.append(([event_to_json(one) for one in made], stamp))
        return made

    def go_on(self, until: datetime) -> None:
        """Let time pass; the core is asked whenever it wants to be, as fast as a timer can."""
        while (due := self.due) and due <= until:
            assert due > self.now - self.jitter
            self.wake(due + self.jitter)
        self.now = until

    def wake(self, now: datetime) -> None:
        """Ask the core until nothing is due, and hand out what it has to say."""
        self.now = now
        for _ in range(ENOUGH):
            self.ask(Tick(), ENGINE)
            self.hand_out()
            if (due := self.due) is None or due > now:
                return
        raise AssertionError(f"at {now} something is due for ever")

    def hand_out(self) -> None:
        """Deliver what may be delivered, each at once."""
        while ripe := standing(self.record, len(self.entries), self.rules, self.now).notices:
            for one in ripe:
                self.letters.append((one, self.now))
                at = self.now.replace(microsecond=0)
                self.sent.append(sent_of(one, at))
                assert self.ask(ConfirmNotice(one.key, "chat", self.now), ENGINE)

    def restart(self) -> None:
        """Forget everything but the entries, and read them again."""
        again = self.began
        for written, stamp in self.entries:
            again = fold(again, [event_from(one) for one in written], stamp)  # type: ignore[arg-type]  # JSON
        assert again == self.record
        self.record = again


def sent_of(notice: Notice, at: datetime) -> Sent:
    """Say of a notice, by its key and its words, what the model says of it."""
    _incident, deadline, _entry, rung, to = notice.key.split("/")
    place, times = rung.split(".")
    if place == "operators":
        return Sent(to, deadline, AMISS, 0, at, notice.moment)
    waits = "waits for you" in notice.why or "handed it on to you" in notice.why
    number = HANDED if place == "handed" else int(place)
    return Sent(to, deadline, number, int(times), at, notice.moment, waits)
