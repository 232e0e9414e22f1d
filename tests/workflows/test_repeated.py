"""A command that was not recorded is done when it is repeated; nothing wedges an incident."""

import pytest

from states.commands import Say
from states.errors import UnreachableError
from tests.workflows.desk import envelope, opening
from tests.workflows.engine import Engine


async def test_what_the_ledger_could_not_take_is_done_when_repeated(engine: Engine) -> None:
    await engine.send("AWAY-1", opening())
    said = envelope("AWAY-1", Say("is it back?"))
    engine.books.down = True
    with pytest.raises(UnreachableError, match="the ledger does not answer"):
        await engine.sender.send(said)
    engine.books.down = False

    first, again = await engine.sender.send(said), await engine.sender.send(said)

    assert first.entry == again.entry == 2
