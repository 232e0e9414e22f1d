"""A notice and the person it is for."""

from dataclasses import replace
from datetime import UTC, datetime

from states.people import Person
from states.record.deadlines import Notice

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANA = Person("ana", name="Ana Lü", email="ana@example.com")
NOTICE = Notice(
    key="INC-42/action:A2/1/ana",
    to="ana",
    deadline="action:A2",
    rung=1,
    due=NOON,
    at=NOON,
    subject="A2 was due yesterday",
    text="“Page on <queue> depth” is still open.\nretro action done INC-42 A2",
)


def a_notice(*, key: str = NOTICE.key, subject: str = NOTICE.subject) -> Notice:
    """Build a notice that differs in these fields."""
    return replace(NOTICE, key=key, subject=subject)
