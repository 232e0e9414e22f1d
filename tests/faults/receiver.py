"""Somebody whom letters reach over HTTP: it remembers each it has answered, by its key."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from connectors.apprise_channel import KEY_HEADER
from connectors.free_port import LOCALHOST

DOUBT = b"You may have this already"
PAUSE = 0.05
"""Seconds that it takes over a letter, so that somebody is killed meanwhile."""


class Receiver(ThreadingHTTPServer):
    """Takes its time, and fails as often as it is told to."""

    daemon_threads = True

    def __init__(self, refuses_every: int) -> None:
        super().__init__((LOCALHOST, 0), _Handler)
        self.answered: Counter[str] = Counter()
        self.doubted: Counter[str] = Counter()
        self.refused = 0
        self._refuses_every = refuses_every
        self._asked = 0
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """Say what apprise calls it."""
        return f"json://{LOCALHOST}:{self.server_port}/"

    def takes(self, key: str, letter: bytes) -> bool:
        """Take a letter, or refuse it."""
        time.sleep(PAUSE)
        with self._lock:
            self._asked += 1
            if self._refuses_every and not self._asked % self._refuses_every:
                self.refused += 1
                return False
            self.answered[key] += 1
            self.doubted[key] += DOUBT in letter
            return True

    def handle_error(self, *_: object) -> None:
        """Mind nobody who was killed while we answered."""


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:  # the standard library's name for it
        letter = self.rfile.read(int(self.headers["Content-Length"]))
        took = self.server.takes(unquote(self.headers[KEY_HEADER]), letter)
        self.send_response(204 if took else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def receiver(refuses_every: int) -> Iterator[Receiver]:
    """Listen on a free port while inside; 0 refuses none."""
    with Receiver(refuses_every) as listening:
        threading.Thread(target=listening.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield listening
        finally:
            listening.shutdown()
