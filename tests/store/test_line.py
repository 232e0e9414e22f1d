"""Writers have their turn in the order in which they asked for it."""

from threading import Event, Thread

import pytest
from sqlalchemy.exc import TimeoutError as QueueTimeoutError

from store.line import Line

SOON = 5.0


class Writer(Thread):
    """Waits for its turn, signs, and keeps its turn until told to go."""

    def __init__(self, line: Line, name: str, book: list[str]) -> None:
        super().__init__(name=name)
        self.line, self.book, self.goes = line, book, Event()

    def run(self) -> None:
        with self.line.turn(SOON):
            self.book.append(self.name)
            self.goes.wait(SOON)


def _standing(line: Line, count: int) -> None:
    for _ in range(500):
        if len(line._standing) == count:  # noqa: SLF001  # nothing else tells who waits
            return
        Event().wait(0.01)
    pytest.fail(f"{count} writers never stood in line")


def test_the_first_to_ask_is_the_first_to_write() -> None:
    line, book = Line(), list[str]()
    writers = [Writer(line, name, book) for name in "abcde"]
    for place, writer in enumerate(writers, start=1):
        writer.start()
        _standing(line, place)

    for writer in writers:
        writer.goes.set()
    for writer in writers:
        writer.join(SOON)

    assert book == ["a", "b", "c", "d", "e"]


def test_whoever_waits_too_long_leaves_the_line() -> None:
    line, book = Line(), list[str]()
    first = Writer(line, "first", book)
    first.start()
    _standing(line, 1)

    with pytest.raises(QueueTimeoutError), line.turn(0.01):
        pass

    first.goes.set()
    first.join(SOON)
    with line.turn(SOON):
        assert book == ["first"]


def test_a_turn_that_ends_badly_is_over() -> None:
    line = Line()
    with pytest.raises(RuntimeError), line.turn(SOON):
        raise RuntimeError

    with line.turn(0.01):
        pass
