"""Go programs, built offline with the very packages that Go checks its own downloads with.

Its distribution holds them as vendored sources; they are laid out as the module they come from.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GO = Path(sys.executable).with_name("go")
VENDORED = Path("src/cmd/vendor/golang.org/x/mod/sumdb")
PACKAGES = ("note", "tlog")

OFFLINE = {
    "CGO_ENABLED": "0",
    "GOFLAGS": "-mod=mod",
    "GOPROXY": "off",
    "GOTELEMETRY": "off",
    "GOTOOLCHAIN": "local",
    "GOWORK": "off",
}
MODULE = """\
module checker
go 1.22
require golang.org/x/mod v0.0.0
replace golang.org/x/mod => ./mod
"""


def built(source: str, folder: Path) -> Path:
    """Build a `main.go` in an empty folder, and return the program."""
    if not GO.exists():
        pytest.skip("there is no Go beside this Python")
    (folder / "main.go").write_text(source, "utf-8")
    (folder / "go.mod").write_text(MODULE, "utf-8")
    sumdb = folder / "mod" / "sumdb"
    for package in PACKAGES:
        shutil.copytree(Path(_go(folder, "env", "GOROOT")) / VENDORED / package, sumdb / package)
    (folder / "mod" / "go.mod").write_text("module golang.org/x/mod\ngo 1.22\n", "utf-8")
    _go(folder, "build", "-o", "checker", ".")
    return folder / "checker"


def _go(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [GO, *words],
        cwd=folder,
        env={**os.environ, **OFFLINE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
