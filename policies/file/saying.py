"""A value of a policy, written as its file does."""

from datetime import time, timedelta
from typing import Any

from pydantic import BaseModel

from policies.file.clock import time_written
from policies.file.durations import written
from policies.file.shape import said_in
from states.calendar import Days

WORDS = {None: "none", True: "true", False: "false"}


def said(given: Any, key: str = "") -> str:
    """Write a value of a policy as its file does, under `key`."""
    match given:
        case None | bool():
            return WORDS[given]
        case timedelta() | Days():
            return written(given, key)
        case time():
            return time_written(given)
        case tuple():
            return f"[{', '.join(map(said, given))}]"
        case BaseModel():
            keys = ((name, one) for name, one in said_in(given) if not is_nothing(one))
            return f"{{{', '.join(f'{name}: {said(one, name)}' for name, one in keys)}}}"
        case _:
            return str(getattr(given, "value", given))


def is_nothing(given: object) -> bool:
    """Tell whether a key says nothing that would not go without saying."""
    return given is None or given is False or given in ((), "")
