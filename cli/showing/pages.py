"""Answers that are read like a page: text for people, one value for a machine."""

from collections.abc import Iterable, Mapping

import click

from cli.showing.folding import folded
from cli.showing.formats import Format
from cli.showing.output import Output
from cli.showing.visible import visible

FOR_PEOPLE = frozenset({Format.TABLE, Format.TSV})

# fmt: off
COLORS = {
    "✕": "red",
    "!": "yellow",
    "~": "cyan",
    "…": "blue",
    "✓": "green",
}
# fmt: on


def show_page(output: Output, lines: Iterable[str], body: Mapping[str, object]) -> None:
    """Answer with `lines`, or where a machine's format was asked for with `body`.

    A terminal gets them folded at its edge.
    """
    if output.format not in FOR_PEOPLE:
        output.record(body)
        return
    for line in folded(lines, output.width):
        click.echo(_painted(visible(line)) if output.color else visible(line))


def _painted(line: str) -> str:
    color = COLORS.get(line.lstrip()[:1])
    return click.style(line, fg=color) if color else line
