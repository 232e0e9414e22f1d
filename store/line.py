"""A lock that is given in the order in which it was asked for.

SQLite gives its one write lock to whoever asks at the right moment; under load somebody
would wait for ever.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy.exc import TimeoutError as QueueTimeoutError


class Line:
    """Threads standing in line; the first of them has its turn."""

    def __init__(self) -> None:
        """Begin with nobody in line."""
        self._mutex = Lock()
        self._standing: deque[Lock] = deque()

    @contextmanager
    def turn(self, seconds: float) -> Iterator[None]:
        """Wait for one's turn and keep it until the block ends.

        Raises:
            sqlalchemy.exc.TimeoutError: it did not come within `seconds`.
        """
        place = self._place()
        came = place.acquire(timeout=seconds)
        try:
            if not came:
                raise QueueTimeoutError
            yield
        finally:
            self._leave(place)

    def _place(self) -> Lock:
        place = Lock()
        with self._mutex:
            if self._standing:
                place.acquire()
            self._standing.append(place)
        return place

    def _leave(self, place: Lock) -> None:
        with self._mutex:
            was_first = self._standing[0] is place
            self._standing.remove(place)
            if was_first and self._standing:
                self._standing[0].release()
