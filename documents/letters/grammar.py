"""What a template of one's own may say, as tables: all that is in them comes to an end, and soon.

A worker writes letters with the thread that would send others. Nothing here calls itself, goes
through more than there is, or makes of a text a longer one; whatever goes round is counted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.filters import FILTERS

LONGEST = 32_768
"""Characters of a template."""

DEEPEST = 3
"""Loops in one another: incidents, the matters of each, and the lines of one."""

ROUNDS = 20_000
WRITTEN = 500_000
"""Pieces, and characters, that a template may write: a letter of hundreds of matters has half."""

SAYS = (
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
    nodes.Test,
    nodes.Call,
    nodes.Keyword,
)

SIGNS: Mapping[type[nodes.Node], str] = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
    nodes.Concat: "~",
}

METHODS = ("splitlines", "strip", "lower", "upper", "startswith", "endswith", "strftime", "date")
"""What is called: each gives no more than it was given."""


def joined(parts: Sequence[object], between: str = "") -> str:
    """Join what is in a list; never the letters of a text, which would grow by it."""
    if isinstance(parts, str):
        raise TypeError("join takes a list, and was given a text")
    size = sum(len(str(one)) + len(between) for one in parts)
    if size > WRITTEN:
        raise ValueError(f"join would make a text of {size:,} characters, at most {WRITTEN:,}")
    return between.join(map(str, parts))


AS_THEY_COME = (
    *("capitalize", "count", "default", "first", "last", "length", "lower"),
    *("title", "trim", "truncate", "upper"),
)
FILTERS_KNOWN: Mapping[str, Callable[..., Any]] = {
    **{name: FILTERS[name] for name in AS_THEY_COME},
    "join": joined,
}


class UnfitError(ValueError):
    """A template says what it may not, in a line."""

    def __init__(self, what: str, allowed: str, lineno: int | None = None) -> None:
        """Say what it says, and what it may say instead."""
        super().__init__(f"{what}; {allowed}")
        self.lineno = lineno


def fit(environment: Environment, text: str, name: str) -> Template:
    """Read a template, each round of whose loops writes a piece, be it an empty one.

    Raises:
        UnfitError: it says what a template may not.
        TemplateSyntaxError: it is no template at all.
    """
    if len(text) > LONGEST:
        raise UnfitError(f"it has {len(text):,} characters", f"at most {LONGEST:,} are read")
    tree = environment.parse(text, name)
    for fault in _faults(tree):
        raise fault
    for loop in tree.find_all(nodes.For):
        loop.body.append(nodes.Output([nodes.TemplateData("")], lineno=loop.lineno))
    return environment.from_string(tree)


def written(template: Template, words: Mapping[str, Any]) -> str:
    """Write a text piece by piece; raises `UnfitError` where it does not come to an end."""
    pieces: list[str] = []
    size = 0
    for piece in template.generate(words):
        pieces.append(piece)
        size += len(piece)
        if size > WRITTEN:
            raise UnfitError("it writes without end", f"at most {WRITTEN:,} characters are sent")
        if len(pieces) > ROUNDS:
            raise UnfitError("it goes round without end", f"at most {ROUNDS:,} pieces are written")
    return "".join(pieces)


def _faults(node: nodes.Node, loops: int = 0) -> Iterator[UnfitError]:
    deeper = loops + isinstance(node, nodes.For)
    for child in node.iter_child_nodes():
        for what, allowed in _wrong_with(child, deeper):
            yield UnfitError(what, allowed, child.lineno)
        yield from _faults(child, deeper)


def _wrong_with(node: nodes.Node, loops: int) -> Iterator[tuple[str, str]]:
    match node:
        case nodes.For() if loops == DEEPEST:
            yield "a loop is too deep in others", f"at most {DEEPEST} are in one another"
        case nodes.For(recursive=True):
            yield "a loop calls itself", "write a second one in it"
        case nodes.For(test=nodes.Node()):
            yield "a loop has an “if” of its own", "write it into the loop"
        case nodes.Filter(name=name) if name not in FILTERS_KNOWN:
            yield f"there is no filter “{name}”", f"there are {_listed(FILTERS_KNOWN)}"
        case nodes.Call(node=called) if not _is_method(called):
            yield f"{_name_of(called)}() is not called", f"there are {_listed(METHODS)}"
        case _ if type(node) in SIGNS:
            yield f"“{SIGNS[type(node)]}” is not reckoned", "write both one after the other"
        case _ if not isinstance(node, SAYS):
            yield f"“{type(node).__name__.lower()}” is not known", "there are if, for and set"
        case _:
            pass


def _is_method(called: nodes.Node) -> bool:
    return isinstance(called, nodes.Getattr) and called.attr in METHODS


def _name_of(called: nodes.Node) -> str:
    return str(getattr(called, "attr", None) or getattr(called, "name", "what stands there"))


def _listed(names: Mapping[str, object] | Sequence[str]) -> str:
    return ", ".join(sorted(names))
