"""Rooms import downwards only, and every room is watched."""

from pathlib import Path
from typing import Any

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_every_contract_is_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)

    assert lint_imports(no_cache=True, no_logo=True) == EXIT_STATUS_SUCCESS


def test_every_package_is_a_watched_room(project: Path, rooms: list[str]) -> None:
    assert {init.parent.name for init in project.glob("*/__init__.py")} == {*rooms}


def test_every_room_is_shipped(settings: dict[str, Any], rooms: list[str]) -> None:
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == rooms
