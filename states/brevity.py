"""A report as an entry has room for it: every check, and the first of what it found.

What is left out is counted; nothing that shuts a gate goes without its name.
"""

import json
from dataclasses import replace
from itertools import accumulate

from states.rules import CheckResult, Report

ROOM = 42_000
"""Bytes of an entry that a report may take: it has 65,535, and deadlines need theirs."""

# fmt: off
SHARES = (
    # bytes of findings   characters of its title
    (1_000,               500),
    (500,                 250),
    (250,                 120),
    (120,                  60),
    (60,                   30),
    (0,                     8),
)
"""What each check keeps in an entry: the first line with which the whole report has room."""
# fmt: on

FRAME = 90
"""Bytes that names of fields take, of a check as well as of a finding."""


def shortened(report: Report) -> Report:
    """Return the report as an entry has room for it: each check keeps its first findings."""
    short = report
    for share, letters in SHARES:
        results = tuple(_shortened(one, share, letters) for one in report.results)
        short = replace(report, results=results)
        if sum(map(_bytes_of, results)) <= ROOM:
            break
    return short


def _shortened(result: CheckResult, share: int, letters: int) -> CheckResult:
    sizes = accumulate(len(f"{one.message}{one.item}{one.fix}".encode()) for one in result.findings)
    kept = sum(size <= share for size in sizes)
    left = len(result.findings) - kept
    title = result.title if len(result.title) <= letters else f"{result.title[: letters - 1]}…"
    return replace(result, title=title, findings=result.findings[:kept], more=result.more + left)


def _bytes_of(result: CheckResult) -> int:
    named = _written(result.gate.value, result.check, result.title, result.result.value)
    return named + sum(
        _written(one.message, one.item, one.fix, *one.waits_for) for one in result.findings
    )


def _written(*texts: str) -> int:
    return FRAME + len(json.dumps(texts, ensure_ascii=False).encode())
