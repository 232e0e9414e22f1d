"""Who sends commands in these tests, and what they say."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from activities.delivery.parcels import Landed, Parcel, Writer
from states.addressing import addressed
from states.commands import Command, Open
from states.envelope import Actor, Envelope
from states.people import Directory, Person
from states.record.context import Context, Severity
from states.record.deadlines import Notice

PEOPLE = Directory(
    {
        person.id: person
        for person in (
            Person("ana", manager="mia", roles=("engineer",)),
            Person("ben", manager="mia", roles=("engineer",)),
            Person("fay", manager="rob", roles=("facilitator",)),
            Person("mia", manager="rob", roles=("manager",)),
            Person("rob", roles=("director", "operator")),
            Person("sam", manager="rob", roles=("service-owner", "sre-lead")),
        )
    }
)


class Outbox:
    """A courier that remembers."""

    def __init__(self) -> None:
        self.sent: list[Notice] = []

    def now(self) -> datetime:
        return datetime.now(UTC)

    def parcel_for(self, notice: Notice, now: datetime) -> Parcel:
        return Parcel(notice.key, (notice,), notice.tries)

    def deliver(self, parcel: Parcel, person: Person, write: Writer) -> Landed:
        self.sent.extend(parcel.notices)
        return Landed(("outbox",))

    def keys(self, incident: str) -> list[str]:
        return [one.key for one in self.sent if one.key.startswith(f"{incident}/")]


def envelope(incident: str, command: Command, by: str = "ana", name: str = "") -> Envelope:
    """Put a command in its envelope, under a fresh id unless one is given."""
    return addressed(incident, command, Actor(by), name or str(uuid4()))


def opening() -> Open:
    """Open an incident that passes its first gate and is an hour over."""
    now = datetime.now(UTC)
    return Open(
        Context(
            title="Checkout answers slowly",
            severity=Severity.SEV2,
            services=("checkout",),
            effect="One order in five fails.",
            started=now - timedelta(hours=3),
            detected=now - timedelta(hours=2),
            acknowledged=now - timedelta(hours=2),
            stabilized=now - timedelta(hours=1),
            commander="ana",
            facilitator="fay",
            scribe="ben",
            decision_owner="mia",
            service_owner="sam",
        )
    )
