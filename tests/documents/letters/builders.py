"""Notices by hand."""

from datetime import UTC, datetime, timedelta

from states.record.deadlines import Notice

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

LATE = Notice(
    key="INC-42/action:A2/7/2.1/mia",
    to="mia",
    deadline="action:A2",
    rung=2,
    due=NOON - 3 * DAY,
    at=NOON,
    subject="INC-42 A2 “Rehearse broker changes” is not done",
    since="It was due 2026-02-27 12:00 UTC, 3 days ago",
    title="Orders were charged twice",
    settle="retro action done INC-42 A2 --evidence URL",
    why="It climbed to you: ana owns it",
    moment=NOON,
    after=NOON,
)
