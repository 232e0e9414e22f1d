"""A command that was not recorded is done when it is repeated; nothing wedges an incident."""

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from states.commands import Say
from states.errors import UnreachableError
from tests.replay.strict import failed_tasks
from tests.workflows.desk import envelope, opening
from tests.workflows.engine import OURS, Engine
from workflows.names import UPDATE


async def test_what_the_ledger_could_not_take_is_done_when_repeated(engine: Engine) -> None:
    await engine.send("AWAY-1", opening())
    said = envelope("AWAY-1", Say("is it back?"))
    engine.books.down = True
    with pytest.raises(UnreachableError, match="the ledger does not answer"):
        await engine.sender.send(said)
    engine.books.down = False

    first, again = await engine.sender.send(said), await engine.sender.send(said)

    assert first.entry == again.entry == 2


@pytest.mark.parametrize("arguments", [(), (None,)], ids=["no argument", "nothing"])
async def test_an_update_without_a_command_is_refused_and_fails_no_task(
    engine: Engine, arguments: tuple[None, ...]
) -> None:
    key = f"EMPTY-{len(arguments)}"
    await engine.send(key, opening())
    handle = engine.clock.client.get_workflow_handle(OURS.workflow_id(key))

    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await handle.execute_update(UPDATE, args=arguments)

    assert isinstance(refused.value.cause, ApplicationError)
    assert refused.value.cause.message == f"no command came to the workflow of {key}"
    assert failed_tasks(await handle.fetch_history()) == []
