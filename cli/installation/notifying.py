"""How people are told: by every address that is set, or in a file where none is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from activities.ports import Channel
from cli.installation.settings import Settings
from connectors.apprise_channel import channels_from
from connectors.log_channel import LogChannel
from states.errors import UnreachableError
from states.people import Person
from states.record.deadlines import Notice


@dataclass(frozen=True, slots=True)
class Together:
    """Several channels as one: a notice has landed when it has landed in each."""

    channels: Sequence[Channel]
    _landed: set[tuple[str, str]] = field(default_factory=set)

    @property
    def name(self) -> str:
        """Name them all: `mailto+slack`."""
        return "+".join(one.name for one in self.channels)

    def send(self, notice: Notice, person: Person) -> None:
        """Deliver one notice by each that has not taken it yet; a dead one holds up no other.

        Raises:
            UnreachableError: some of them did not take it; those are tried again.
        """
        failed = [error for one in self.channels if (error := self._tried(one, notice, person))]
        if failed:
            raise failed[0]
        self._landed.difference_update({(notice.key, one.name) for one in self.channels})

    def _tried(self, channel: Channel, notice: Notice, person: Person) -> UnreachableError | None:
        if (notice.key, channel.name) in self._landed:
            return None
        try:
            channel.send(notice, person)
        except UnreachableError as error:
            return error
        self._landed.add((notice.key, channel.name))
        return None


def channel_for(settings: Settings) -> Channel:
    """Choose how people are told; raises `InvalidError` for an address that makes no sense."""
    channels = channels_from(one.reveal() for one in settings.notify_urls)
    if not channels:
        return LogChannel(settings.home)
    return channels[0] if len(channels) == 1 else Together(channels)
