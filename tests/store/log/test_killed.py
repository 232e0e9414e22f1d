"""Whoever dies while the tree grows leaves no gap, no entry twice, and none behind."""

import subprocess
import sys

import pytest
from sqlalchemy import Engine

from store.books import SqlBooks
from store.log.sequencer import sequence
from store.tables import leaves, pending
from store.verify import verify
from tests.store.builders import live, rows_of

WORKER = """
import os, sys
from store.engine import engine_for
from store.log import growing, sequencer

url, moment, module, name = sys.argv[1:]
room = {"growing": growing, "sequencer": sequencer}[module]
kept = getattr(room, name)

def dying(*args):
    if moment == "after":
        kept(*args)
    os._exit(9)

setattr(room, name, dying)
sequencer.sequence(engine_for(url))
"""


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize(
    "step", [("growing", "change"), ("growing", "write"), ("sequencer", "grow"),
             ("sequencer", "write")]
)  # fmt: skip
def test_the_next_one_finishes_what_a_dead_one_began(
    engine: Engine, database_url: str, step: tuple[str, str], moment: str
) -> None:
    live(SqlBooks(engine))
    worker = [sys.executable, "-c", WORKER, database_url, moment, *step]
    died = subprocess.run(worker, capture_output=True, text=True, check=False, timeout=60)

    assert (died.returncode, died.stderr) == (9, "")
    assert (rows_of(engine, leaves), len(rows_of(engine, pending))) == ([], 8)
    assert sequence(engine) == 8
    assert [row[0] for row in rows_of(engine, leaves)] == [*range(8)]
    assert verify(engine) == ()
