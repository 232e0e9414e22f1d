"""What Temporal keeps, and what a worker logs, holds no secret of an address that failed."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from activities.commit import Commit
from activities.delivery.delivering import Delivery
from activities.delivery.routing import DEFAULT, Route, Routes
from activities.notify import Notify
from activities.relay import Relay
from cli.installation.logs import log_to
from connectors.apprise_channel import AppriseChannel
from connectors.free_port import LOCALHOST, any_free_port
from connectors.virtual_clock import virtual_clock
from states.codec import event_from
from states.events.notices import NoticeUndelivered
from tests.activities.builders import Notebook
from tests.connectors.receivers import Hook
from tests.workflows.books import MemoryBooks
from tests.workflows.desk import PEOPLE, opening
from tests.workflows.engine import OURS, Engine
from workflows.attributes import ATTRIBUTES
from workflows.worker import worker_for

PASSWORD, TOKEN = "hunter2&more", "t0ken/4711"
SECRETS = [one for secret in (PASSWORD, TOKEN) for one in (secret, quote(secret, safe=""))]
PATIENCE = timedelta(seconds=1)
KEY = "LEAK-1"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Log as `retro up` does."""
    monkeypatch.setattr(logging.root, "handlers", [])
    yield log_to(tmp_path)
    for handler in logging.root.handlers:
        handler.close()


@asynccontextmanager
async def running_with(hook: Hook) -> AsyncIterator[Engine]:
    """Start a server, and a worker whose only route has two channels with secrets."""
    login, path = f"ana:{quote(PASSWORD, safe='')}@", quote(TOKEN, safe="")
    urls = {
        "hook": hook.url(path=path, login=login),
        "dead": f"json://{login}{LOCALHOST}:{any_free_port()}/{path}",
    }
    channels = [AppriseChannel(url, name) for name, url in urls.items()]
    routes = Routes(default=Route(DEFAULT, (*urls,)))
    async with await virtual_clock(ATTRIBUTES) as clock:
        engine = Engine(clock, MemoryBooks(PEOPLE))
        delivery = Delivery(Notebook(), engine.books, channels, routes, PATIENCE)
        notify, relay = Notify(delivery, engine.books), Relay(engine.sender)
        commit = Commit(engine.books)
        async with worker_for(clock.client, OURS, [commit.commit, notify.notify, relay.relay]):
            yield engine


def is_recorded(engine: Engine) -> bool:
    """Tell whether it is in the history that nobody took a notice."""
    events = (event_from(one) for entry in engine.books.entries[KEY] for one in entry.events)
    return any(isinstance(one, NoticeUndelivered) for one in events)


async def test_no_secret_of_an_address_is_in_temporal_or_in_the_log(log: Path) -> None:
    with Hook().listening() as hook:
        hook.answer = 500
        async with running_with(hook) as engine:
            handle = engine.clock.client.get_workflow_handle(OURS.workflow_id(KEY))
            await engine.send(KEY, opening())
            while not is_recorded(engine):
                await engine.skip(KEY, timedelta(hours=12))
            history = "".join(map(str, (await handle.fetch_history()).events))
    logging.getLogger("temporalio").warning("it is written here")

    said = log.read_text()  # noqa: ASYNC240  # nothing else runs any more
    assert "LaterError" in history  # why it was tried again, as Temporal keeps it
    assert "hook did not take the notice for" in history
    assert "it is written here" in said
    assert "Traceback" not in said
    for text in (history, said):
        assert [one for one in SECRETS if one in text] == []
