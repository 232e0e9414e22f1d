"""A terminal at which somebody types commands; see `tests.cli.offline`."""

from pathlib import Path

import pytest

from tests.cli.offline import Terminal, terminal


@pytest.fixture
def here(tmp_path: Path) -> Terminal:
    """Sit down at a terminal with a fresh database."""
    return terminal(tmp_path)
