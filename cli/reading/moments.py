"""Moments, days and spans of time, as people type them after an option.

A moment says its zone, or it is read by the clocks by which moments are shown to whoever types it:
`--zone`, their own zone in the people directory, or `zone` in the settings.
A place in a history is a moment that has been, or the number of an entry.
An option given as an empty text takes back what the record says.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from cli.everywhere import desk_of
from documents import moments
from policies.file.durations import duration_from
from states.errors import InvalidError
from states.values import value

NOW = "now"
_ANY_LENGTH = "a span such as 14d, or a moment such as 2026-03-01T09:30Z"


@value
class Clock:
    """What time it is (UTC), and in which zone people read their clocks, where that was said."""

    now: datetime
    zone: ZoneInfo | None = None

    def moment(self, written: str) -> datetime:
        """Read a moment, as UTC; raises `ValueError` with how to write it."""
        if written == NOW:
            return self.now
        if self.zone is None and _is_local(written):
            raise ValueError(
                f"“{written}” has no time zone; end it with Z or +01:00, "
                "or say whose clock it is: --zone Europe/Berlin"
            )
        return moments.moment_from(written, self.zone)

    def day(self, written: str) -> date:
        """Read a day, or a span from today; raises `ValueError` with how to write one."""
        span = _span_for(written)
        if span is None:
            return moments.day_from(written)
        return (self.now.astimezone(self.zone or UTC) + span).date()

    def end(self, written: str) -> datetime:
        """Read when something ends: a span from now, a moment, or a day, which still counts."""
        span = _span_for(written)
        if span is not None:
            return self.now + span
        if not _is_day(written):
            return self.moment(written)
        if self.zone is None:
            raise ValueError(f"“{written}” has no time zone; write {_ANY_LENGTH}")
        after = moments.day_from(written) + timedelta(days=1)
        return datetime.combine(after, time(), self.zone).astimezone(UTC)


def _is_local(written: str) -> bool:
    try:
        return not _is_day(written) and datetime.fromisoformat(written).tzinfo is None
    except ValueError:
        return False


def _is_day(written: str) -> bool:
    try:
        return bool(moments.day_from(written))
    except ValueError:
        return False


def _span_for(written: str) -> timedelta | None:
    try:
        return duration_from(written)
    except ValueError:
        return None


class Written(click.ParamType[Any, str]):
    """An option's value as a person writes it, read by the clock of this call."""

    def __init__(self, name: str, read: Callable[[Clock, str], Any]) -> None:
        """Take what help calls it, and who reads it."""
        self.name = name
        self._read = read

    def convert(self, value: str, param: Any, ctx: Any) -> Any:
        """Read it; raises `InvalidError` naming the option."""
        app = desk_of(ctx)
        try:
            return self._read(Clock(app.now, app.clock), value)
        except (ValueError, OverflowError) as error:
            raise InvalidError(
                f"{_called(param)}: {error}", f"{ctx.command_path} --help has an example"
            ) from error


def _called(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else str(param.metavar or param.name)


def _moment(clock: Clock, written: str) -> datetime | str:
    return written and clock.moment(written)


def _place(clock: Clock, written: str) -> datetime | int:
    if written.isdecimal():
        return int(written)
    moment = clock.moment(written)
    if moment > clock.now:
        raise ValueError(f"“{written}” is still to come; now it is {clock.now:%Y-%m-%d %H:%M} UTC")
    return moment


def _day(clock: Clock, written: str) -> date | str:
    return written and clock.day(written)


MOMENT = Written("time", _moment)
PLACE = Written("time|entry", _place)
DAY = Written("date", _day)
END = Written("end", Clock.end)
