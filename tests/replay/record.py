"""Record the histories that every later version must replay: run it once a release.

    python -m tests.replay.record

It lives a few incidents on a real server and keeps every run's history under the version.
"""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from temporalio.client import Client

from activities.build import BUILD
from activities.bulletins import Bulletins, Mailing
from documents.bulletins.facts import Kind
from states.commands import Add, Advance, FinishAction, Propose, Reopen, Revise, Say, Settle
from states.record.actions import Action
from states.record.factors import Factor
from states.record.proposals import Withdrawal
from tests.activities.mailing import Everything, Post, Shelf, Staff
from tests.workflows.deaf import Deaf, running_deaf
from tests.workflows.desk import opening
from tests.workflows.engine import OURS, Engine, running_engine
from workflows.names import BULLETIN, Installation
from workflows.schedules import Planned, Sent, plan_bulletins
from workflows.worker import worker_for

MAILING = Installation("mailing")

IDENTITY = re.compile(r'"\d+@[^"]+"')
PLACES = re.compile(r'"stackTrace": "(?:[^"\\]|\\.)*"')

HISTORIES = Path(__file__).parent / "histories"


async def shut_gate(engine: Engine, incident: str) -> None:
    """Ask a gate that stays shut."""
    await engine.send(incident, opening())
    await engine.send(incident, Advance())


async def forgotten(engine: Engine, incident: str) -> None:
    """Do nothing for forty-five days."""
    await engine.send(incident, opening())
    await engine.skip(incident, timedelta(days=45))


async def talkative(engine: Engine, incident: str) -> None:
    """Say so much that the history starts afresh."""
    await engine.send(incident, opening())
    for number in range(85):
        await engine.send(incident, Say(f"remark {number}"))


async def withdrawn(engine: Engine, incident: str) -> None:
    """End it, and take it up again."""
    await engine.send(incident, opening())
    await engine.send(incident, Propose(Withdrawal(), "the same as another"))
    await engine.send(incident, Settle("X1"), by="sam")
    await engine.send(incident, Reopen("it was not the same"))


async def recurring(engine: Engine, incident: str) -> None:
    """See a factor come back."""
    factor = Factor(id="F1", text="no limit on the queue")
    action = Action(title="limit the queue", factors=("F1",))
    await engine.send(incident, opening())
    await engine.send(incident, Revise(add=(Add(factor), Add(action))))
    await engine.send(incident, FinishAction("A1", "https://example.org/pull/1"))
    await engine.send(f"{incident}-AGAIN", opening())
    again = Factor(text="no limit again", same_as=f"{incident}/F1")
    await engine.send(f"{incident}-AGAIN", Revise(add=(Add(again),)))


LIVES = {
    "SHUT": shut_gate,
    "FORGOTTEN": forgotten,
    "TALKATIVE": talkative,
    "WITHDRAWN": withdrawn,
    "RECURRING": recurring,
    "RECURRING-AGAIN": None,
}
"""Whose histories are kept; the last one is lived by the one before it."""


async def send_bulletin(client: Client) -> None:
    """Have a bulletin sent by its schedule, to one at the second try and to another in vain."""
    post = Post(later=1, vain=frozenset({"ben"}))
    office = Bulletins(Everything(), Shelf(), Staff(), post, Mailing(("ana", "ben")))
    planned = [Planned(Kind.DIGEST, "0 9 * * *")]
    await plan_bulletins(client, MAILING, planned, Sent(datetime.now(UTC)))
    async with worker_for(client, MAILING, [office.address, office.send]):
        await client.get_schedule_handle(MAILING.bulletin_id(Kind.DIGEST.value)).trigger()
        await asyncio.sleep(3)  # until it has arrived


async def unheard(engine: Engine, incident: str) -> None:
    """Send notices that nobody takes at first."""
    await engine.send(incident, opening())
    await engine.skip(incident, timedelta(days=9))


async def record(folder: Path) -> None:
    """Live every life and write down each of its runs."""
    async with running_engine() as engine:
        for incident, live in LIVES.items():
            if live:
                await live(engine, incident)
        await asyncio.sleep(2)  # until notices and errands have arrived
        client = engine.clock.client
        for incident in LIVES:
            await _write(client, f'WorkflowId="{OURS.workflow_id(incident)}"', incident, folder)
        await send_bulletin(client)
        await _write(client, f'WorkflowType="{BULLETIN}"', "BULLETIN", folder)
    async with running_deaf(Deaf()) as engine:
        await unheard(engine, "UNHEARD")
        await asyncio.sleep(2)  # until notices were taken after all
        where = f'WorkflowId="{OURS.workflow_id("UNHEARD")}"'
        await _write(engine.clock.client, where, "UNHEARD", folder)


async def _write(client: Client, which: str, name: str, folder: Path) -> None:
    count = 0
    async for run in client.list_workflows(which):
        count += 1
        history = await client.get_workflow_handle(run.id, run_id=run.run_id).fetch_history()
        # Who ran the worker, and where, is no part of what is replayed.
        anonymous = PLACES.sub('"stackTrace": ""', IDENTITY.sub('"retrogate"', history.to_json()))
        (folder / f"{name}-{count}.json").write_text(anonymous + "\n")


@click.command()
def main() -> None:
    """Record the histories of this version."""
    folder = HISTORIES / BUILD
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(record(folder))
    click.echo(f"{len([*folder.glob('*.json')])} histories of {BUILD} recorded")


if __name__ == "__main__":
    main()
