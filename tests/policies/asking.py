"""Asking one check about a record, and short ways to break a record."""

from datetime import datetime
from typing import Any

from policies.edition import Check
from states.people import Directory
from states.record.retrospective import Retrospective
from states.rules import Finding
from tests.builders import (
    NOON,
    PEOPLE,
    case_of,
    changed,
    complete_record,
    with_context,
    with_item,
)

COMPLETE = complete_record()


def found(
    check: Check, record: Retrospective, now: datetime = NOON, people: Directory = PEOPLE
) -> tuple[Finding, ...]:
    """Ask one check about a record."""
    return check(case_of(record, now, people))


def record_with(**fields: Any) -> Retrospective:
    """Take the complete record, with other fields."""
    return changed(COMPLETE, **fields)


def context_with(**fields: Any) -> Retrospective:
    """Take the complete record, with other fields in its context."""
    return with_context(COMPLETE, **fields)


def meeting_with(**fields: Any) -> Retrospective:
    """Take the complete record, with other fields in its meeting."""
    return changed(COMPLETE, meeting=changed(COMPLETE.meeting, **fields))


def item_with(item: str, **fields: Any) -> Retrospective:
    """Take the complete record, with other fields in one of its items."""
    return with_item(COMPLETE, item, **fields)
