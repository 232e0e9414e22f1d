"""A policy file in order: keys as the models have them, even spacing, every comment kept.

What stands on lines of its own moves as lines, see `policies.file.moving`, so that a comment stays
with what it is about; what stands within braces moves as values. The file says the same then.
"""

import io
import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from documents.positions import Path
from documents.strict_yaml import load
from policies.file.moving import children, moved
from policies.file.order import ordered
from states.errors import InvalidError

WIDTH = 10_000
_BLANKS = re.compile(r"\n{3,}")


def tidied(text: str, name: str) -> str:
    """Return `text` in order.

    Raises:
        InvalidError: it is no strict YAML, or it would not say the same in order.
    """
    meaning = load(text, name)
    tree = _tree(moved(text.replace("\r\n", "\n"), _tree))
    _order_braces(tree, ())
    new = _BLANKS.sub("\n\n", _written(tree)).strip("\n") + "\n"
    if load(new, name) != meaning or _comments(new) != _comments(text):
        raise InvalidError(
            f"{name}: it cannot be put in order without changing what it says",
            "put it in order by hand",
        )
    return new


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _tree(text: str) -> Any:
    return _yaml().load(text)


def _written(tree: Any) -> str:
    stream = io.StringIO()
    _yaml().dump(tree, stream)
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def _comments(text: str) -> list[str]:
    return sorted(line.partition("#")[2].strip() for line in text.split("\n") if "#" in line)


def _order_braces(node: Any, path: Path) -> None:
    for below, one in children(node, path):
        _order_braces(one, below)
    if isinstance(node, CommentedMap) and node.fa.flow_style():
        for key in ordered([*node], path):
            node.move_to_end(key)
