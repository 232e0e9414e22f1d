"""One incident that lives for a year on a real server, and the same one in the model."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from activities.commit import Commit
from activities.notify import Notify
from activities.relay import Relay
from ledger.entry import Entry
from policies.policy import Policy
from policies.shelf import policy_of
from states.calendar import Days, Hours, end_of_day
from states.codec import event_from
from states.commands import (
    Command,
    Say,
)
from states.events.notices import NoticeDelivered
from states.evolve import fold
from states.people import Directory, Person
from states.stamp import Stamp
from tests.states.ladder_model import Climb, Ladders, Sent, walked_to
from tests.states.ladder_world import promised, sent_of
from tests.workflows.books import MemoryBooks
from tests.workflows.desk import Outbox, envelope
from workflows.adoption import adopt
from workflows.client import Retrospectives
from workflows.messages import Start
from workflows.names import WORKFLOW, Installation
from workflows.worker import worker_for

OURS = Installation("year")
TURNS = 130
"""A history is as long as this at most, and the one of a year is longer."""

DAY = timedelta(days=1)
SECONDS = timedelta(seconds=60)
"""How far a notice may be from its moment."""

WHY = "the vendor answers in a week"

POLICY = """
policy: year
version: 1.0.0
clock:
  working_days: [mon, tue, wed, thu, fri]
  holidays: [{holidays}]
  quiet: {{from: "18:00", to: "08:00"}}
  digest: "09:00"
ladders:
  gate:
    - {{at: -2wd, notify: [owner]}}
    - {{at: 0h, notify: [owner, facilitator]}}
    - {{at: +2wd, notify: [manager], repeat: 2d, times: 3}}
    - {{at: +14d, notify: ["role:director"], repeat: 14d}}
  action:
    - {{at: -24h, notify: [owner]}}
    - {{at: 0h, notify: [owner]}}
    - {{at: +24h, notify: [facilitator], at_once: true}}
    - {{at: +2wd, notify: [manager], repeat: 3d, times: 4}}
    - {{at: +10d, notify: [manager_of_manager]}}
    - {{at: +21d, notify: ["role:director"], repeat: 7d}}
  never:
    - {{at: 0h, notify: [manager], repeat: 7d}}
actions: {{ladder: action, reschedules: 2}}
stalled: {{gate: 500d, action: 500d, ladder: never}}
escalations: {{acknowledge_for: 14d, extensions: 1, extend_for: 14d}}
waivers: {{approve: [sre-lead], reason_min: 20, max_for: 14d}}
withdrawal: {{approve: [sre-lead]}}
gates:
{gates}
"""
GATES = ("stabilized", "facts", "factors", "actions_ticketed", "verified", "closed")

STAFF = {
    one.id: one
    for one in (
        Person("ana", manager="mia", zone="Europe/Lisbon"),
        Person("ben", manager="mia", zone="America/New_York"),
        Person("fay", manager="rob", zone="Asia/Kathmandu"),
        Person("mia", manager="rob", zone="Europe/Lisbon"),
        Person("rob", roles=("director",), zone="America/New_York"),
        Person("sol", manager="rob", roles=("sre-lead",)),
        Person("oli", roles=("operator",), zone="Australia/Lord_Howe"),
    )
}


def policy_text(holiday: date) -> str:
    line = "  {}: {{deadline: {{within: 60d, after: entered, ladder: gate}}, checks: []}}"
    return POLICY.format(holidays=holiday, gates="\n".join(map(line.format, GATES)))


def working_hours(person: Person, holiday: date) -> Hours:
    """Say of somebody what the policy says of all of them."""
    quiet = (time(18), time(8))
    return Hours(person.zone, frozenset(range(5)), frozenset({holiday}), quiet, time(9))


@dataclass
class Year:
    """One incident on a server, and the same one in the model."""

    clock: WorkflowEnvironment
    incident: str
    start: datetime = field(default_factory=lambda: datetime.now(UTC).replace(minute=0, second=0))
    books: MemoryBooks = field(default_factory=lambda: MemoryBooks(Directory(dict(STAFF))))
    outbox: Outbox = field(default_factory=Outbox)
    ahead: timedelta = timedelta()

    def __post_init__(self) -> None:
        """Owe the same in the books and in the model."""
        self.start = self.start.replace(microsecond=0)
        self.hours = {one.id: working_hours(one, self.day(150)) for one in STAFF.values()}
        self.model = Ladders(dict(STAFF), self.hours, "fay")
        self.policy = self._in_the_books(policy_text(self.day(150)))
        self.owe("gate:verified", "fay", walked_to(self.start, Days(60), self.hours["fay"]))
        for name, (owner, day) in self.owed.items():
            self.owe(f"action:{name}", owner, end_of_day(day, self.hours[owner].zone))

    def _in_the_books(self, policy: str) -> Policy:
        digest = sha256(policy.encode()).hexdigest()
        record = promised(self.start, "fay", self.owed)
        self.books.policies[digest] = policy
        self.began = replace(record, incident=self.incident, policy=digest)
        self.books.records[self.incident] = self.began
        return policy_of(policy)

    @property
    def owed(self) -> dict[str, tuple[str, date]]:
        """Say who owes which action by which day."""
        return {"A1": ("ana", self.day(20)), "A2": ("ben", self.day(100))}

    def day(self, number: int) -> date:
        return self.start.date() + number * DAY

    def owe(self, name: str, owner: str, due: datetime) -> None:
        rungs = tuple(self.policy.ladders[name.partition(":")[0]])
        self.model.set(Climb(name, due, owner, self.hours[owner], rungs), self.now)

    @property
    def entries(self) -> list[Entry]:
        """List what was recorded."""
        return self.books.entries[self.incident]

    @property
    def now(self) -> datetime:
        """Say what the clock of the incident showed last."""
        return datetime.fromisoformat(self.entries[-1].at) if self.entries else self.start

    @property
    def handle(self) -> WorkflowHandle[object, object]:
        return self.clock.client.get_workflow_handle(OURS.workflow_id(self.incident))

    @property
    def sender(self) -> Retrospectives:
        return Retrospectives(self.clock.client, OURS)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        duties: list[Callable[..., object]] = [
            Commit(self.books).commit,
            Notify(self.outbox, self.books).notify,
            Relay(self.sender).relay,
        ]
        async with worker_for(self.clock.client, OURS, duties):
            yield

    async def begin(self) -> None:
        await self.clock.client.start_workflow(
            WORKFLOW,
            Start(self.incident, TURNS),
            id=OURS.workflow_id(self.incident),
            task_queue=OURS.task_queue,
        )
        await self.ask(Say("a year begins"), "sol")

    async def ask(self, command: Command, by: str) -> datetime:
        """Ask something, and let the model go on to the moment at which it was answered."""
        outcome = await self.sender.send(envelope(self.incident, command, by))
        assert outcome.accepted, outcome.refusal
        at = datetime.fromisoformat(self.entries[outcome.entry - 1].at)
        self.model.go_on(at)
        return at

    async def until_day(self, number: int) -> None:
        """Let the clock go on to a moment of a day at which nothing else happens."""
        await self.until(datetime.combine(self.day(number), time(13, 37), UTC))

    async def until(self, moment: datetime) -> None:
        """Let the clock go on to a moment."""
        await self.skip(moment - datetime.now(UTC) - self.ahead)
        await self.ask(Say("so late it is"), "sol")

    async def skip(self, length: timedelta) -> None:
        """Move the clock, which goes on by itself as well."""
        await self.clock.fast_forward(self.handle, length)
        self.ahead += length

    async def adopt(self) -> None:
        """Start a workflow where there is none; its clock shows the time of today again."""
        assert await adopt(self.clock.client, OURS, [self.incident]) == 1
        self.ahead = timedelta()

    async def first_told_after(self, entries: int) -> datetime:
        """Say when the first rung was reached after so many entries."""
        new = self.entries[entries:]
        reached = (one for one in new if any(e["event"] == "RungReached" for e in one.events))
        return datetime.fromisoformat(next(reached).at)

    async def start_afresh(self) -> None:
        """Talk until the history starts afresh.

        In the middle of a jump it would do so, too; but then this server's clock jumps over the
        moment at which a new run is given its first task.
        """
        before = await self.run_id()
        while await self.run_id() == before:
            for _ in range(10):
                await self.ask(Say("so it goes"), "sol")
        async with asyncio.timeout(10):
            while not await self._has_set_its_timer():  # noqa: ASYNC110  # only its history tells
                await asyncio.sleep(0.05)

    async def _has_set_its_timer(self) -> bool:
        events = [one.event_type async for one in self.handle.fetch_history_events()]
        return EventType.EVENT_TYPE_TIMER_STARTED in events

    async def run_id(self) -> str | None:
        return (await self.handle.describe()).run_id

    @property
    def sent(self) -> list[Sent]:
        """List what was delivered, each when its entry says so."""
        record, sent = self.began, list[Sent]()
        for entry in self.entries:
            waiting = {one.key: one for one in record.notices}
            events = [event_from(one) for one in entry.events]
            delivered = [one.key for one in events if isinstance(one, NoticeDelivered)]
            sent += [sent_of(waiting[key], entry.moment) for key in delivered]
            record = fold(record, events, Stamp(entry.moment, entry.actor["person"], entry.seq))
        return sent

    async def differences(self) -> list[str]:
        """Hold what was sent against what had to be sent, one by one."""
        for _ in range(100):
            if len(self.sent) >= len(self.model.sent):
                break
            await asyncio.sleep(0.05)  # the last ones are under way
        said, owed = (Counter(one[:4] for one in each) for each in (self.sent, self.model.sent))
        if said != owed:
            return [f"not sent: {one}" for one in owed - said] + [
                f"sent: {one}" for one in said - owed
            ]
        both = zip(sorted(self.sent), sorted(self.model.sent), strict=True)
        return [f"{one}: {two.at}" for one, two in both if abs(one.at - two.at) > SECONDS]
