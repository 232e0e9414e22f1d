"""One entry as an audit takes it: its events are read only where something depends on them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

Body = Mapping[str, Any]
"""An event as the entry has it, its texts put back."""


class Step(NamedTuple):
    """One entry: when (UTC), by whom, and what happened; an erased text reads `[erased]`."""

    seq: int
    at: datetime
    by: str
    events: tuple[Body, ...] = ()
    is_refusal: bool = False
    has_erased: bool = False
