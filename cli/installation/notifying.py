"""How people are told: by every address that is set, or in a file where none is."""

from collections.abc import Sequence
from dataclasses import dataclass

from activities.ports import Channel
from cli.installation.settings import Settings
from connectors.apprise_channel import channels_from
from connectors.log_channel import LogChannel
from states.people import Person
from states.record.deadlines import Notice


@dataclass(frozen=True, slots=True)
class Together:
    """Several channels as one: a notice has landed when it has landed in each."""

    channels: Sequence[Channel]

    @property
    def name(self) -> str:
        """Name them all: `mailto+slack`."""
        return "+".join(one.name for one in self.channels)

    def send(self, notice: Notice, person: Person) -> None:
        """Deliver one notice by each; its key makes a second delivery recognisable.

        Raises:
            UnreachableError: one of them did not take it; all are tried again.
        """
        for one in self.channels:
            one.send(notice, person)


def channel_for(settings: Settings) -> Channel:
    """Choose how people are told; raises `InvalidError` for an address that makes no sense."""
    channels = channels_from(one.reveal() for one in settings.notify_urls)
    if not channels:
        return LogChannel(settings.home)
    return channels[0] if len(channels) == 1 else Together(channels)
