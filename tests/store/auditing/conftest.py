"""Two incidents are lived once for all tests here; each test gets a copy."""

import shutil
from pathlib import Path

import pytest

from store.engine import engine_for
from store.migrate import migrate
from tests.store.auditing.lives import lived, signed
from tests.store.auditing.scenes import Scene


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Live two incidents once, and sign all of it."""
    file = tmp_path_factory.mktemp("lived") / "retrogate.db"
    engine = engine_for(f"sqlite:///{file}")
    migrate(engine)
    lived(engine)
    shelf = signed(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return Scene(file, shelf)


@pytest.fixture
def scene(original: Scene, tmp_path: Path) -> Scene:
    """Begin with a copy of it."""
    file = tmp_path / "retrogate.db"
    shutil.copy(original.file, file)
    return Scene(file, original.shelf)
