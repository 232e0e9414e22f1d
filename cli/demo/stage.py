"""Where the demo plays: a real server, worker and database, and a clock that can be moved.

Everything is in a folder that is gone afterwards, and every process ends with the story.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, TypeVar

import click
from temporalio.testing import WorkflowEnvironment

from activities.commit import Commit
from activities.delivery.parcels import Landed, Parcel, Writer
from activities.notify import Notify
from activities.relay import Relay
from cli.app import App
from cli.desk import Options
from cli.installation.settings import load_settings
from cli.showing.output import Output
from connectors.virtual_clock import virtual_clock
from states.envelope import Envelope, Outcome
from states.people import Person
from states.record.deadlines import Notice
from store.books import SqlBooks
from store.engine import engine_for
from store.installation import installation_id
from store.migrate import migrate
from store.people import People
from workflows.attributes import ATTRIBUTES
from workflows.client import Retrospectives
from workflows.names import Installation
from workflows.worker import worker_for

T = TypeVar("T")

INTERRUPTIONS = (KeyboardInterrupt, click.Abort)

DIRECTOR = {"person": "rob", "via": "demo"}


class Mailbag:
    """A courier that keeps what it is given, for the story to tell."""

    def __init__(self) -> None:
        """Begin empty."""
        self._notices: list[tuple[Notice, Person]] = []

    def now(self) -> datetime:
        """Read the machine's clock."""
        return datetime.now(UTC)

    def parcel_for(self, notice: Notice, now: datetime) -> Parcel:  # noqa: ARG002  # each goes at once
        """Send each notice by itself."""
        return Parcel(notice.key, (notice,), notice.tries)

    def deliver(self, parcel: Parcel, person: Person, write: Writer) -> Landed:  # noqa: ARG002  # the story tells the notices itself
        """Keep the notices of a letter."""
        self._notices += [(one, person) for one in parcel.notices]
        return Landed(("demo",))

    def empty(self) -> list[tuple[Notice, Person]]:
        """Hand over what came since the last time."""
        kept, self._notices = self._notices, []
        return kept


class Stage:
    """The engine under a story. Commands go through it as they go anywhere."""

    def __init__(self, home: Path, output: Output) -> None:
        """Set up a database in `home`."""
        self.home = home
        self.output = output
        self.mailbag = Mailbag()
        self.engine = engine_for(f"sqlite:///{home / 'retro.db'}")
        self.skipped = timedelta(0)
        self._loop = asyncio.new_event_loop()
        self._clock: WorkflowEnvironment | None = None
        migrate(self.engine)
        self._ours = Installation(installation_id(self.engine))

    @property
    def now(self) -> datetime:
        """Say what time it is in the story (UTC)."""
        return datetime.now(UTC) + self.skipped

    def app(self) -> App:
        """Build what one command works with, at this moment of the story."""
        app = App(Options())
        app.settings = load_settings(self.home, {})
        app.output = self.output
        app.now = self.now
        app.post = self
        return app

    def people(self, people: tuple[Person, ...]) -> None:
        """Fill the people directory."""
        People(self.engine).replace_people(people, DIRECTOR, self.now)

    def send(self, envelope: Envelope) -> Outcome:
        """Carry a command to its workflow."""
        return self._wait(self._sender.send(envelope))

    def skip(self, incident: str, time: timedelta) -> None:
        """Let time pass for an incident."""
        handle = self._server.client.get_workflow_handle(self._ours.workflow_id(incident))
        self._wait(self._server.fast_forward(handle, time))
        self.skipped += time

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run the server and a worker beside the story."""
        thread = Thread(target=self._loop.run_forever, daemon=True)
        thread.start()
        engine = AsyncExitStack()
        end = engine.aclose
        try:
            self._wait(self._start(engine))
            yield
        except INTERRUPTIONS:
            end = self._drop_server
            raise
        finally:
            self._wait(end())
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()

    async def _start(self, engine: AsyncExitStack) -> None:
        self._clock = await engine.enter_async_context(await virtual_clock(ATTRIBUTES))
        books = SqlBooks(self.engine)
        duties: list[Callable[..., object]] = [
            Commit(books).commit,
            Notify(self.mailbag, People(self.engine)).notify,
            Relay(self._sender).relay,
        ]
        await engine.enter_async_context(worker_for(self._server.client, self._ours, duties))

    @property
    def _sender(self) -> Retrospectives:
        return Retrospectives(self._server.client, self._ours)

    async def _drop_server(self) -> None:
        # It heard Ctrl-C as we did, and a worker would wait for it in vain.
        if self._clock:
            await self._clock.shutdown()

    @property
    def _server(self) -> WorkflowEnvironment:
        if self._clock is None:
            raise RuntimeError("the stage is not running")
        return self._clock

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        doing = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return doing.result()
        except KeyboardInterrupt:
            doing.cancel()
            raise


@contextmanager
def stage(output: Output) -> Iterator[Stage]:
    """Set up a stage in a folder of its own, and clear it away."""
    # A worker that was interrupted may still write while the folder goes.
    with TemporaryDirectory(prefix="retro-demo-", ignore_cleanup_errors=True) as home:
        built = Stage(Path(home), output)
        with built.running():
            yield built
        built.engine.dispose()
