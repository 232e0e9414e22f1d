"""Rooms import downwards only, and every room is watched."""

import subprocess
import sys
from pathlib import Path
from typing import Any


def test_every_contract_is_kept(project: Path) -> None:
    # In a process of its own: import-linter switches off every logger that is there already.
    linter = Path(sys.executable).with_name("lint-imports")

    ended = subprocess.run(
        [linter, "--no-cache", "--no-logo"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stdout


def test_every_package_is_a_watched_room(project: Path, rooms: list[str]) -> None:
    assert {init.parent.name for init in project.glob("*/__init__.py")} == {*rooms}


def test_every_room_is_shipped(settings: dict[str, Any], rooms: list[str]) -> None:
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == rooms
