"""What a compiled condition is made of, as the library writes it down.

The library has no way to walk an expression, but it can serialize one, in a format that is
published (cel/expr/syntax.proto and checked.proto). `FORMAT` is the part of it that we read.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from google.protobuf.any_pb2 import Any as Wrapped
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass

from states.values import value

TEXT = FieldDescriptorProto.TYPE_STRING
WHOLE = FieldDescriptorProto.TYPE_INT64
SHORT = FieldDescriptorProto.TYPE_INT32
FLAG = FieldDescriptorProto.TYPE_BOOL
MANY = FieldDescriptorProto.LABEL_REPEATED
ONE = FieldDescriptorProto.LABEL_OPTIONAL
A_TEXT = 5
"""What the format calls the type of a text."""

# fmt: off
FORMAT: dict[str, tuple[tuple[Any, ...], ...]] = {
    #               number  field         type, or message  how many
    "CheckedExpr": ((3,     "types",      "TypeOf",         MANY),
                    (4,     "root",       "Expr",           ONE),
                    (5,     "source",     "Source",         ONE)),
    "TypeOf":      ((1,     "key",        WHOLE,            ONE),
                    (2,     "value",      "Type",           ONE)),
    "Type":        ((1,     "dyn",        "Nothing",        ONE),
                    (3,     "primitive",  SHORT,            ONE),
                    (6,     "list",       "ListOf",         ONE),
                    (7,     "map",        "MapOf",          ONE),
                    (9,     "message",    TEXT,             ONE)),
    "ListOf":      ((1,     "element",    "Type",           ONE),),
    "MapOf":       ((2,     "element",    "Type",           ONE),),
    "Nothing":     (),
    "Source":      ((4,     "positions",  "Position",       MANY),),
    "Position":    ((1,     "key",        WHOLE,            ONE),
                    (2,     "value",      SHORT,            ONE)),
    "Expr":        ((2,     "id",         WHOLE,            ONE),
                    (3,     "constant",   "Constant",       ONE),
                    (4,     "ident",      "Ident",          ONE),
                    (5,     "select",     "Select",         ONE),
                    (6,     "call",       "Call",           ONE),
                    (7,     "list",       "List",           ONE),
                    (8,     "struct",     "Struct",         ONE),
                    (9,     "loop",       "Loop",           ONE)),
    # Only one of these is there, and then even if it is empty: read as lists, that shows.
    "Constant":    ((1,     "null",       WHOLE,            MANY),
                    (6,     "text",       TEXT,             MANY)),
    "Ident":       ((1,     "name",       TEXT,             ONE),),
    "Select":      ((1,     "operand",    "Expr",           ONE),
                    (2,     "field",      TEXT,             ONE),
                    (3,     "asks",       FLAG,             ONE)),
    "Call":        ((1,     "target",     "Expr",           ONE),
                    (2,     "function",   TEXT,             ONE),
                    (3,     "args",       "Expr",           MANY)),
    "List":        ((1,     "elements",   "Expr",           MANY),),
    "Struct":      ((1,     "name",       TEXT,             ONE),
                    (2,     "entries",    "Entry",          MANY)),
    "Entry":       ((3,     "key",        "Expr",           ONE),
                    (4,     "value",      "Expr",           ONE)),
    "Loop":        ((1,     "variable",   TEXT,             ONE),
                    (2,     "range",      "Expr",           ONE),
                    (4,     "start",      "Expr",           ONE),
                    (5,     "condition",  "Expr",           ONE),
                    (6,     "step",       "Expr",           ONE),
                    (7,     "result",     "Expr",           ONE)),
}
# fmt: on


@value
class Tree:
    """A condition, taken apart: its expression, the message types, and where each part stands."""

    root: Any
    messages: dict[int, str]
    mixed: frozenset[int]
    texts: frozenset[int]
    positions: dict[int, int]

    def place(self, expr: Any) -> int:
        """Return how many characters stand before an expression."""
        return self.positions.get(expr.id, 0)

    def message(self, expr: Any) -> str:
        """Name the message type that an expression is of, or a list of; empty for any other."""
        return self.messages.get(expr.id, "")


def tree_of(checked: Any) -> Tree:
    """Take apart what the library compiled."""
    packed = Wrapped.FromString(checked.serialize())
    read = _reader().FromString(packed.value)
    return Tree(
        root=read.root,
        messages={one.key: _message(one.value) for one in read.types},
        mixed=frozenset(one.key for one in read.types if one.value.HasField("dyn")),
        texts=frozenset(one.key for one in read.types if one.value.primitive == A_TEXT),
        positions={one.key: one.value for one in read.source.positions},
    )


def _message(kind: Any) -> str:
    while not kind.message and (kind.HasField("list") or kind.HasField("map")):
        kind = kind.list.element if kind.HasField("list") else kind.map.element
    return str(kind.message)


def parts(expr: Any) -> Iterator[Any]:
    """List an expression and everything inside it, outside first."""
    yield expr
    for inside in inside_of(expr):
        yield from parts(inside)


def inside_of(expr: Any) -> Iterator[Any]:
    """List what an expression is made of."""
    for name, *fields in _BELOW:
        if expr.HasField(name):
            held = getattr(expr, name)
            for field in fields:
                found = getattr(held, field)
                yield from found if field in _SEVERAL else _there(held, field, found)
            for entry in held.entries if name == "struct" else ():
                yield from (entry.key, entry.value)


def _there(held: Any, field: str, found: Any) -> Iterator[Any]:
    if held.HasField(field):
        yield found


_SEVERAL = frozenset({"args", "elements"})
_BELOW = (
    ("select", "operand"),
    ("call", "target", "args"),
    ("list", "elements"),
    ("struct",),
    ("loop", "range", "start", "condition", "step", "result"),
)


@cache
def _reader() -> Any:
    pool, file = DescriptorPool(), FileDescriptorProto(name="tree.proto", syntax="proto3")
    for name, fields in FORMAT.items():
        message = file.message_type.add(name=name)
        for number, field, kind, label in fields:
            of = {"type_name": f".{kind}"} if isinstance(kind, str) else {"type": kind}
            message.field.add(name=field, number=number, label=label, **of)
    pool.Add(file)
    return GetMessageClass(pool.FindMessageTypeByName("CheckedExpr"))
