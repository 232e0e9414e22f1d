"""An HTTP service that takes every letter, and remembers when each was there first."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from connectors.free_port import LOCALHOST

KEY = "Idempotency-Key"


@dataclass(frozen=True, slots=True)
class Receiver:
    """What came in: when (UTC), by key, and how often one came that was there already."""

    address: str
    came: dict[str, datetime] = field(default_factory=dict)
    again: list[str] = field(default_factory=list)

    def take(self, key: str) -> None:
        """Remember a letter."""
        if key in self.came:
            self.again.append(key)
        self.came.setdefault(key, datetime.now(UTC))


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Listen on a free port while inside."""
    with ThreadingHTTPServer((LOCALHOST, 0), _Handler) as server:
        made = Receiver(f"json://{LOCALHOST}:{server.server_port}/")
        _Handler.taken = made
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield made
        finally:
            server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    taken: Receiver

    def do_POST(self) -> None:
        """Read a letter to its end, and answer that it is here."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.take(self.headers[KEY])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""
