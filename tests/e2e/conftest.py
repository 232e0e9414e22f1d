"""An installation per test, and one that runs, shared by the tests of a module that only use it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.installation import Installation
from tests.e2e.story import with_people


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    """Name a data directory in which nothing has happened yet."""
    return Installation(tmp_path / "home")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One `retro up` with people for every test of a module; take an incident of your own."""
    here = Installation(tmp_path_factory.mktemp("e2e") / "home")
    with here.running("up"):
        yield with_people(here)
