"""What lists show, one value a row; fields are named and ordered as the columns are."""

from datetime import date, datetime
from typing import NamedTuple

from states.record.deadlines import DeadlineKind


class IncidentRow(NamedTuple):
    """One incident in a list; times are UTC."""

    key: str
    title: str
    severity: str
    services: tuple[str, ...]
    phase: str
    entered: datetime | None
    opened: datetime | None
    stabilized: datetime | None
    facilitator: str
    commander: str
    next_gate: str
    gate_due: datetime | None
    due: datetime | None
    revision: int
    seq: int
    open: bool
    touched: datetime | None
    policy: str


class ActionRow(NamedTuple):
    """One action in a list."""

    incident: str
    id: str
    title: str
    owner: str
    due: date | None
    priority: str
    state: str
    ticket: str
    top: bool
    touched: datetime


class DeadlineRow(NamedTuple):
    """One thing owed by a moment (UTC)."""

    incident: str
    id: str
    kind: str
    subject: str
    due: datetime
    owner: str
    ladder: str

    @property
    def is_action(self) -> bool:
        """Tell whether it is an action that is owed."""
        return self.kind == DeadlineKind.ACTION.value


class PolicyRow(NamedTuple):
    """One policy and what became of it; `open` counts the open incidents pinned to it."""

    digest: str
    name: str
    version: str
    state: str
    at: datetime
    by: str
    agreed_by: str
    shadow_since: datetime | None
    open: int


class NoticeRow(NamedTuple):
    """One message to one person; `delivered` is empty until it has landed."""

    incident: str
    key: str
    to: str
    deadline: str
    rung: int
    at: datetime
    subject: str
    delivered: datetime | None
    channel: str
    due: datetime
    text: str
    since: str
    title: str
    settle: str
    why: str
    moment: datetime | None
    after: datetime | None
    bundled: bool
    tries: int
    at_once: bool
    pending: bool
    route: str
    letter: str
    doubtful: tuple[str, ...]
    failed: tuple[str, ...]
    undelivered: str
