"""A notice lands once in each channel, whatever fails and whoever is started again."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cli.installation.notifying import Together, channels_for
from cli.installation.settings import load_settings
from connectors.log_channel import LogChannel
from states.errors import InvalidError, UnreachableError
from states.people import Person
from states.record.deadlines import Notice
from store.landings import Landings
from tests.builders import NOON, PEOPLE
from tests.cli.offline import Terminal

NOTICE = Notice("k", "ana", "gate:facts", 0, NOON, NOON, "late", "It is late")
ANA = PEOPLE.people["ana"]


class Shelf:
    """A channel that remembers, or that is broken."""

    def __init__(self, name: str, *, broken: bool = False) -> None:
        self.name = name
        self.broken = broken
        self.sent: list[tuple[str, str]] = []

    def send(self, notice: Notice, person: Person) -> None:
        if self.broken:
            raise UnreachableError(f"{self.name} is broken")
        self.sent.append((notice.key, person.id))


class FullDisk:
    """A memory that takes nothing in."""

    def has_landed(self, notice: str, channel: str) -> bool:
        return False

    def note(self, notice: str, channel: str, at: datetime) -> None:
        raise UnreachableError("the disk is full")


@pytest.fixture
def memory(here: Terminal) -> Iterator[Landings]:
    engine = here.app().engine
    yield Landings(engine)
    engine.dispose()


def test_without_an_address_notices_go_to_a_file(tmp_path: Path) -> None:
    (channel,) = channels_for(load_settings(tmp_path, {}))

    assert isinstance(channel, LogChannel)


def test_each_address_is_a_channel(tmp_path: Path, memory: Landings) -> None:
    urls = "json://localhost/a xml://localhost/b"
    channels = channels_for(load_settings(tmp_path, {"RETRO_NOTIFY_URLS": urls}))

    assert Together(channels, memory).name == "json+xml"


def test_an_address_that_makes_no_sense_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match="is not one that apprise understands"):
        channels_for(load_settings(tmp_path, {"RETRO_NOTIFY_URLS": "what://is"}))


def test_a_notice_lands_in_every_channel(memory: Landings) -> None:
    mail, chat = Shelf("mail"), Shelf("chat")

    Together((mail, chat), memory).send(NOTICE, ANA)

    assert mail.sent == chat.sent == [("k", "ana")]


def test_a_notice_that_one_channel_did_not_take_has_not_landed(memory: Landings) -> None:
    mail = Shelf("mail")

    with pytest.raises(UnreachableError, match="chat is broken"):
        Together((Shelf("chat", broken=True), mail), memory).send(NOTICE, ANA)

    assert mail.sent == [("k", "ana")]


def test_a_worker_that_is_started_again_tells_only_who_was_not_told(memory: Landings) -> None:
    mail, chat = Shelf("mail"), Shelf("chat", broken=True)
    with pytest.raises(UnreachableError):
        Together((mail, chat), memory).send(NOTICE, ANA)
    chat.broken = False

    Together((mail, chat), memory).send(NOTICE, ANA)

    assert mail.sent == chat.sent == [("k", "ana")]


def test_what_could_not_be_written_down_is_not_said_twice() -> None:
    mail = Shelf("mail")
    together = Together((mail,), FullDisk())
    with pytest.raises(UnreachableError, match="the disk is full"):
        together.send(NOTICE, ANA)

    together.send(NOTICE, ANA)

    assert mail.sent == [("k", "ana")]
