"""Break a copy of the product in every way of the table, and see whether the campaign notices.

`make defects` runs it; what nobody noticed is named, and more than one in twenty fails.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.faults.campaign import BUILD
from tests.faults.defects import DEFECTS, Defect
from tests.faults.table import FAULTS

HOUSE = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "mutants", "docs")
ENOUGH = 0.95
PATIENCE = 600.0
FILE = BUILD / "defects.json"


@click.command()
@click.argument("names", nargs=-1)
def main(names: tuple[str, ...]) -> None:
    """Seed each defect, or those NAMES, and count who is found."""
    found: dict[str, str] = {}
    chosen = [one for one in DEFECTS if not names or one.name in names]
    for defect in chosen:
        began = time.monotonic()
        found[defect.name] = noticed(defect)
        click.echo(
            f"{defect.name:<50} {time.monotonic() - began:6.1f} s  "
            f"{found[defect.name] or 'NOT NOTICED'}"
        )
    share = sum(map(bool, found.values())) / len(chosen)
    BUILD.mkdir(exist_ok=True)
    text = json.dumps({"noticed": found, "share": round(share, 3)}, indent=2)
    FILE.write_text(f"{text}\n", encoding="utf-8")
    click.echo(f"{share:.0%} of {len(chosen)} noticed · {FILE}")
    raise SystemExit(0 if share >= ENOUGH else 1)


def noticed(defect: Defect) -> str:
    """Say which fault noticed a defect, and by what; an empty string where none did."""
    with TemporaryDirectory(prefix="retro-faults-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "house"
        shutil.copytree(HOUSE, copy, ignore=LEFT_OUT)
        broken(copy, defect)
        others = [one.name for one in FAULTS if one.name != defect.first]
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.faults.run",
                "--short",
                "--until-wrong",
                defect.first,
                *others,
            ],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy)},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    return _what(done) if done.returncode else ""


def broken(copy: Path, defect: Defect) -> None:
    """Break a copy; raises `ValueError` where what is to be replaced is not there."""
    for change in defect.changes:
        file = copy / change.file
        text = file.read_text("utf-8")
        if change.was not in text:
            raise ValueError(f"{defect.name}: {change.file} has changed, and the table has not")
        file.write_text(text.replace(change.was, change.becomes), encoding="utf-8")


def _what(done: subprocess.CompletedProcess[str]) -> str:
    said = [line.strip() for line in done.stdout.splitlines() if "wrong: " in line]
    last = [*done.stderr.splitlines(), "it did not end well"][:-1][-1:]
    return (said or last or ["it did not end well"])[0][:100]


if __name__ == "__main__":
    main()
