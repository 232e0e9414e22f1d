"""A letter is sent once by however many workers, and a death in mid-send is no silence."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import Engine, text
from temporalio.exceptions import ApplicationError

from activities.delivery.attempts import LEASE, Answer
from activities.delivery.delivering import Delivery
from activities.delivery.routing import DEFAULT, Route, Routes
from activities.notify import Notify
from connectors.apprise_channel import AppriseChannel
from states.commands import ConfirmNotice
from states.record.deadlines import Notice
from store import clock
from store.attempts import Attempts
from store.engine import writing
from store.folded import Told
from store.people import People
from store.projection import deadline_row, notice_row
from store.tables import deadlines, notices
from tests.connectors.receivers import HANG, Hook
from tests.store.builders import NOON, OWED
from tests.store.carrying import ANA, carry

TAKEN = "Landed(channels=('hook',), route='default', failed=(), doubtful=())"
DOUBTFUL = "Landed(channels=('hook',), route='default', failed=(), doubtful=('hook',))"


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook().listening() as listening:
        yield listening


@pytest.fixture(autouse=True)
def _ana(engine: Engine) -> None:
    People(engine).replace_people([ANA], {"person": "dee", "via": "cli"}, NOON)


def worker(database: str, url: str) -> subprocess.Popen[str]:
    """Start a worker of its own process."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.carrying", database, url],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_of_four_processes_one_sends(engine: Engine, database_url: str, hook: Hook) -> None:
    started = [worker(database_url, hook.url()) for _ in range(4)]
    said = {one.communicate(timeout=60)[0].strip() for one in started}

    assert len(hook.posted) == 1
    assert said <= {TAKEN, "k is not delivered yet"}
    assert carry(database_url, hook.url()) == TAKEN
    assert len(hook.posted) == 1


def test_a_worker_that_is_killed_while_it_sends_leaves_a_doubt(
    engine: Engine, database_url: str, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook.answer = HANG
    dying = worker(database_url, f"{hook.url()}?rto=60")
    while not hook.posted:
        time.sleep(0.05)
    dying.kill()
    dying.communicate()
    hook.answer = 200

    assert carry(database_url, hook.url()) == "k is not delivered yet"
    (attempt,) = Attempts(engine).attempts_of("k")
    assert attempt.answer is Answer.UNDER_WAY
    monkeypatch.setattr(clock, "now", lambda _: attempt.begun + LEASE + timedelta(seconds=1))
    assert carry(database_url, hook.url()) == DOUBTFUL

    assert [one["message"] for one in hook.posted] == [
        "For ana:\n\ndoubtful:",
        "For ana:\n\ndoubtful: hook",
    ]
    assert [one["Idempotency-Key"] for one in hook.headers] == ["k", "k"]


def test_a_worker_that_is_killed_before_it_sends_leaves_the_letter_to_the_next(
    engine: Engine, database_url: str, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with freeze_time("2026-03-02 12:00"):
        dying = subprocess.run(
            [sys.executable, "-c", DYING, database_url], capture_output=True, check=False
        )
    assert dying.returncode == 9

    (attempt,) = Attempts(engine).attempts_of("k")
    monkeypatch.setattr(clock, "now", lambda _: attempt.begun + LEASE + timedelta(seconds=1))
    assert carry(database_url, hook.url()) == DOUBTFUL
    assert len(hook.posted) == 1


def test_workers_whose_clocks_are_days_apart_wait_for_one_another(
    engine: Engine, database_url: str, hook: Hook
) -> None:
    hook.answer = 500
    now = Attempts(engine).now()
    for days in (0, 1, -1, 2):
        with freeze_time(now + timedelta(days=days)):
            assert carry(database_url, hook.url()) == "k is not delivered yet"

    assert len(hook.posted) == 1
    (attempt,) = Attempts(engine).attempts_of("k")
    assert attempt.begun - now < timedelta(seconds=30)


DYING = """
import os, sys
from datetime import UTC, datetime
from activities.delivery.attempts import LEASE
from activities.delivery.parcels import Parcel
from activities.delivery.routing import Try
from store.attempts import Attempts
from store.engine import engine_for
now = datetime.now(UTC)
attempts, move = Attempts(engine_for(sys.argv[1])), Try("hook", "default")
attempts.begin(Parcel("k"), move, now=now, lease=now + LEASE)
os._exit(9)
"""


def test_no_part_of_an_address_is_in_the_database(
    engine: Engine, database_url: str, hook: Hook
) -> None:
    hook.answer = 500
    carry(database_url, hook.url(path="t0ken", login="ana:hunter2@"))

    with writing(engine) as connection:
        rows = str(connection.execute(text("SELECT * FROM attempts")).all())
    assert "error=500" in rows
    assert "hunter2" not in rows


def bundled(number: int) -> Notice:
    return Notice(
        key=f"INC-{number}/action:A1/3/0.1/ana",
        to="ana",
        deadline="action:A1",
        rung=0,
        due=NOON,
        at=NOON,
        subject=f"A1 of INC-{number} is late",
        since="due yesterday",
        title="Page on depth",
        settle=f"retro action done INC-{number} A1",
        why="It waits for you",
        after=NOON,
        bundled=True,
    )


def _confirmed(notify: Notify, notice: Notice) -> ConfirmNotice:
    """Ask until it is done, as Temporal does."""
    while True:
        try:
            return notify.notify(notice)
        except ApplicationError:
            time.sleep(0.2)


def ten(engine: Engine) -> list[Notice]:
    """Have ten incidents tell Ana of something at once."""
    every = [bundled(number) for number in range(10)]
    rows = [notice_row(one.key.split("/")[0], Told(one)) for one in every]
    with writing(engine) as connection:
        connection.execute(notices.insert(), rows)
        owed = [deadline_row(row["incident"], OWED) for row in rows]
        connection.execute(deadlines.insert(), owed)
    return every


def notify_by(engine: Engine, hook: Hook) -> Notify:
    """Wire a worker that tells people by a hook."""
    people = People(engine)
    channel, routes = AppriseChannel(hook.url(), "hook"), Routes(default=Route(DEFAULT, ("hook",)))
    return Notify(Delivery(Attempts(engine), people, [channel], routes), people)


def test_ten_incidents_at_once_are_one_message(engine: Engine, hook: Hook) -> None:
    every = ten(engine)
    workers = [notify_by(engine, hook) for _ in range(2)]
    with ThreadPoolExecutor(10) as threads:
        work = [(workers[place % 2], one) for place, one in enumerate(every)]
        confirmed = list(threads.map(lambda one: _confirmed(*one), work))

    assert len(hook.posted) == 1
    assert hook.posted[0]["title"].startswith("10 matters for you in 10 incidents")
    assert {one.letter for one in confirmed} == {"digest/ana/2026-03-02T12:00Z"}
    assert {one.key for one in confirmed} == {one.key for one in every}


def test_one_whose_worker_died_after_it_gathered_them_is_sent_by_the_next(
    engine: Engine, hook: Hook
) -> None:
    every = ten(engine)
    Attempts(engine).gather(every[0], NOON)

    confirmed = [_confirmed(notify_by(engine, hook), one) for one in reversed(every)]

    assert len(hook.posted) == 1
    assert {one.letter for one in confirmed} == {"digest/ana/2026-03-02T12:00Z"}
