"""Answers on stdout, talk on stderr.

A terminal gets a table, a pipe gets TSV in full width, and `-o` whatever was asked for.
Nothing that somebody typed into a record reaches a terminal as a command to it.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo

import click

from cli.showing.cells import as_text
from cli.showing.formats import WRITERS, Answer, Format, Look, Row, listing, single
from cli.showing.visible import visible

LOCAL = frozenset({Format.TABLE, Format.TSV, Format.CSV})
"""Formats in which moments are those of the reader's own clocks."""

Zone = Callable[[], tzinfo]
"""Finds out in which zone whoever reads lives; it is asked only where that matters."""


def in_utc() -> tzinfo:
    """Say so of whoever reads."""
    return UTC


@dataclass(frozen=True, slots=True)
class Output:
    """Where answers go and how they look; without a width a table is as wide as it needs."""

    format: Format = Format.TABLE
    color: bool = False
    width: int | None = None
    zone: Zone = in_utc

    @property
    def clock(self) -> tzinfo:
        """The zone by whose clocks moments of the answer are written: a machine reads UTC."""
        return self.zone() if self.format in LOCAL else UTC

    def rows(self, columns: Sequence[str], rows: Iterable[Row], spare: Sequence[str] = ()) -> None:
        """Answer with a list; a narrow table does without `spare`, the first one first."""
        self._write(listing(columns, rows, spare))

    def record(self, mapping: Mapping[str, object]) -> None:
        """Answer with one thing."""
        self._write(single(mapping))

    def talk(self, text: str) -> None:
        """Say something that is no answer."""
        click.echo(visible(text), err=True)

    def cell(self, value: object) -> str:
        """Write a value as a person reads it."""
        return visible(as_text(value, self.zone()))

    def _write(self, answer: Answer) -> None:
        look = Look(self.color, self.width, self.clock)
        sys.stdout.write(WRITERS[self.format](answer, look))


def output_for(name: str = "", zone: Zone = in_utc) -> Output:
    """Make this process's output; without a name, what stdout is decides the format."""
    terminal = sys.stdout.isatty()
    usual = Format.TABLE if terminal else Format.TSV
    return Output(
        format=Format(name) if name else usual,
        color=terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        width=shutil.get_terminal_size().columns if terminal else None,
        zone=zone,
    )
