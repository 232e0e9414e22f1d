"""Record the histories that every later version must replay: run it once a release.

    python -m tests.replay.record

It lives a few incidents on a real server and keeps every run's history under the version.
"""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import click

from activities.build import BUILD
from states.commands import Add, Advance, FinishAction, Propose, Reopen, Revise, Say, Settle
from states.record.actions import Action
from states.record.factors import Factor
from states.record.proposals import Withdrawal
from tests.workflows.desk import opening
from tests.workflows.engine import OURS, Engine, running_engine

IDENTITY = re.compile(r'"\d+@[^"]+"')

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


async def record(folder: Path) -> int:
    """Live every life and write down each of its runs; says how many."""
    async with running_engine() as engine:
        for incident, live in LIVES.items():
            if live:
                await live(engine, incident)
        await asyncio.sleep(2)  # until notices and errands have arrived
        written = [await _write(engine, incident, folder) for incident in LIVES]
        return sum(written)


async def _write(engine: Engine, incident: str, folder: Path) -> int:
    client, count = engine.clock.client, 0
    async for run in client.list_workflows(f'WorkflowId="{OURS.workflow_id(incident)}"'):
        count += 1
        history = await client.get_workflow_handle(run.id, run_id=run.run_id).fetch_history()
        # Who ran the worker is no part of what is replayed.
        anonymous = IDENTITY.sub('"retrogate"', history.to_json())
        (folder / f"{incident}-{count}.json").write_text(anonymous + "\n")
    return count


@click.command()
def main() -> None:
    """Record the histories of this version."""
    folder = HISTORIES / BUILD
    folder.mkdir(parents=True, exist_ok=True)
    click.echo(f"{asyncio.run(record(folder))} histories of {BUILD} recorded")


if __name__ == "__main__":
    main()
