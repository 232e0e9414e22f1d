"""The server we bring along starts, keeps its history, and never outlives or outnumbers us."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import pytest
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client

from connectors import temporal_child
from connectors import temporal_server as room
from connectors.free_port import LOCALHOST, any_free_port
from connectors.lock import is_held
from connectors.temporal_leftover import LOCK
from connectors.temporal_namespace import SEARCH_ATTRIBUTES, prepare_namespace
from connectors.temporal_server import ServerFailedError, TemporalServer, temporal_server
from states.errors import ConflictError, UnreachableError

UP = """
import asyncio, sys
from pathlib import Path
from connectors import temporal_child
from connectors.temporal_server import temporal_server

if sys.argv[2] == "unbound":
    temporal_child.bound = list

async def up():
    async with temporal_server(Path(sys.argv[1]), ui=False) as server:
        print(server.pid, flush=True)
        await asyncio.sleep(60)

asyncio.run(up())
"""


def crashed_up(home: Path, bound: str) -> int:
    """Start a server from another process, kill that with -9, and name the server's pid."""
    with subprocess.Popen(
        [sys.executable, "-c", UP, str(home), bound], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        server = int(parent.stdout.readline())
        parent.kill()
    return server


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def within(seconds: float, fact: Callable[[], bool]) -> bool:
    for _ in range(int(seconds * 20)):
        if fact():
            return True
        await asyncio.sleep(0.05)
    return fact()


@pytest.fixture(scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TemporalServer]:
    """Run one for every test that only looks, in a directory and an environment full of traps."""
    home = tmp_path_factory.mktemp("up") / "the 100% é?#dir"
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("TEMPORAL_PROFILE", "no-such-profile")
        async with temporal_server(home) as server:
            yield server


async def test_it_keeps_histories_for_a_year(shared: TemporalServer) -> None:
    client = await Client.connect(shared.address)
    namespace = await client.workflow_service.describe_namespace(
        DescribeNamespaceRequest(namespace="default")
    )

    kept = namespace.config.workflow_execution_retention_ttl.ToTimedelta()
    assert kept == timedelta(days=365)


async def test_it_can_be_filtered_by_our_attributes(shared: TemporalServer) -> None:
    client = await Client.connect(shared.address)
    await prepare_namespace(client)  # a second time changes nothing
    attributes = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace="default")
    )

    assert dict(attributes.custom_attributes) == SEARCH_ATTRIBUTES


async def test_it_inherits_nothing_that_was_set_for_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("RETRO_NOTIFY_URLS", "RETRO_ROUTES", "RETRO_DATABASE_URL", "TEMPORAL_PROFILE"):
        monkeypatch.setenv(name, "json://u:S3cret@h")
    monkeypatch.setattr("connectors.temporal_child._command", lambda *_: ["env"])

    with (tmp_path / "lock").open("w") as lock:
        child = await temporal_child.spawned(tmp_path, tmp_path / "env.log", 1, None, lock.fileno())
        await child.wait()

    inherited = (tmp_path / "env.log").read_text()
    assert "PATH=" in inherited
    assert "S3cret" not in inherited


def test_it_shows_pages(shared: TemporalServer) -> None:
    pages = HTTPConnection(shared.ui.removeprefix("http://"))
    pages.request("GET", "/")

    assert pages.getresponse().status == HTTPStatus.OK
    pages.close()


async def test_a_data_directory_may_have_any_name(shared: TemporalServer) -> None:
    assert (shared.log.parents[1] / "temporal.db").exists()


async def test_ctrl_c_reaches_us_and_not_the_server(shared: TemporalServer) -> None:
    assert os.getpgid(shared.pid) != os.getpgid(0)


async def test_without_pages_it_names_none(tmp_path: Path) -> None:
    async with temporal_server(tmp_path, ui=False) as server:
        assert server.ui == ""


async def test_it_is_gone_when_we_are_done(tmp_path: Path) -> None:
    async with temporal_server(tmp_path, ui=False) as server:
        pass

    assert not is_alive(server.pid)
    assert not is_held(tmp_path / LOCK)


async def test_its_history_outlives_it(tmp_path: Path) -> None:
    async with temporal_server(tmp_path, ui=False) as server:
        client = await Client.connect(server.address)
        await client.start_workflow("anything", id="INC-1", task_queue="nobody")

    async with temporal_server(tmp_path, ui=False) as server:
        client = await Client.connect(server.address)
        described = await client.get_workflow_handle("INC-1").describe()

    assert described.id == "INC-1"


async def test_it_takes_another_port_where_the_usual_one_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server((LOCALHOST, 0)) as taken:
        monkeypatch.setattr(room, "PORT", taken.getsockname()[1])
        async with temporal_server(tmp_path, ui=False) as server:
            assert server.address != f"{LOCALHOST}:{room.PORT}"


@pytest.mark.parametrize("snatched", [0, 1])
async def test_it_tries_again_where_a_port_was_snatched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snatched: int
) -> None:
    with socket.create_server((LOCALHOST, 0)) as thief:
        picks = [any_free_port(), any_free_port()]
        picks[snatched] = thief.getsockname()[1]
        monkeypatch.setattr(room, "free_port", lambda _: picks.pop(0))
        async with temporal_server(tmp_path) as server:
            assert str(thief.getsockname()[1]) not in f"{server.address} {server.ui}"


async def test_many_that_start_at_once_each_get_a_port(tmp_path: Path) -> None:
    async def address(name: str) -> str:
        async with temporal_server(tmp_path / name) as server, asyncio.timeout(30):
            together.append(server.address)
            while len(together) < 3:  # noqa: ASYNC110  # three are counted, not signalled
                await asyncio.sleep(0.05)
            return server.address

    together: list[str] = []
    addresses = await asyncio.gather(address("a"), address("b"), address("c"))

    assert len({*addresses}) == 3


async def test_it_listens_on_the_port_that_was_asked_for(tmp_path: Path) -> None:
    port = any_free_port()

    async with temporal_server(tmp_path, port=port, ui=False) as server:
        assert server.address == f"{LOCALHOST}:{port}"


async def test_a_taken_port_that_was_asked_for_is_refused(tmp_path: Path) -> None:
    with socket.create_server((LOCALHOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConflictError, match=f"^port {port} is taken$"):
            async with temporal_server(tmp_path, port=port):
                pass


async def test_one_that_cannot_start_gives_the_servers_words_and_the_log(tmp_path: Path) -> None:
    (tmp_path / "temporal.db").write_text("this is no database, and never was one")

    with pytest.raises(ServerFailedError, match=r"did not start \(exit code 1\): .*SQL") as refusal:
        async with temporal_server(tmp_path, ui=False):
            pass

    assert refusal.value.hint == f"read {tmp_path / 'logs' / 'temporal.log'}, then: retro up"
    assert not is_held(tmp_path / LOCK)


async def test_one_that_never_answers_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "PATIENCE", 0.3)
    monkeypatch.setattr(temporal_child, "BANNER", "words it never says")

    with pytest.raises(ServerFailedError, match="does not answer at 127"):
        async with temporal_server(tmp_path, ui=False):
            pass

    assert not is_held(tmp_path / LOCK)


async def test_one_that_nobody_answers_for_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Client] = []

    async def prepared_the_second_time(client: Client) -> None:
        asked.append(client)
        if len(asked) == 1:
            raise RuntimeError("not yet")

    monkeypatch.setattr(room, "prepare_namespace", prepared_the_second_time)

    async with temporal_server(tmp_path, ui=False):
        assert len(asked) == 2


async def test_we_notice_when_it_dies(tmp_path: Path) -> None:
    async with temporal_server(tmp_path, ui=False) as server:
        os.kill(server.pid, signal.SIGKILL)
        error = await asyncio.wait_for(server.ended(), 5)

    assert str(error) == "the Temporal server ended (signal 9)"
    assert error.hint == f"read {server.log}, then: retro up"


async def test_one_that_does_not_listen_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "GRACE", 0.2)

    async with temporal_server(tmp_path, ui=False) as server:
        os.kill(server.pid, signal.SIGSTOP)

    assert not is_alive(server.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child")
async def test_it_dies_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    server = crashed_up(tmp_path, "bound")

    assert await within(10, lambda: not is_alive(server))


async def test_one_that_a_crash_left_behind_is_ended_by_the_next(tmp_path: Path) -> None:
    leftover = crashed_up(tmp_path, "unbound")
    was_alive = is_alive(leftover)

    async with temporal_server(tmp_path, ui=False) as server:
        assert server.pid != leftover

    assert was_alive
    assert await within(10, lambda: not is_alive(leftover))  # whoever inherited it buries it


async def test_the_log_of_the_last_time_is_kept(tmp_path: Path) -> None:
    for _ in range(2):
        async with temporal_server(tmp_path, ui=False) as server:
            pass

    assert server.log.with_suffix(".log.1").exists()


async def test_without_a_program_we_say_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.temporal_binary._in_wheel", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(UnreachableError, match="there is no `temporal` program"):
        async with temporal_server(tmp_path):
            pass


async def test_on_windows_we_say_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    with pytest.raises(UnreachableError, match="on Linux and macOS only"):
        async with temporal_server(tmp_path):
            pass
