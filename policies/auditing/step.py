"""One entry as an audit takes it: its events are read only where something depends on them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

Body = Mapping[str, Any]
"""An event as the entry has it."""

Read = Callable[[Body], Body]
"""Puts the texts of an event back; an erased one reads `[erased]`."""


def verbatim(body: Body) -> Body:
    """Return an event in which no text was sealed."""
    return body


class Step(NamedTuple):
    """One entry: when (UTC), by whom, and what happened."""

    seq: int
    at: datetime
    by: str
    events: tuple[Body, ...] = ()
    is_refusal: bool = False
    has_erased: bool = False
    read: Read = verbatim
