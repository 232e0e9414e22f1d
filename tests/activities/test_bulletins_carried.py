"""However many workers send the same bulletin, a channel that took it is not asked again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import sleep

import pytest
from sqlalchemy import Engine
from temporalio.exceptions import ApplicationError

from activities.bulletins import Bulletins, BulletinShelf, Mailing
from activities.delivery.delivering import Delivery
from activities.delivery.routing import DEFAULT, Route, Routes
from documents.bulletins.facts import Dispatch, Kind, Told
from documents.letter import Letter
from states.errors import UnreachableError
from states.people import Person
from store import bulletins
from store.attempts import Attempts
from store.overview import Overview
from tests.activities.mailing import Staff

NOW = datetime.now(UTC).replace(microsecond=0)
WEEK = timedelta(days=7)
KINDS = tuple(Dispatch(kind, NOW, NOW - WEEK, "ana") for kind in Kind)


@dataclass
class Chat:
    """A channel that is slow, remembers, and does not answer the first so many times."""

    name: str = "chat"
    dead: int = 0
    taken: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def send(self, letter: Letter, person: Person) -> None:
        sleep(0.05)
        with self._lock:
            self.dead -= 1
            if self.dead >= 0:
                raise UnreachableError("chat: busy")
            self.taken.append(letter.key)


def office(engine: Engine, chat: Chat, shelf: BulletinShelf | None = None) -> Bulletins:
    routes = Routes(default=Route(DEFAULT, (chat.name,)))
    delivery = Delivery(Attempts(engine), Staff(), [chat], routes)
    kept = shelf or bulletins.Bulletins(engine)
    return Bulletins(Overview(engine), kept, Staff(), delivery, Mailing(("ana",)))


def insisting(office: Bulletins, dispatch: Dispatch) -> Told:
    """Ask again as Temporal does, but sooner."""
    while True:
        try:
            return office.send(dispatch)
        except ApplicationError:
            sleep(0.2)


def test_workers_that_race_send_each_once(engine: Engine) -> None:
    chat = Chat()
    with ThreadPoolExecutor(6) as threads:
        told = threads.map(lambda one: insisting(office(engine, chat), one), KINDS * 3)

        assert {*told} == {Told("ana", "chat")}
    assert sorted(chat.taken) == sorted({*chat.taken})
    assert len(bulletins.Bulletins(engine).newest(10)) == len(chat.taken) == 2


def test_a_dead_channel_is_tried_again_until_it_takes_it(engine: Engine) -> None:
    chat = Chat(dead=1)

    assert insisting(office(engine, chat), KINDS[0]) == Told("ana", "chat")
    assert len(chat.taken) == 1


def test_what_landed_before_the_ledger_failed_is_written_down_later(engine: Engine) -> None:
    chat = Chat()
    with pytest.raises(UnreachableError):
        office(engine, chat, Forgetful(engine)).send(KINDS[0])

    assert office(engine, chat).send(KINDS[0]) == Told("ana", "chat")
    assert len(chat.taken) == 1


class Forgetful(bulletins.Bulletins):
    """A history that cannot be written."""

    def note(self, event: object, now: datetime) -> None:
        raise UnreachableError("the database does not answer")
