"""A value that is supposed, read as a record file reads it; `+16d` counts from now."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from documents.intake import as_text
from policies.file.durations import duration_from
from policies.language.measurable import criterion_from
from states.codec import adapter_of
from states.errors import InvalidError
from states.record.actions import Criterion, Verification
from states.values import Day, Instant

Reader = Callable[[str, datetime | None], object]


def read_value(kind: Any, given: object, path: str, now: datetime | None) -> Any:
    """Read `given` as a value of `kind`; raises `InvalidError` that begins with `path`."""
    try:
        ready = READERS[kind](given, now) if isinstance(given, str) and kind in READERS else given
        return adapter_of(kind).validate_python(as_text(ready))
    except ValidationError as error:
        problems = "; ".join(_problem(one) for one in error.errors())
        raise InvalidError(f"{path}: {problems}") from error
    except ValueError as error:
        raise InvalidError(f"{path}: {error}") from error


def _instant(written: str, now: datetime | None) -> object:
    return written if not _is_relative(written) else _from_now(written, now)


def _day(written: str, now: datetime | None) -> object:
    return written if not _is_relative(written) else _from_now(written, now).date()


def _is_relative(written: str) -> bool:
    return written.startswith(("+", "-"))


def _from_now(written: str, now: datetime | None) -> datetime:
    if now is None:
        raise ValueError(f"“{written}” counts from now, and nobody says when that is")
    return now + duration_from(written)


def _criterion(sentence: str, _now: datetime | None) -> object:
    criterion = criterion_from(sentence)
    if criterion is None:
        raise ValueError(
            f"“{sentence}” cannot be measured; write “CI pass rate > 95 % for 30 days”"
        )
    return criterion


def _verification(sentence: str, now: datetime | None) -> object:
    return {"criterion": _criterion(sentence, now)}


READERS: Mapping[Any, Reader] = {
    Instant | None: _instant,
    Instant: _instant,
    Day | None: _day,
    Day: _day,
    Criterion: _criterion,
    Verification | None: _verification,
}


def _problem(one: Any) -> str:
    place = ".".join(str(step) for step in one["loc"])
    told = one["msg"].removeprefix("Value error, ")
    given = "" if isinstance(one["input"], dict) else f" (got {ascii(one['input'])[:80]})"
    return f"{place}: {told}{given}" if place else f"{told[0].lower()}{told[1:]}{given}"
