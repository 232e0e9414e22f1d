"""How values stand in a column: times always in UTC, lists and deadlines as JSON text."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from states.codec import from_json, to_json
from states.record.deadlines import Deadline


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Write a moment in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Read a moment as UTC, whatever the session's zone is."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Verbatim(TypeDecorator[bytes]):
    """Bytes exactly as they were written.

    SQLite lets a forger leave text where bytes stood; it is read as bytes all the same, so
    that its hash can tell on it.
    """

    impl = LargeBinary
    cache_ok = True

    def process_result_value(self, value: bytes | str | None, _: Dialect) -> bytes | None:
        """Read bytes, whatever the column was made to hold."""
        return value.encode(errors="surrogateescape") if isinstance(value, str) else value


class Names(TypeDecorator[tuple[str, ...]]):
    """A short list of names, in order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _: Dialect) -> str:
        """Write the list as JSON."""
        return json.dumps(list(value or ()), ensure_ascii=False)

    def process_result_value(self, value: str | None, _: Dialect) -> tuple[str, ...]:
        """Read it back."""
        return tuple(json.loads(value or "[]"))


class KeptDeadline(TypeDecorator[Deadline]):
    """A deadline as the record has it, with the moments of its rungs."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Deadline | None, _: Dialect) -> str:
        """Write it as JSON."""
        return json.dumps(to_json(value), ensure_ascii=False) if value else ""

    def process_result_value(self, value: str | None, _: Dialect) -> Deadline | None:
        """Read it back; None where nothing was kept."""
        return from_json(Deadline, json.loads(value)) if value else None
