"""The pages that people read, and what they tell people to type."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parents[2]
PAGES = sorted(
    [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")], key=lambda page: page.as_posix()
)
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
EXIT = re.compile(r"\s+# exit (\d+)$")
PROMPT = "$ "


class Step(NamedTuple):
    """One line that somebody types, how it ends, and what it shows."""

    typed: str
    exit: int
    shown: tuple[str, ...]


def name_of(page: Path) -> str:
    """Name a page by its path in the project."""
    return page.relative_to(PROJECT).as_posix()


def steps_in(text: str) -> Iterator[Step]:
    """Read the console blocks of a text, line by line."""
    for block in CONSOLE.findall(text):
        for part in re.split(rf"^{re.escape(PROMPT)}", block, flags=re.MULTILINE)[1:]:
            typed, *shown = part.rstrip("\n").split("\n")
            ends = EXIT.search(typed)
            yield Step(EXIT.sub("", typed), int(ends[1]) if ends else 0, tuple(shown))


def spoken_of(text: str) -> Iterator[str]:
    """List what the running text of a page calls by its command: `retro why`."""
    for span in CODE.findall(FENCED.sub("", text)):
        words = " ".join(span.split())
        if words.startswith("retro "):
            yield words


def words_of(typed: str) -> list[str]:
    """Return what `retro` is given by a typed line; empty where the line runs something else."""
    words = shlex.split(typed)
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words.pop(0)
    if not words or words[0].removeprefix(".venv/bin/") != "retro":
        return []
    return words[1 : words.index(">")] if ">" in words else words[1:]


def lines_not_shown(step: Step, output: str) -> list[str]:
    """List the lines that a step shows and its output does not, each after the one before it."""
    lines = iter(" ".join(line.split()) for line in output.splitlines())
    return [
        f"{step.typed}: {shown}"
        for shown in step.shown
        if shown != "…" and not any(_pattern(shown).fullmatch(line) for line in lines)
    ]


def _pattern(shown: str) -> re.Pattern[str]:
    words = " ".join(shown.split())
    return re.compile(".*".join(map(re.escape, words.split("…"))))
