"""The HTML tags that people write into Markdown.

Anything else in angle brackets, such as `<host>`, is text somebody meant.
"""

import re

_ATTRIBUTE = re.compile(r"""\b(?:href|src)\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)
_NAMES = (
    "a abbr b big blockquote body br caption center cite code col colgroup dd del details div dl"
    " dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr html i img ins kbd li mark ol p pre q s"
    " samp section small span strike strong sub summary sup table tbody td tfoot th thead tr tt"
    " u ul var"
)
_TAG = re.compile(rf"</?(?:{'|'.join(_NAMES.split())})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TITLE = re.compile(r"^\s*(?:<details[^<>]*>\s*)?<(?:summary|h[1-6]|b|strong)\b", re.IGNORECASE)


def removed(text: str) -> str:
    """Take the tags out; a break becomes a line's end, a cell's end a gap."""
    return _TAG.sub("", _CELL.sub("  ", _BREAK.sub("\n", text)))


def addresses(text: str) -> list[str]:
    """List where the links and pictures in `text` lead."""
    return [link for tag in _TAG.findall(text) for link in _ATTRIBUTE.findall(tag)]


def is_title(line: str) -> bool:
    """Tell whether a line of HTML is set as a heading."""
    return bool(_TITLE.match(line))
