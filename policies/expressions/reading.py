"""Which facts a condition reads, and which of them nobody said."""

from collections.abc import Iterator, Mapping
from typing import Any

from policies.expressions.facts import Facts, Told
from policies.expressions.shapes import LISTS
from policies.expressions.tree import Tree, inside_of
from states.values import value


@value
class Read:
    """A fact that a condition reads: the variable it starts from, and the fields on the way."""

    root: str
    steps: tuple[str, ...] = ()


WHEREVER = Read("")
"""A field of something that no variable leads to, such as an item of a list just made."""

# fmt: off
THROUGH = {
    #          which of its arguments an operator hands on
    "_[_]":   slice(0, 1),
    "_?_:_":  slice(1, 3),
}
# fmt: on

Ways = tuple[Read, ...]
Loops = Mapping[str, Ways]


def read_by(tree: Tree) -> tuple[Read, ...]:
    """List the facts that a condition reads, each once."""
    return tuple(dict.fromkeys(_reads(tree.root, {})))


def fields_of(reads: tuple[Read, ...]) -> dict[str, tuple[str, ...]]:
    """List, by variable, the fields with which each way begins."""
    fields: dict[str, dict[str, None]] = {}
    for one in reads:
        fields.setdefault(one.root, {}).update(dict.fromkeys(one.steps[:1]))
    return {root: tuple(names) for root, names in fields.items()}


def _reads(expr: Any, loops: Loops) -> Iterator[Read]:
    if expr.HasField("loop"):
        yield from _reads(expr.loop.range, loops)
        loops = {**loops, expr.loop.variable: _ways(expr.loop.range, loops)}
        for one in (expr.loop.condition, expr.loop.step, expr.loop.result):
            yield from _reads(one, loops)
        return
    for way in _ways(expr, loops):
        if way != WHEREVER or expr.HasField("select"):
            yield way
    for one in inside_of(expr):
        yield from _reads(one, loops)


def _ways(expr: Any, loops: Loops) -> Ways:
    """List how variables lead to what an expression may stand for, or to the list it is from.

    Each side of a choice is a way of its own, and what no variable leads to is one as well.
    """
    if expr.ident.name.startswith("@"):
        return (WHEREVER,)  # where the library keeps what a loop has come to
    if expr.HasField("ident"):
        return loops.get(expr.ident.name, (Read(expr.ident.name),))
    if expr.HasField("loop"):
        return _ways(expr.loop.range, loops)
    if expr.HasField("select"):
        return tuple(_below(one, expr.select.field) for one in _ways(expr.select.operand, loops))
    handed_on = expr.call.args[THROUGH.get(expr.call.function, slice(0))]
    ways = dict.fromkeys(way for one in handed_on for way in _ways(one, loops))
    return tuple(ways) or (WHEREVER,)


def _below(way: Read, field: str) -> Read:
    return way if way == WHEREVER else Read(way.root, (*way.steps, field))


def absent(reads: tuple[Read, ...], field: str, told: Told, it: Facts) -> tuple[str, ...]:
    """Name every fact called `field` that is read and that nobody said, by its path."""
    found = (
        path
        for one in reads
        for name, facts in _start(one.root, told, it)
        for path in _without(name, facts, one.steps, field)
    )
    return tuple(dict.fromkeys(found))


def _start(root: str, told: Told, it: Facts) -> Iterator[tuple[str, Facts]]:
    if root in LISTS:
        yield from ((one["id"], one) for one in told.facts(root))
    if root == "it":
        yield it.get("id", "incident"), it
    if root == "incident":
        yield "incident", told.incident


def _without(name: str, facts: Any, steps: tuple[str, ...], field: str) -> Iterator[str]:
    if not steps or not isinstance(facts, dict):
        return
    step, *more = steps
    if step in facts:
        yield from _without(f"{name}.{step}", facts[step], tuple(more), field)
    elif step == field:
        yield f"{name}.{step}"
