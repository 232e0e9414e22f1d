"""Tell one person one thing, until it lands."""

from datetime import UTC, datetime

from temporalio import activity

from activities.options import NOTIFY
from activities.ports import Channel, PeopleShelf
from states.commands import ConfirmNotice
from states.people import Person
from states.record.deadlines import Notice


class Notify:
    """Delivers notices. It was given the channel and the people directory."""

    def __init__(self, channel: Channel, people: PeopleShelf) -> None:
        """Take the way to reach people, and who they are."""
        self._channel = channel
        self._people = people

    @activity.defn(name=NOTIFY, no_thread_cancel_exception=True)
    def notify(self, notice: Notice) -> ConfirmNotice:
        """Deliver a notice, and say by which channel and when (UTC)."""
        person = self._people.directory().person_for(notice.to) or Person(notice.to)
        self._channel.send(notice, person)
        return ConfirmNotice(notice.key, self._channel.name, datetime.now(UTC))
