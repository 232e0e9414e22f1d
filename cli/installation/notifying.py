"""How people are told: by every address that is set, or in a file where none is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from activities.ports import Channel
from cli.installation.settings import Settings
from connectors.apprise_channel import channels_from
from connectors.log_channel import LogChannel
from states.errors import UnreachableError
from states.people import Person
from states.record.deadlines import Notice


class Memory(Protocol):
    """Where it is kept which channel has taken which notice, whoever restarts."""

    def has_landed(self, notice: str, channel: str) -> bool:
        """Tell whether a channel has taken a notice; raises `UnreachableError`."""

    def note(self, notice: str, channel: str, at: datetime) -> None:
        """Write down that a channel has taken a notice; raises `UnreachableError`."""


@dataclass(frozen=True, slots=True)
class Together:
    """Channels as one: a notice has landed when it has landed in each, and in each once."""

    channels: Sequence[Channel]
    memory: Memory
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
        landing = (notice.key, channel.name)
        try:
            if landing not in self._landed and not self.memory.has_landed(*landing):
                channel.send(notice, person)
                # Known here first: a database that fails now must not have it sent again.
                self._landed.add(landing)
                self.memory.note(*landing, datetime.now(UTC))
        except UnreachableError as error:
            return error
        return None


def channels_for(settings: Settings) -> Sequence[Channel]:
    """Choose how people are told; raises `InvalidError` for an address that makes no sense."""
    return channels_from(one.reveal() for one in settings.notify_urls) or [
        LogChannel(settings.home)
    ]
