"""Markdown, as far as the generated pages need it."""

import inspect
import re
from collections.abc import Iterable, Sequence

NOTE = "<!-- Written by docs/generate.py: change the code, then run `make docs`. -->"


def titled(title: str, introduction: str, *parts: str) -> str:
    """Put a page together under its title."""
    return "\n\n".join([f"# {title}", NOTE, introduction.strip(), *parts]) + "\n"


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def fenced(text: str, language: str = "") -> str:
    """Write a block of text that is shown as it is."""
    return f"```{language}\n{text.strip()}\n```"


def told(documented: object) -> str:
    """Return a docstring as Markdown, without the mentions that only readers of the code need."""
    text = inspect.getdoc(documented) or ""
    # The numbers name requirements, which are no part of the docs.
    return re.sub(r" \((R\d+(, R\d+)*)\)", "", text).split("\nRaises:")[0].strip()


def summary(documented: object) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join(told(documented).split("\n\n")[0].split())


def code(text: str) -> str:
    """Write something as code."""
    return f"`{text}`"


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")
