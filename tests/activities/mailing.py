"""A post office for tests of bulletins: what was sent, what is written down, what is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from threading import Lock

from activities.delivery.parcels import InVain, Landed, LaterError, Parcel, Writer
from documents.bulletins.digest import Owed
from documents.bulletins.events import BulletinSent, Event
from documents.bulletins.facts import Learnt, Week
from documents.letter import Letter
from states.people import Directory, Person
from states.record.actions import ActionState
from states.record.deadlines import Notice

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = Directory(
    {one.id: one for one in (Person("ana", roles=("manager",)), Person("ben"), Person("mia"))}
)
REHEARSE = Owed("INC-42", "A2", "Rehearse", "ana", date(2026, 2, 27), "P1", ActionState.OPEN)


class Everything:
    """One late action, and a week in which one thing was learnt; it remembers which week."""

    def __init__(self) -> None:
        self.weeks: list[tuple[datetime, datetime]] = []

    def owed(self) -> Sequence[Owed]:
        return (REHEARSE,)

    def week(self, since: datetime, until: datetime, people: Directory) -> Week:
        self.weeks.append((since, until))
        return Week(since, until, learnt=(Learnt("INC-42", "L1", "Brokers retry."),))


@dataclass
class Shelf:
    """Every event, each key once."""

    events: list[Event] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def sent(self, key: str) -> BulletinSent | None:
        found = (one for one in self.events if isinstance(one, BulletinSent) and one.key == key)
        return next(found, None)

    def note(self, event: Event, now: datetime) -> None:
        with self._lock:
            if event.key not in [one.key for one in self.events]:
                self.events.append(event)


@dataclass
class Post:
    """A courier that remembers: first it asks to come back so often, or never arrives at all."""

    later: int = 0
    vain: frozenset[str] = frozenset()
    doubtful: tuple[str, ...] = ()
    letters: list[Letter] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def parcel_for(self, notice: Notice, now: datetime) -> Parcel:
        raise AssertionError("a bulletin is no notice")

    def deliver(self, parcel: Parcel, person: Person, write: Writer) -> Landed | InVain:
        if self.later:
            self.later -= 1
            raise LaterError(parcel.key, timedelta(seconds=0.1))
        if person.id in self.vain:
            return InVain("mailto: no such host", ("mailto",))
        self.letters.append(write(dict.fromkeys(self.doubtful, NINE)))
        return Landed(("mailto", "slack"), "default", ("json",), self.doubtful)

    def names(self) -> list[str]:
        return sorted(one.key for one in self.letters)


@dataclass
class Staff:
    """The people directory."""

    everybody: Iterable[Person] = tuple(PEOPLE.people.values())

    def directory(self) -> Directory:
        return Directory({one.id: one for one in self.everybody})
