"""Conditions that compile, and would still not mean what they say.

A word that a field can never hold, and a comparison with nothing, would make a rule that is
always kept or never: both are mistakes of the file, and are found before it is in force.
"""

from collections.abc import Callable, Iterator
from typing import Any

from policies.expressions.environment import ROOM, plain
from policies.expressions.patterns import costly
from policies.expressions.shapes import SHAPES, Field, Sort
from policies.expressions.slips import Slip
from policies.expressions.tree import Tree, inside_of, parts
from policies.language.wording import meant

EQUAL = frozenset({"_==_", "_!=_"})
COMPARED = EQUAL | {"@in"}
LOOPS = 2
"""How many loops may stand within one another: each multiplies the steps by a list's length."""


def pitfalls(tree: Tree, text: str, for_each: str) -> Iterator[Slip]:
    """List what is wrong with a condition that compiles."""
    for part in parts(tree.root):
        found = (one for asked in QUESTIONS for one in asked(tree, part))
        for place, problem in (*found, *costly(tree, part, for_each)):
            yield Slip(min(place, len(text)), problem)


Found = Iterator[tuple[int, str]]


def _mixed(tree: Tree, part: Any) -> Found:
    if part.id in tree.mixed:
        yield tree.place(part), "mixes types: a list or a map holds values of one type"


def _built(tree: Tree, part: Any) -> Found:
    if part.HasField("struct") and part.struct.name:
        yield tree.place(part), f"builds a {part.struct.name}: a condition only asks"


def _null(tree: Tree, part: Any) -> Found:
    if part.HasField("constant") and part.constant.null:
        yield tree.place(part), "nothing is null here: ask has(it.owner), or !has(it.owner)"


def _whole(tree: Tree, part: Any) -> Found:
    """Find comparisons of groups, which may differ by what nobody said."""
    if part.call.function in COMPARED:
        for one in part.call.args:
            if tree.message(one).startswith(f"{ROOM}."):
                kind = tree.message(one).removeprefix(f"{ROOM}.").lower()
                yield tree.place(part), f"compares a whole {kind}: compare a field of it"
                return


def _always_there(tree: Tree, part: Any) -> Found:
    field = _field(tree, part) if part.select.asks else None
    if field and field.many:
        name = part.select.field
        yield (
            tree.place(part),
            f"a list is always there: has(…) says nothing, size(….{name}) > 0 does",
        )
    if field and field.sort is Sort.FLAG:
        yield tree.place(part), f"“{part.select.field}” always says yes or no: leave has(…) out"


def _never_said(tree: Tree, part: Any) -> Found:
    """Find words that the field they are compared with can never hold."""
    if part.call.function not in COMPARED:
        return
    fields = [one for one in (_field(tree, arg) for arg in part.call.args) if one and one.words]
    for field in fields:
        for one in _texts(part.call.args):
            word = one.constant.text[0]
            if word and word not in field.words:
                yield tree.place(one), f"is never “{word}”{meant(word, field.words)}"


def _empty(tree: Tree, part: Any) -> Found:
    """Find comparisons of a field with an empty text, which no field ever holds."""
    if part.call.function in EQUAL and any(_field(tree, arg) for arg in part.call.args):
        for one in _texts(part.call.args):
            if not one.constant.text[0]:
                yield tree.place(one), "no field is ever empty, it is missing: ask has(it.owner)"


def _texts(args: Any) -> Iterator[Any]:
    for arg in args:
        for one in (arg, *arg.list.elements):
            if one.HasField("constant") and one.constant.text:
                yield one


def _field(tree: Tree, part: Any) -> Field | None:
    shape = tree.message(part.select.operand).removeprefix(f"{ROOM}.")
    return SHAPES.get(shape, {}).get(part.select.field)


# fmt: off
TRIALS = {
    #              run with the text        and what is allowed
    "duration":  ("duration(it.text)",      "write hours, minutes or seconds: duration('720h')"),
    "timestamp": ("timestamp(it.text)",     "write timestamp('2026-03-01T00:00:00Z')"),
    "matches":   ("''.matches(it.text)",    "see RE2's syntax of regular expressions"),
}
ZONED = ("timestamp(0).getHours(it.text)",  "write a zone such as 'Europe/Berlin'")
# fmt: on


def _nested(tree: Tree, part: Any) -> Found:
    """Find loops in loops in loops, which take more steps than any rule has."""
    if part.HasField("loop") and _depth(part) == LOOPS + 1:
        yield (
            tree.place(part),
            f"goes through a list {LOOPS + 1} deep: at most {LOOPS}, for_each goes through another",
        )


def _depth(part: Any) -> int:
    inner = max((_depth(one) for one in inside_of(part)), default=0)
    return inner + int(part.HasField("loop"))


def _unreadable(tree: Tree, part: Any) -> Found:
    """Find texts that the function they are handed to cannot read."""
    name = part.call.function
    trial = ZONED if name.startswith("get") else TRIALS.get(name)
    for one in _texts(part.call.args) if trial else ():
        text = one.constant.text[0]
        if trial and _fails(trial[0], text):
            yield tree.place(one), f"{name}(…) cannot read “{text}”: {trial[1]}"


def _fails(trial: str, text: str) -> bool:
    tried = plain().compile(trial).eval(data={"it": {"text": text}})
    return bool(tried.type().name() == "ERROR")


QUESTIONS: tuple[Callable[[Tree, Any], Found], ...] = (
    _mixed,
    _built,
    _null,
    _whole,
    _always_there,
    _never_said,
    _empty,
    _nested,
    _unreadable,
)
