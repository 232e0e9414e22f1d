"""Texts as a terminal may show them: what would steer it is seen instead.

Colours and links that we mean are added after this, never before.
"""

import re

# Direction overrides let a text read differently from what it says; a lone surrogate cannot be
# written at all.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_PICTURES = 0x2400
_DELETE = 0x7F
_SPACE = 0x20


def visible(text: str) -> str:
    """Return `text` with its control characters shown; lines and tabs stay."""
    return _HIDDEN.sub(lambda found: _picture(ord(found[0])), text)


def one_line(text: str) -> str:
    """Return `text` as `visible` does, on one line."""
    return visible(_BREAKS.sub(" ", text))


def escaped(json_text: str) -> str:
    r"""Return JSON with its control characters as `\u001b`: it means what it meant."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)


def _picture(code: int) -> str:
    if code == _DELETE:
        return "␡"
    return chr(_PICTURES + code) if code < _SPACE else "�"
