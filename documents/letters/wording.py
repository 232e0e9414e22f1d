"""The templates that letters are written by: ours, and those of who runs Retrogate.

A template of one's own takes the place of ours that has its name. One that fails, or does not come
to an end (`documents.letters.grammar`), never loses a letter: ours is used instead, and
`documents.letters.trying` tells why.
"""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from documents.letters.grammar import FILTERS_KNOWN, fit, written

NOTICE = "notice.txt.jinja"
DIGEST = "digest.txt.jinja"
TEMPLATES = (NOTICE, DIGEST)


class Wording:
    """Templates by name: own ones first, ours where they are missing or fail."""

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        """Take the texts of own templates, by name."""
        self.own = dict(own or {})
        self._read = {name: _read(name, text) for name, text in self.own.items()}

    def write(self, name: str, words: Mapping[str, Any]) -> str:
        """Write a text by the template of that name; never fails by one of somebody's own."""
        if name in self.own:
            # Whatever goes wrong in it: a letter that is worded otherwise is better than none.
            with suppress(Exception):
                return self.write_own(name, words)
        return _tidy(written(_built_in(name), words))

    def write_own(self, name: str, words: Mapping[str, Any]) -> str:
        """Write a text by somebody's own template; raises whatever goes wrong in it."""
        template = self._read[name]
        if isinstance(template, Exception):
            raise template
        text = _tidy(written(template, words))
        if not text:
            raise ValueError("it writes nothing")
        return text


@cache
def _built_in(name: str) -> Template:
    text = files("documents.letters").joinpath(name).read_text(encoding="utf-8")
    return fit(_environment(), text, name)


def _read(name: str, text: str) -> Template | Exception:
    """Read a template once; what is wrong with it is told whenever somebody would use it."""
    try:
        return fit(_environment(), text, name)
    except Exception as error:  # noqa: BLE001  # it is wrong in whatever way it likes
        return error


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # a letter is plain text
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.clear()
    environment.filters = {**FILTERS_KNOWN}
    return environment


def _tidy(text: str) -> str:
    """Return lines without blanks at their ends, and never two empty ones together."""
    kept: list[str] = []
    for line in text.split("\n"):
        bare = line.rstrip()
        if bare or (kept and kept[-1]):
            kept.append(bare)
    return "\n".join(kept).rstrip("\n")


BUILT_IN = Wording()
