"""Moments, days and time zones as people write them down."""

import re
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from documents.complaints import shown
from states.spelling import did_you_mean

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_zones = cache(available_timezones)


def zone_from(written: object) -> ZoneInfo:
    """Find the time zone of that name; raises `ValueError` when there is none."""
    if written not in _zones():
        guess = did_you_mean(str(written), _zones()) or "; write one such as Europe/Berlin"
        raise ValueError(f"{shown(written)} is not a time zone{guess}")
    return ZoneInfo(str(written))


def day_from(written: object) -> date:
    """Read `2026-03-01`; raises `ValueError` saying what is wrong."""
    if not (isinstance(written, str) and _DAY.fullmatch(written)):
        raise ValueError(f"{shown(written)} is not a day; write 2026-03-01")
    return _in_calendar(written, written).date()


def moment_from(written: object, zone: ZoneInfo | None) -> datetime:
    """Read `2026-03-01T09:30`, in `zone` unless it says its offset, as UTC.

    Raises:
        ValueError: it is no moment, has no zone, or the zone's clocks show it twice or never.
    """
    parts = _MOMENT.fullmatch(written) if isinstance(written, str) else None
    if parts is None:
        raise ValueError(f"{shown(written)} is not a moment; write 2026-03-01T09:30Z")
    day, clock, offset = parts.groups("")
    moment = _in_calendar(f"{day}T{clock}{offset.replace('UTC', 'Z')}", written)
    try:
        return moment.astimezone(UTC) if offset else _in_zone(moment, zone)
    except OverflowError as error:
        raise ValueError(f"{shown(written)} is not in the calendar") from error


def _in_calendar(moment: str, written: object) -> datetime:
    try:
        return datetime.fromisoformat(moment)
    except ValueError as error:
        raise ValueError(f"{shown(written)} is not in the calendar: {error}") from error


def _in_zone(local: datetime, zone: ZoneInfo | None) -> datetime:
    clock = shown(f"{local:%Y-%m-%d %H:%M}")
    if zone is None:
        raise ValueError(
            f"{clock} has no time zone; end it with Z or +01:00, or give the file a `timezone`"
        )
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first < second:
        raise ValueError(f"{clock} happens twice in {zone}; end it with its offset, like +01:00")
    if first > second:
        raise ValueError(f"{clock} never happens in {zone}, whose clocks skip that hour")
    return first
