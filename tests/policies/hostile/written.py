"""How hostile policy files are written: the small policy with one place that means harm."""

from typing import NamedTuple

from tests.policies.small import SMALL, put

FACTS = "  facts: {deadline: {within: 24h, after: stabilized, ladder: short}, checks: []}"
GATE = """\
  facts:
    deadline: {within: 24h, after: stabilized, ladder: short}
    checks:
"""
RULE = """\
id: rule
        title: a rule
        enforce: deny
        require: {require}
        for_each: {for_each}
        message: {message}
        fix: do it"""


class Hostile(NamedTuple):
    """A file: what it tries, what it holds, and where and how it has to be refused."""

    tries: str
    content: str | bytes
    place: str
    words: str


def changes(old: str, rows: tuple[tuple[str, str, str, str], ...]) -> tuple[Hostile, ...]:
    """Put other values in one place of the small policy."""
    return tuple(Hostile(tries, put(old, new), *refused) for tries, new, *refused in rows)


def checks(*lines: str) -> str:
    """Write checks into the gate of the facts; the first begins at 17:9."""
    return put(f"{FACTS}\n", GATE + "".join(f"      - {one}\n" for one in lines))


def rule(require: str, message: str = "no", for_each: str = "actions") -> str:
    """Write one rule; its condition begins at 20:18, its message at 22:18."""
    return checks(RULE.format(require=require, message=message, for_each=for_each))


def asking(condition: str) -> str:
    """Write one rule with this condition, in quotes: it begins at 20:19."""
    return rule("'" + condition.replace("'", "''") + "'")


def many(line: str, count: int) -> tuple[str, ...]:
    """Repeat a line, numbered."""
    return tuple(line.replace("#", str(number)) for number in range(count))


def after(lines: str) -> str:
    """Add lines to the end of the small policy; they begin in line 24."""
    return SMALL + lines
