"""The project's own files, as the rules in this folder look at them."""

import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
NOT_OURS = {".git", ".venv", "build", "dist", "mutants", "__pycache__"}


def _listed_by_git() -> list[Path]:
    """List what is tracked and what is about to be; empty outside a checkout."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    return [PROJECT / name for name in listing.stdout.split("\0") if name]


def _walked() -> list[Path]:
    found = (path.relative_to(PROJECT) for path in PROJECT.rglob("*"))
    return [PROJECT / path for path in found if not NOT_OURS & {*path.parts}]


@pytest.fixture(scope="session")
def project() -> Path:
    """Answer with the folder everything lies in."""
    return PROJECT


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Every file of the project, in order; none that is built, cached or installed."""
    return sorted(path for path in _listed_by_git() or _walked() if path.is_file())


@pytest.fixture(scope="session")
def settings() -> dict[str, Any]:
    """Read `pyproject.toml`."""
    return tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def rooms(settings: dict[str, Any]) -> list[str]:
    """Name the rooms whose imports are watched."""
    names: list[str] = settings["tool"]["importlinter"]["root_packages"]
    return names
