"""No honest history is ever called altered, whatever has happened in it.

Everything there is to ask is asked, in any order, of the real `commit` on a real database: what
was written is then found whole, from inside, from outside, and in what an auditor takes home.
`RETRO_TEST_WALKS` says how many walks; a few do where the change is elsewhere.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from states.commands import Command
from states.events.event import Event
from store.engine import engine_for
from store.migrate import migrate
from tests.store.auditing.walk.house import KEYS, House
from tests.store.auditing.walk.walks import DEEDS, OFTEN, Step, found, happened, walked

WALKS = int(os.environ.get("RETRO_TEST_WALKS", "8"))
ROUNDS = 20
"""In so many houses everything happens, even where it seldom comes to something."""

COMMANDS = {one.__name__ for one in get_args(Command)}
EVENTS = {one.__name__ for one in get_args(Event)}

DEED = st.sampled_from([*DEEDS, *OFTEN])
STEPS = st.lists(
    st.tuples(DEED, st.sampled_from(KEYS), st.integers(0, 2**16)), min_size=25, max_size=70
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the tables of a database once."""
    file = tmp_path_factory.mktemp("empty") / "retrogate.db"
    engine = engine_for(f"sqlite:///{file}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


@contextmanager
def built(empty: Path) -> Iterator[House]:
    with TemporaryDirectory() as name:
        file = Path(name) / "retrogate.db"
        shutil.copy(empty, file)
        engine = engine_for(f"sqlite:///{file}")
        event.listen(engine, "connect", _carelessly)
        yield House(engine, file.with_name("log"))
        engine.dispose()


def _carelessly(connection: Connection, _kept: object) -> None:
    # Nobody pulls the plug here, and waiting for the disk is most of a commit.
    connection.execute("PRAGMA synchronous = OFF")


def once(seed: int) -> list[Step]:
    """Do everything once, to each incident."""
    return [
        (deed, key, seed * 1_000 + place)
        for place, (key, deed) in enumerate((key, deed) for key in KEYS for deed in DEEDS)
    ]


def test_everything_there_is_to_ask_and_to_happen_is_found_whole(empty: Path) -> None:
    unasked, unseen = COMMANDS, EVENTS
    for seed in range(ROUNDS):
        with built(empty) as house:
            assert walked(house, once(seed)) + found(house) == []
            unasked, unseen = unasked - house.accepted, unseen - happened(house)
        if not unasked | unseen:
            break

    assert (unasked, unseen) == (set(), set())


@pytest.mark.timeout(0 if WALKS > 10 else 120)
@settings(
    max_examples=WALKS,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[*HealthCheck],
)
@given(steps=STEPS)
def test_whatever_happens_in_whatever_order_is_found_whole(empty: Path, steps: list[Step]) -> None:
    with built(empty) as house:
        assert walked(house, steps) + found(house) == []


def test_it_is_the_same_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    engine = engine_for(postgres_url)
    migrate(engine)
    house = House(engine, tmp_path / "log")

    assert walked(house, once(0)) + found(house) == []

    engine.dispose()
