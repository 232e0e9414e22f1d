"""Plain data as the YAML a person would have written.

What `strict_yaml` reads back is exactly what was written here.
Short text stands bare, long text is folded, and only what would be misread is quoted.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from documents.plain_text import UNSEEN
from documents.strict_yaml import meaning

WIDTH = 88
_BARE = re.compile(r"[\w(/“„«…<=+$.~](.*[^\s:])?")
_WORD = re.compile(r"[\w./@+-]+")
_MISREAD = re.compile(r": | #")
# A space that may become the end of a line: it stands alone between two words.
_GAP = re.compile(r"(?<=[^ ]) (?=[^ ])")


def dump(tree: Mapping[str, Any]) -> str:
    """Write a mapping of texts, numbers, true, false, lists and mappings."""
    blocks = ("\n".join(_entry(f"{key}:", one)) for key, one in tree.items())
    return "\n\n".join(blocks) + "\n" if tree else "{}\n"


def _entry(lead: str, given: Any) -> list[str]:
    """Write what follows `key:` or `-`, as lines of their own indent."""
    match given:
        case [] | {} if not given:
            return [f"{lead} {'[]' if isinstance(given, list) else '{}'}"]
        case dict():
            lines = [line for key, one in given.items() for line in _entry(f"{key}:", one)]
            return _hung(lines) if lead == "-" else [lead, *_indented(lines)]
        case list() if _stands_inline(given):
            return [f"{lead} [{', '.join(_on_a_line(one) for one in given)}]"]
        case list():
            return [lead, *_indented(line for one in given for line in _entry("-", one))]
        case str():
            first, *rest = _text(given)
            return [f"{lead} {first}", *_indented(rest)]
        case _:
            return [f"{lead} {json.dumps(given)}"]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _hung(lines: list[str]) -> list[str]:
    first, *rest = lines
    return [f"- {first}", *_indented(rest)]


def _stands_inline(items: list[Any]) -> bool:
    words = [one for one in items if isinstance(one, str) and _WORD.fullmatch(one)]
    return len(words) == len(items) and sum(len(one) + 2 for one in words) < WIDTH


def _text(text: str) -> list[str]:
    """Write a text: its first line goes after the key, the others below it."""
    lines = text.split("\n")
    if text != text.strip() or UNSEEN.search(text):
        return [_quoted(text)]
    if len(lines) == 1 and len(text) <= WIDTH:
        return [_on_a_line(text)]
    if max(map(len, lines)) > WIDTH and not any(_at_an_edge(line) for line in lines):
        return [">-", *_folded(lines)]
    return ["|-", *lines] if len(lines) > 1 else [_on_a_line(text)]


def _at_an_edge(line: str) -> bool:
    return line.startswith(" ") or line.endswith(" ")


def _on_a_line(text: str) -> str:
    bare = _BARE.fullmatch(text) and not _MISREAD.search(text) and isinstance(meaning(text), str)
    return text if bare else _quoted(text)


def _quoted(text: str) -> str:
    visible = json.dumps(text, ensure_ascii=False)
    return UNSEEN.sub(lambda char: f"\\u{ord(char[0]):04x}", visible)


def _folded(paragraphs: list[str]) -> list[str]:
    """Fill lines; where the text has n line ends, a folded text has one more."""
    filled: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        if number and paragraphs[number - 1]:
            filled.append("")
        filled.extend(_filled(paragraph))
    return filled


def _filled(paragraph: str) -> list[str]:
    lines = [""]
    for word in _GAP.split(paragraph):
        if lines[-1] and len(lines[-1]) + len(word) >= WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines
