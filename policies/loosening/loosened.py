"""One thing in which a policy asks less, in words."""

from datetime import timedelta
from typing import Any

from policies.file.durations import written
from policies.file.lines import When
from policies.file.model import (
    RungLine,
)
from states.values import value

WORDS = {None: "none", True: "true", False: "false"}


@value
class Loosened:
    """What asks less, what it comes to now, and what it was before.

    It is called by the id of its check, or by its keys in the file.
    """

    what: str
    now: str
    before: str


def said(given: Any) -> str:
    """Write a value of a policy as its file does."""
    match given:
        case None | bool():
            return WORDS[given]
        case timedelta():
            return written(given)
        case tuple():
            return f"[{', '.join(map(said, given))}]"
        case When():
            keys = ((key, getattr(given, key)) for key in When.model_fields)
            return f"{{{', '.join(f'{key}: {said(one)}' for key, one in keys if one)}}}"
        case RungLine():
            repeat = f", repeat: {said(given.repeat)}" if given.repeat else ""
            return f"{{at: {said(given.at)}, notify: {said(given.notify)}{repeat}}}"
        case _:
            return str(getattr(given, "value", given))


def is_narrower(now: When | None, before: When | None) -> bool:
    """Tell whether fewer incidents are meant than before."""
    ours, theirs = now or When(), before or When()
    return any(_leaves_out(getattr(ours, key), getattr(theirs, key)) for key in When.model_fields)


def _leaves_out(now: tuple[object, ...], before: tuple[object, ...]) -> bool:
    return bool(now) and not (before and {*before} <= {*now})
