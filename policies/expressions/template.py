"""Messages with places for facts, such as “Factor {it.id} cites no evidence”.

A place holds one field of what the rule is about, and a misspelt one is a mistake of the file.
"""

import re
import shlex
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from policies.expressions.shapes import INCIDENT, LISTS, SHAPES, Field, Sort
from policies.expressions.slips import Slip
from policies.language.wording import listed, meant, moment, shortened
from states.values import value

COUNTED = {name: Field(Sort.WHOLE) for name in ("count", "at_least", "at_most")}

_PLACE = re.compile(r"\{([^{}]*)\}|[{}]")


@value
class Template:
    """A message that is filled in for each item, and the fields that it names."""

    text: str
    fields: Mapping[str, Field]

    def filled(self, facts: Mapping[str, Any]) -> str:
        """Say it of these facts."""
        return _PLACE.sub(lambda place: self._said(place[1], facts), self.text)

    def command(self, facts: Mapping[str, Any]) -> str:
        """Say it as a command line, in which no fact is read as more than one word."""
        return _PLACE.sub(lambda place: shlex.quote(self._said(place[1], facts)), self.text)

    def _said(self, name: str, facts: Mapping[str, Any]) -> str:
        found: Any = facts
        for step in name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        return "…" if found is None else _shown(found, self.fields[name])


def template_from(
    text: str, for_each: str = "", *, counts: bool = False
) -> Template | tuple[Slip, ...]:
    """Read a message, or say everything that is wrong with it."""
    places = [*_PLACE.finditer(text)]
    roots = {"incident": INCIDENT, **(COUNTED if counts else {"it": _it(for_each)})}
    fields = {one[1]: _field(one[1] or "", roots) for one in places}
    mistakes = tuple(
        Slip(one.start(), wrong) for one in places if isinstance(wrong := fields[one[1]], str)
    )
    known = {name: one for name, one in fields.items() if isinstance(one, Field)}
    return mistakes or Template(text, known)


def _field(name: str, known: Mapping[str, Field]) -> Field | str:
    """Find what a place stands for, or say why it stands for nothing."""
    at = Field(Sort.GROUP)
    for step in name.split("."):
        if at.many or step not in known:
            return _nothing(name, step, known)
        at = known[step]
        known = SHAPES.get(at.shape, {})
    return at if at.sort is not Sort.GROUP else f"“{{{name}}}” is a group: name one field of it"


def _it(for_each: str) -> Field:
    return Field(Sort.GROUP, shape=LISTS[for_each].shape) if for_each else INCIDENT


def _nothing(name: str, step: str, known: Mapping[str, Field]) -> str:
    if not name:
        return "a brace holds the name of one field, as in {it.id}"
    return f"“{{{name}}}” stands for nothing{meant(step, known)}"


def _shown(found: Any, field: Field) -> str:
    match found:
        case datetime():
            return f"{found:%Y-%m-%d}" if field.sort is Sort.DAY else moment(found)
        case bool():
            return "yes" if found else "no"
        case list():
            return shortened(listed(found)) if found else "none"
        case _:
            return shortened(str(found))
