"""The CEL library, and our types in it.

A condition is compiled against message types that are made of `SHAPES`, so that a misspelt
field is refused. It is run over plain maps, in which what nobody said has no key: messages
would answer with an empty text, and `it.owner != 'ana'` would be true of nobody.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from cel_expr_python import cel  # type: ignore[import-untyped]  # its stubs have no py.typed
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.timestamp_pb2 import DESCRIPTOR as TIMESTAMPS
from google.protobuf.timestamp_pb2 import Timestamp

from policies.expressions.shapes import LISTS, SHAPES, Field, Sort, variables

ROOM = "retro"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MOMENT = "google.protobuf.Timestamp"

# fmt: off
WIRE = {
    Sort.TEXT:    FieldDescriptorProto.TYPE_STRING,
    Sort.WHOLE:   FieldDescriptorProto.TYPE_INT64,
    Sort.DECIMAL: FieldDescriptorProto.TYPE_DOUBLE,
    Sort.FLAG:    FieldDescriptorProto.TYPE_BOOL,
    Sort.MOMENT:  FieldDescriptorProto.TYPE_MESSAGE,
    Sort.DAY:     FieldDescriptorProto.TYPE_MESSAGE,
    Sort.GROUP:   FieldDescriptorProto.TYPE_MESSAGE,
}
# fmt: on

# `dyn` and `type` would let a rule past the types; texts and lists that `map` builds from
# themselves grow without end within the budget, which counts steps and not bytes.
LANGUAGE = """
stdlib:
  exclude_macros: [map]
  exclude_functions: [{name: dyn}, {name: type}]
"""


@cache
def typed(for_each: str) -> Any:
    """Return the language of rules that go through `for_each`, with every type known."""
    types = {name: _type(one) for name, one in variables(for_each).items()}
    config = cel.NewEnvConfigFromYaml(LANGUAGE)
    return cel.NewEnv(descriptor_pool=_pool(), config=config, variables=types)


@cache
def plain() -> Any:
    """Return the language in which conditions run, over plain maps."""
    # Types that are known are taken in faster.
    facts = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
    of_lists = dict.fromkeys(LISTS, cel.Type.List(facts))
    return cel.NewEnv(
        variables={"it": facts, "incident": facts, "now": cel.Type.TIMESTAMP, **of_lists}
    )


def runnable(checked: Any) -> Any:
    """Make something that runs over plain maps of what was compiled against types."""
    return plain().deserialize(checked.serialize())


def handed_over(fact: Any) -> Any:
    """Return a fact in a form that the library takes, at any depth."""
    form = FORMS.get(fact.__class__)
    return form(fact) if form else fact


@lru_cache(4096)
def _moment(at: datetime) -> Timestamp:
    # The library takes a moment without a zone to be local, and refuses one inside a map.
    if at.tzinfo is None:
        raise ValueError(f"{at} names no time zone")
    return Timestamp(seconds=(at - EPOCH) // SECOND, nanos=at.microsecond * 1000)


FORMS: dict[type, Callable[[Any], Any]] = {
    datetime: _moment,
    dict: lambda facts: {name: handed_over(one) for name, one in facts.items()},
    list: lambda facts: [handed_over(one) for one in facts],
}


@cache
def _pool() -> DescriptorPool:
    pool, moments = DescriptorPool(), FileDescriptorProto()
    TIMESTAMPS.CopyToProto(moments)
    pool.Add(moments)
    pool.Add(_file())
    return pool


def _file() -> FileDescriptorProto:
    file = FileDescriptorProto(
        name=f"{ROOM}.proto", package=ROOM, syntax="proto3", dependency=[TIMESTAMPS.name]
    )
    for name, shape in SHAPES.items():
        message = file.message_type.add(name=name)
        for number, (field, kind) in enumerate(shape.items(), start=1):
            message.field.add(name=field, number=number, type=WIRE[kind.sort], **_more(kind))
    return file


def _more(kind: Field) -> dict[str, Any]:
    label = (
        FieldDescriptorProto.LABEL_REPEATED if kind.many else FieldDescriptorProto.LABEL_OPTIONAL
    )
    of = f".{_message(kind)}" if WIRE[kind.sort] == FieldDescriptorProto.TYPE_MESSAGE else None
    return {"label": label, "type_name": of}


def _message(kind: Field) -> str:
    return f"{ROOM}.{kind.shape}" if kind.sort is Sort.GROUP else MOMENT


def _type(kind: Field) -> Any:
    one = cel.Type.TIMESTAMP if kind.sort is Sort.MOMENT else cel.Type(_message(kind))
    return cel.Type.List(one) if kind.many else one
