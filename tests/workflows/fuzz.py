"""Many clients at many incidents, while clocks jump, histories restart and workers die.

`make fuzz SECONDS=600` runs it for as long as asked; the suite runs it for a few seconds.
What must hold: no workflow task fails, every run replays to the same answers, and every
acknowledged command stands in the ledger exactly once.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import click
from temporalio.client import Client, WorkflowHistory
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker, WorkflowRunner

from activities.commit import Commit
from activities.notify import Notify
from activities.relay import Relay
from connectors.virtual_clock import virtual_clock
from states.commands import Add, Advance, Command, FinishAction, Revise, Say
from states.envelope import Envelope, Outcome
from states.events.escalations import RungReached
from states.record.actions import Action
from states.record.facts import Fact, FactKind
from tests.replay.strict import done_again, failed_tasks, replay
from tests.workflows.books import MemoryBooks
from tests.workflows.desk import PEOPLE, Outbox, envelope, opening
from tests.workflows.engine import OURS
from tests.workflows.sandbox import SANDBOX
from workflows.attributes import ATTRIBUTES
from workflows.client import Retrospectives
from workflows.messages import Start
from workflows.names import WORKFLOW
from workflows.worker import UNGUARDED, worker_for

CACHE = 4
TURNS = 12
CLIENTS = 3
INCIDENTS = 6


@dataclass
class Tally:
    """What a fuzz run did, and what it found."""

    acknowledged: dict[str, Outcome] = field(default_factory=dict)
    runs: int = 0
    done_again: int = 0
    failed_tasks: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    notices_twice: list[str] = field(default_factory=list)
    unfaithful: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """List everything that must not happen."""
        return [
            *self.failed_tasks,
            *self.differences,
            *self.lost,
            *self.twice,
            *self.notices_twice,
            *self.unfaithful,
        ]


@dataclass
class Fuzz:
    """One fuzz run: its server, its books, and its dice."""

    clock: WorkflowEnvironment
    dice: random.Random
    prefix: str
    runner: WorkflowRunner
    books: MemoryBooks = field(default_factory=lambda: MemoryBooks(PEOPLE))
    outbox: Outbox = field(default_factory=Outbox)
    tally: Tally = field(default_factory=Tally)

    @property
    def incidents(self) -> list[str]:
        return [f"{self.prefix}-{number}" for number in range(INCIDENTS)]

    async def run(self, seconds: float) -> Tally:
        """Fuzz for so long, then look at what is left behind."""
        until = time.monotonic() + seconds
        sender = Retrospectives(self.clock.client, OURS, timedelta(seconds=60))
        async with self.worker():
            await self.open(sender)
        answered = asyncio.Event()
        workers = asyncio.create_task(self.dying_workers(until, answered))
        jumps = asyncio.create_task(self.jumping_clocks(until))
        clients = [self.client(one, until) for one in self.incidents for _ in range(CLIENTS)]
        try:
            await asyncio.gather(*clients, jumps)
        finally:
            answered.set()
        await workers
        await self.look()
        return self.tally

    async def open(self, sender: Retrospectives) -> None:
        for incident in self.incidents:
            await self.clock.client.start_workflow(
                WORKFLOW,
                Start(incident, TURNS),
                id=OURS.workflow_id(incident),
                task_queue=OURS.task_queue,
            )
            await self.sent(sender, envelope(incident, opening()))

    def worker(self) -> Worker:
        commit = Commit(self.books)
        relay = Relay(Retrospectives(self.clock.client, OURS))
        notify = Notify(self.outbox, self.books)
        duties: list[Callable[..., object]] = [commit.commit, notify.notify, relay.relay]
        return worker_for(self.clock.client, OURS, duties, CACHE, self.runner)

    async def dying_workers(self, until: float, answered: asyncio.Event) -> None:
        """Replace the worker again and again; the last one sees everything through."""
        while time.monotonic() < until:
            async with self.worker():
                await asyncio.sleep(self.dice.uniform(0.5, 2.5))
        async with self.worker():
            await answered.wait()
            await asyncio.sleep(1)

    async def jumping_clocks(self, until: float) -> None:
        while time.monotonic() < until:
            handle = self.clock.client.get_workflow_handle(
                OURS.workflow_id(self.dice.choice(self.incidents))
            )
            jump = timedelta(hours=self.dice.choice([1, 7, 30, 24 * 8]))
            try:
                async with asyncio.timeout(5):
                    await self.clock.fast_forward(handle, jump)
            except TimeoutError:
                continue

    async def client(self, incident: str, until: float) -> None:
        sender = Retrospectives(self.clock.client, OURS, timedelta(seconds=60))
        while time.monotonic() < until:
            sent = envelope(incident, self.command(), self.dice.choice(["ana", "ben", "fay"]))
            copies = self.dice.choice([1, 1, 1, 2])
            await asyncio.gather(*(self.sent(sender, sent) for _ in range(copies)))

    async def sent(self, sender: Retrospectives, sent: Envelope) -> None:
        self.tally.acknowledged[sent.id] = await sender.send(sent)

    def command(self) -> Command:
        fact = Fact(text="seen", kind=self.dice.choice(list(FactKind)))
        action = Action(title="do it", owner=self.dice.choice(["ana", "ben"]))
        done = FinishAction(f"A{self.dice.randint(1, 4)}", "https://example.org/pull/1")
        said = Revise(add=tuple(Add(fact) for _ in range(self.dice.randint(1, 5))))
        promised = Revise(add=(Add(action),))
        commands: list[Command] = [said, promised, done, Advance(), Say("hm")]
        return self.dice.choice(commands)

    async def look(self) -> None:
        async for history in self.histories(self.clock.client):
            self.tally.runs += 1
            self.tally.done_again += done_again(history)
            self.tally.failed_tasks += failed_tasks(history)
            self.tally.differences += await replay(history, self.runner)
        self.tally.lost += self.lost()
        entries = [one.command["id"] for each in self.books.entries.values() for one in each]
        self.tally.twice += [f"{one} stands twice" for one, n in Counter(entries).items() if n > 1]
        keys = Counter(one.key for one in self.outbox.sent)
        self.tally.notices_twice += [f"{key} was raised twice" for key in self.raised_twice(keys)]
        self.tally.unfaithful += [
            f"{one} folds to another record"
            for one in self.incidents
            if self.books.refolded(one) != self.books.records[one]
        ]

    def lost(self) -> list[str]:
        written = {one.command["id"] for each in self.books.entries.values() for one in each}
        return [
            f"{name} was acknowledged and is not in the ledger"
            for name, outcome in self.tally.acknowledged.items()
            if outcome.accepted and name not in written
        ]

    def raised_twice(self, sent: Counter[str]) -> Iterator[str]:
        """Find rungs the ledger reached twice; a channel may see a key again after a death."""
        raised = Counter(
            f"{entry.incident}/{event['deadline']}/{entry.seq}/{event['rung']}.{event['times']}/{to}"
            for each in self.books.entries.values()
            for entry in each
            for event in entry.events
            if event["event"] == RungReached.__name__
            for to in event.get("to", ())
        )
        yield from (key for key, times in raised.items() if times > 1)
        yield from (key for key in sent if key not in raised and "/operators." not in key)

    async def histories(self, client: Client) -> AsyncIterator[WorkflowHistory]:
        for incident in self.incidents:
            runs = [
                one
                async for one in client.list_workflows(f'WorkflowId="{OURS.workflow_id(incident)}"')
            ]
            for run in runs:
                handle = client.get_workflow_handle(run.id, run_id=run.run_id)
                history = await handle.fetch_history()
                # The replayer waits for ever on a history of one event.
                if len(history.events) > 1:
                    yield history


async def fuzz(seconds: float, seed: int, runner: WorkflowRunner) -> Tally:
    """Run one fuzz on a server of its own."""
    async with await virtual_clock(ATTRIBUTES) as clock:
        return await Fuzz(clock, random.Random(seed), f"FUZZ-{seed}", runner).run(seconds)


@click.command()
@click.option("--seconds", default=60.0)
@click.option("--seed", default=None, type=int)
@click.option("--sandbox", is_flag=True, help="Refuse what cannot be replayed; it is slower.")
def main(seconds: float, seed: int | None, *, sandbox: bool) -> None:
    """Fuzz for SECONDS and say what was found; the seed repeats the dice."""
    seed = random.randrange(10_000) if seed is None else seed
    tally = asyncio.run(fuzz(seconds, seed, SANDBOX if sandbox else UNGUARDED))
    click.echo(
        f"seed {seed}: {len(tally.acknowledged)} commands acknowledged, "
        f"{tally.runs} runs replayed, {len(tally.faults)} faults "
        f"({tally.done_again} tasks done again because a clock was moved meanwhile)"
    )
    for one in tally.faults[:20]:
        click.echo(f"  {one}")
    raise SystemExit(1 if tally.faults else 0)


if __name__ == "__main__":
    main()
