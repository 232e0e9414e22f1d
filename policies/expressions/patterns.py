"""Patterns and joined texts that take long to read, whatever the steps of a condition.

The library counts the steps of a condition, and not the characters that one of them reads:
so a pattern is short and written out, and is asked of one text of each item.
"""

import re
from collections.abc import Iterator
from typing import Any

from policies.expressions.tree import Tree, inside_of, parts

LONGEST = 100
"""How many characters a pattern has at most, each repeated as often as it is counted."""

CLASS = 30
"""What a class of letters counts for: it stands for many ranges."""

_TOKENS = re.compile(
    r"\\[pP](?:\{[^}]*\}|.)|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|.",
    re.DOTALL,
)

Found = Iterator[tuple[int, str]]


def costly(tree: Tree, part: Any, for_each: str) -> Found:
    """Find what would read much text, or the same text again and again."""
    if _is_search(part):
        yield from _pattern(tree, part)
    if _is_search(part) or part.HasField("loop"):
        yield from _joined(tree, part)
    most = 0 if for_each else 1
    if part.HasField("loop") and _loops_around(part) == most + 1:
        told = "of each item of a list in a list: ask it of it, or of one list without for_each"
        yield tree.place(part), f"asks matches(…) {told}"


def _is_search(part: Any) -> bool:
    return bool(part.call.function == "matches")


def _pattern(tree: Tree, part: Any) -> Found:
    pattern = part.call.args[-1]
    if not pattern.constant.text:
        yield tree.place(pattern), "matches(…) takes a pattern that is written out between quotes"
    elif (length := length_of(pattern.constant.text[0])) > LONGEST:
        told = "with every character as often as it is repeated, and a class such as \\pL as"
        problem = f"has {length:,} characters {told} {CLASS}: a pattern has {LONGEST} at most"
        yield tree.place(pattern), problem


def _joined(tree: Tree, part: Any) -> Found:
    for one in parts(part):
        if one.call.function == "_+_" and one.id in tree.texts:
            yield tree.place(one), "joins texts within a loop or a search: ask each text by itself"


def _loops_around(part: Any) -> int:
    """Count the loops, one within another, around the deepest search; -1 where there is none."""
    inner = max((_loops_around(one) for one in inside_of(part)), default=-1)
    here = max(inner, 0) if _is_search(part) else inner
    return here + int(here >= 0 and part.HasField("loop"))


def length_of(pattern: str) -> int:
    """Count what a pattern comes to once every counted repeat is written out."""
    groups: list[list[int]] = [[]]
    for token in _TOKENS.finditer(pattern):
        times = int(token[2] or token[1]) if token[1] else 0
        if token[0] == "(":
            groups.append([])
        elif token[0] == ")" and len(groups) > 1:
            inside = sum(groups.pop())
            groups[-1].append(inside)
        elif token[1] and groups[-1]:
            groups[-1][-1] *= max(times, 1)
        else:
            groups[-1].append(CLASS * token[0].lower().count("\\p") or 1)
    return sum(map(sum, groups))
