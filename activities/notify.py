"""Tell one person one thing, until it lands or every way was tried in vain."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.delivery.parcels import InVain, Landed, LaterError, Parcel
from activities.delivery.watch import Watch
from activities.options import NOTIFY
from activities.ports import Courier, PeopleShelf
from documents.letter import Letter
from documents.letters.composing import letter_of
from documents.letters.wording import BUILT_IN, Wording
from states.calendar import zone_named
from states.commands import ConfirmNotice
from states.people import Person
from states.record.deadlines import Notice, Untold


class Notify:
    """Delivers notices. It was given a courier, the people directory, and the words."""

    def __init__(self, courier: Courier, people: PeopleShelf, wording: Wording = BUILT_IN) -> None:
        """Take the way to reach people, who they are, and how a letter is worded."""
        self._courier = courier
        self._people = people
        self._wording = wording

    @activity.defn(name=NOTIFY, no_thread_cancel_exception=True)
    def notify(self, notice: Notice) -> ConfirmNotice:
        """Deliver a notice, and say by which channels and when (UTC), or why by none.

        Raises:
            ApplicationError: neither yet; it is tried again when that may help.
        """
        try:
            return self._told(notice)
        except LaterError as later:
            raise _asked_again_in(later.pause, later) from None

    def _told(self, notice: Notice) -> ConfirmNotice:
        person = self._people.directory().person_for(notice.to) or Person(notice.to)
        watch = Watch(self._courier.now())
        # A clock that can be moved is ahead of the one that all share.
        now = max(watch.now, notice.after or notice.at)
        parcel = self._courier.parcel_for(notice, now)
        if isinstance(parcel, Untold):
            return ConfirmNotice(notice.key, delivered=watch.now, untold=parcel)
        at_home = now.astimezone(zone_named(person.zone))
        write = partial(_written, parcel=parcel, now=at_home, wording=self._wording)
        came = self._courier.deliver(parcel, person, write)
        return _confirmed(notice, parcel, came, watch.now)


def _written(
    doubtful: Mapping[str, datetime],
    *,
    parcel: Parcel,
    now: datetime,
    wording: Wording,
) -> Letter:
    return letter_of(parcel.notices, now=now, key=parcel.key, doubtful=doubtful, wording=wording)


def _confirmed(
    notice: Notice, parcel: Parcel, came: Landed | InVain, now: datetime
) -> ConfirmNotice:
    letter = parcel.key if parcel.key != notice.key else ""
    match came:
        case Landed(channels, route, failed, doubtful):
            taken = "+".join(channels)
            return ConfirmNotice(notice.key, taken, now, route, letter, doubtful, failed)
        case InVain(why, failed, doubtful):
            return ConfirmNotice(notice.key, "", now, "", letter, doubtful, failed, undelivered=why)


def _asked_again_in(pause: timedelta, later: LaterError) -> ApplicationError:
    # An ordinary wait: it is no failure that somebody should see a traceback of.
    return ApplicationError(
        str(later),
        type=LaterError.__name__,
        next_retry_delay=pause,
        category=ApplicationErrorCategory.BENIGN,
    )
