"""A process that dies loses nothing it has acknowledged, and keeps nothing it has not."""

import subprocess
import sys

import pytest
from sqlalchemy import Engine

from store.books import SqlBooks
from store.history import History
from store.verify import verify
from tests.store.builders import append

WORKER = """
import os, sys
from store.books import SqlBooks
from store.engine import engine_for
from tests.store.builders import LIFE, add, append

url, moment = sys.argv[1:]
books = SqlBooks(engine_for(url))
for events in LIFE[:3]:
    append(books, "INC-42", events)
    print("acknowledged", flush=True)
with books.turn("INC-42") as turn:
    add(turn, LIFE[3], command="unacknowledged")
    turn.keep_policy("digest-9", "text")
    if moment == "before commit":
        os._exit(9)
os._exit(9)
"""


@pytest.mark.parametrize(("moment", "kept"), [("before commit", 3), ("after commit", 4)])
def test_what_was_acknowledged_is_there_and_what_was_begun_is_not(
    engine: Engine, database_url: str, moment: str, kept: int
) -> None:
    worker = [sys.executable, "-c", WORKER, database_url, moment]
    died = subprocess.run(worker, capture_output=True, text=True, check=False, timeout=60)

    assert (died.returncode, died.stderr) == (9, "")
    assert died.stdout.count("acknowledged") == 3
    assert len(History(engine).entries_of("INC-42")) == kept
    assert verify(engine) == ()


def test_the_next_worker_goes_on_at_once(engine: Engine, database_url: str) -> None:
    worker = [sys.executable, "-c", WORKER, database_url, "before commit"]
    subprocess.run(worker, capture_output=True, check=False, timeout=60)

    append(SqlBooks(engine), "INC-42", [], command="unacknowledged")

    assert len(History(engine).entries_of("INC-42")) == 4
    assert verify(engine) == ()
