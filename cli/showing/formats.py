"""Every way to write an answer, as a table.

A cell never breaks out of its format: a tab stays out of TSV, a formula out of a spreadsheet.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from enum import Enum
from typing import Any

import click

from cli.showing.cells import as_json, as_text
from cli.showing.tables import Column, pair_lines, table_lines
from cli.showing.visible import escaped, one_line, visible

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

UNLIMITED = 10_000
Row = Sequence[object]


class Format(Enum):
    """How an answer is written."""

    TABLE = "table"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    YAML = "yaml"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks; without a width a table is as wide as it needs to be.

    Moments are those of the clocks of `zone`, where people read them.
    """

    color: bool = False
    width: int | None = None
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Answer:
    """What is written: as lines under a heading, as a sheet, and as JSON, whole and in parts.

    A narrow table does without the columns that are `spare`.
    """

    heading: Sequence[str]
    lines: Sequence[Row]
    sheet: Sequence[Row]
    tree: Any
    parts: Sequence[Any]
    spare: Sequence[str] = ()


def listing(columns: Sequence[str], rows: Iterable[Row], spare: Sequence[str] = ()) -> Answer:
    """Make an answer of a list; a narrow table does without `spare`, the first one first."""
    lines = [*rows]
    parts = [as_json(dict(zip(columns, line, strict=True))) for line in lines]
    return Answer(columns, lines, [columns, *lines], parts, parts, spare)


def single(record: Mapping[str, object]) -> Answer:
    """Make an answer of one thing."""
    tree = as_json(record)
    return Answer((), [*record.items()], [[*record], [*record.values()]], tree, [tree])


def _as_table(answer: Answer, look: Look) -> str:
    width = look.width or UNLIMITED
    texts = [[_shown(cell, look) for cell in line] for line in answer.lines]
    if not answer.heading:
        return _joined(pair_lines([(name, value) for name, value in texts], width))
    if not texts:
        return ""
    columns = [*map(Column, answer.heading, zip(*texts, strict=True))]
    heading, *lines = table_lines(columns, width, answer.spare)
    return _joined([click.style(heading, bold=True) if look.color else heading, *lines])


def _shown(cell: object, look: Look) -> str:
    return visible(as_text(cell, look.zone)).expandtabs(1)


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _as_tsv(answer: Answer, look: Look) -> str:
    lines = [answer.heading, *answer.lines] if answer.heading else answer.lines
    return "".join(
        "\t".join(one_line(as_text(cell, look.zone)) for cell in line) + "\n" for line in lines
    )


def _as_csv(answer: Answer, look: Look) -> str:
    sheet = io.StringIO()
    lines = ([_inert(cell, look) for cell in line] for line in answer.sheet)
    csv.writer(sheet, lineterminator="\n").writerows(lines)
    return sheet.getvalue()


def _inert(cell: object, look: Look) -> str:
    text = as_text(cell, look.zone)
    risky = text.startswith(FORMULA) and not isinstance(cell, int | float)
    return visible(f"'{text}" if risky else text)


def _as_json(answer: Answer, _look: Look) -> str:
    return escaped(json.dumps(answer.tree, ensure_ascii=False, indent=2)) + "\n"


def _as_jsonl(answer: Answer, _look: Look) -> str:
    return "".join(f"{escaped(json.dumps(part, ensure_ascii=False))}\n" for part in answer.parts)


def _as_yaml(answer: Answer, _look: Look) -> str:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.default_flow_style = False
    yaml.width = UNLIMITED
    text = io.StringIO()
    yaml.dump(answer.tree, text)
    return text.getvalue()


# fmt: off
WRITERS: Mapping[Format, Callable[[Answer, Look], str]] = {
    Format.TABLE: _as_table,
    Format.TSV:   _as_tsv,
    Format.JSON:  _as_json,
    Format.JSONL: _as_jsonl,
    Format.YAML:  _as_yaml,
    Format.CSV:   _as_csv,
}
# fmt: on
