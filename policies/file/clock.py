"""When people work and may be told, each in their own time zone (R73)."""

import re
from datetime import time
from enum import Enum
from typing import Annotated, Any, Self

from pydantic import (
    BeforeValidator,
    Field,
    WithJsonSchema,
    model_validator,
)

from policies.file.shape import Strict, WrittenDay, misfit, refusing
from states.calendar import Hours

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Weekday(Enum):
    """A day of the week; the first is Monday."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """Count from Monday, which is 0."""
        return [*Weekday].index(self)


def time_written(at: time) -> str:
    """Write a time of day as a policy file does."""
    return f"{at:%H:%M}"


def _time(written: object) -> time:
    if not isinstance(written, str) or not _TIME.fullmatch(written):
        raise ValueError(f"“{written}” is no time of day: write it in quotes, from 00:00 to 23:59")
    return time.fromisoformat(written)


def _repeats_itself(given: tuple[Any, ...]) -> bool:
    return len({*given}) < len(given)


TimeOfDay = Annotated[
    time,
    BeforeValidator(_time),
    WithJsonSchema({"type": "string", "format": "clock", "pattern": f"^{_TIME.pattern}$"}),
]
WorkingDays = Annotated[
    tuple[Weekday, ...],
    refusing("has no day: nobody could ever be told anything", lambda days: not days),
    refusing("names a day twice", _repeats_itself),
]
Holidays = Annotated[tuple[WrittenDay, ...], refusing("names a day twice", _repeats_itself)]


class QuietLine(Strict):
    """From when until when nobody is told, every day."""

    from_: TimeOfDay = Field(alias="from")
    to: TimeOfDay

    @model_validator(mode="after")
    def _end(self) -> Self:
        if self.from_ == self.to:
            raise misfit("to", f"{time_written(self.to)} is when they begin: say when they end")
        return self


class ClockTerms(Strict):
    """Working days, quiet hours and the hour of the one message a day, by everybody's own clock.

    `holidays` are free for everybody, beside the public ones where a person is. Nobody is told in
    `quiet` hours or on a free day. Without `digest`, each message comes as soon as it may.
    """

    working_days: WorkingDays = tuple(Weekday)
    holidays: Holidays = ()
    quiet: QuietLine | None = None
    digest: TimeOfDay | None = None

    @property
    def nightly(self) -> tuple[time, time] | None:
        """Say from when until when nobody is told."""
        return (self.quiet.from_, self.quiet.to) if self.quiet else None

    @model_validator(mode="after")
    def _wake_for_the_digest(self) -> Self:
        asleep = Hours(quiet=self.nightly)
        if self.quiet and self.digest and asleep.is_quiet(self.digest):
            begins, ends = (time_written(one) for one in (self.quiet.from_, self.quiet.to))
            told = f"{time_written(self.digest)} lies in the quiet hours, {begins} to {ends}"
            raise misfit("digest", told)
        return self
