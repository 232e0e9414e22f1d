"""Send one bulletin to one person, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.delivery.parcels import InVain, Landed, LaterError, Parcel
from activities.delivery.watch import Watch
from activities.options import ADDRESS_BULLETIN, SEND_BULLETIN
from activities.ports import Courier, PeopleShelf
from documents.bulletins.addressing import recipients
from documents.bulletins.digest import Owed, promises_of
from documents.bulletins.events import BulletinSent, BulletinUnsent, Event
from documents.bulletins.facts import Dispatch, Kind, Told, Week
from documents.bulletins.writing import Clock, digest_letter, key_of, review_letter
from documents.letter import Letter
from documents.reader import zone_of
from states.people import Directory, Person


class Overview(Protocol):
    """What is known over all incidents; each raises `UnreachableError`."""

    def owed(self) -> Sequence[Owed]:
        """List what is still owed in open incidents."""

    def week(self, since: datetime, until: datetime, people: Directory) -> Week:
        """Say what happened from one moment (UTC) to another, and what is late then."""


class BulletinShelf(Protocol):
    """Where it is kept who was sent which bulletin; each raises `UnreachableError`."""

    def sent(self, key: str) -> BulletinSent | None:
        """Find what became of a bulletin to one person; None where it is not sent yet."""

    def note(self, event: Event, now: datetime) -> None:
        """Write down what became of a bulletin, once."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """To whom bulletins go, as the settings name them; `zone` is for who has none of their own."""

    to: tuple[str, ...] = ()
    zone: str = "UTC"


class Bulletins:
    """Sends bulletins. It was given what is known, who there is, and the way to them."""

    def __init__(
        self,
        overview: Overview,
        shelf: BulletinShelf,
        people: PeopleShelf,
        courier: Courier,
        mailing: Mailing,
    ) -> None:
        """Take what a bulletin is made of, and how it gets to whom."""
        self._overview = overview
        self._shelf = shelf
        self._people = people
        self._courier = courier
        self._mailing = mailing

    @activity.defn(name=ADDRESS_BULLETIN, no_thread_cancel_exception=True)
    def address(self) -> tuple[str, ...]:
        """List who gets bulletins today, by id."""
        people = self._people.directory()
        return recipients(self._mailing.to, people, self._courier.now().date())

    @activity.defn(name=SEND_BULLETIN, no_thread_cancel_exception=True)
    def send(self, dispatch: Dispatch) -> Told:
        """Send a bulletin until somebody has taken it, and write down who.

        Raises:
            ApplicationError: nobody has yet; it is tried again.
        """
        key = key_of(dispatch)
        before = self._shelf.sent(key)
        if before:
            return Told(dispatch.to, before.channel)
        watch = Watch(self._courier.now())
        try:
            event = self._delivered(dispatch, key, watch)
        except LaterError as later:
            raise ApplicationError(
                str(later),
                type=LaterError.__name__,
                next_retry_delay=later.pause,
                category=ApplicationErrorCategory.BENIGN,
            ) from None
        self._shelf.note(event, watch.now)
        return _told(event)

    def _delivered(self, dispatch: Dispatch, key: str, watch: Watch) -> Event:
        person = self._people.directory().person_for(dispatch.to) or Person(dispatch.to)
        # A clock that can be moved is ahead of the one that all share.
        now = max(watch.now, dispatch.moment)
        letter = self._letter(dispatch, {}, now)

        def written(doubtful: Mapping[str, datetime]) -> Letter:
            return self._letter(dispatch, doubtful, now) if doubtful else letter

        came = self._courier.deliver(Parcel(key), person, written)
        named = (key, dispatch.kind, dispatch.moment, dispatch.to)
        match came:
            case Landed(channels, route, failed, doubtful):
                return BulletinSent(
                    *named,
                    subject=letter.subject,
                    channel="+".join(channels),
                    delivered=watch.now,
                    route=route,
                    doubtful=doubtful,
                    failed=failed,
                )
            case InVain(why):
                return BulletinUnsent(*named, why=why)

    def _letter(
        self, dispatch: Dispatch, doubtful: Mapping[str, datetime], now: datetime
    ) -> Letter:
        people = self._people.directory()
        zone = zone_of(people.person_for(dispatch.to), self._mailing.zone)
        clock = Clock(now, zone, tuple(doubtful))
        match dispatch.kind:
            case Kind.DIGEST:
                promises = promises_of(self._overview.owed(), people, now)
                return digest_letter(dispatch, promises, clock)
            case Kind.REVIEW:
                week = self._overview.week(dispatch.since, dispatch.moment, people)
                return review_letter(dispatch, week, clock)


def _told(event: Event) -> Told:
    match event:
        case BulletinSent(to=to, channel=channel):
            return Told(to, channel)
        case BulletinUnsent(to=to, why=why):
            return Told(to, why=why)
