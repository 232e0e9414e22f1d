"""A line to a database server that can be slow, dead, silent, or cut in the middle of a commit."""

import socket
import struct
import threading
import time
from contextlib import suppress
from enum import Enum

from sqlalchemy import URL, make_url

from connectors.free_port import LOCALHOST

SLOW = 0.05
PACE = 0.02
RESET = struct.pack("ii", 1, 0)
COMMIT = b"COMMIT"


class Trouble(Enum):
    """What is wrong with the line."""

    NONE = "none"
    SLOW = "slow"
    HOLE = "black hole"
    REFUSED = "refused"
    BEFORE = "reset before the commit"
    AFTER = "reset after the commit"


class Wire:
    """Listens on a port, and passes on what comes to the server at `url`."""

    def __init__(self, url: str, slow: float = SLOW) -> None:
        self._slow = slow
        self._server = make_url(url)
        self._ear = socket.create_server((LOCALHOST, 0))
        self.trouble = Trouble.NONE
        self.cuts = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        """The database's address at this end of the line."""
        query = {name: one for name, one in self._server.query.items() if name != "host"}
        here: URL = self._server.set(host=LOCALHOST, port=self._ear.getsockname()[1], query=query)
        return here.render_as_string(hide_password=False)

    def close(self) -> None:
        """Hang up for ever."""
        self.trouble = Trouble.REFUSED
        self._ear.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._ear.accept()
                threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        try:
            server = self._connected()
        except OSError:
            return _reset(caller)
        pumps = ((caller, server, True), (server, caller, False))
        for one in pumps:
            threading.Thread(target=self._pump, args=one, daemon=True).start()
        return None

    def _connected(self) -> socket.socket:
        folder = self._server.query.get("host")
        if not folder:
            place = (self._server.host or LOCALHOST, self._server.port or 5432)
            return socket.create_connection(place)
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{folder}/.s.PGSQL.{self._server.port or 5432}")
        return server

    def _pump(self, source: socket.socket, sink: socket.socket, outward: bool) -> None:  # noqa: FBT001  # which end of the line it is
        with suppress(OSError):
            while said := source.recv(65536):
                if self._is_cut(said, sink, outward=outward):
                    break
                sink.sendall(said)
        _reset(source)
        _reset(sink)

    def _is_cut(self, said: bytes, sink: socket.socket, *, outward: bool) -> bool:
        while self.trouble is Trouble.HOLE:
            time.sleep(PACE)
        if self.trouble is Trouble.SLOW:
            time.sleep(self._slow)
        if self.trouble is Trouble.REFUSED:
            return True
        if not outward or COMMIT not in said or self.trouble not in {Trouble.BEFORE, Trouble.AFTER}:
            return False
        if self.trouble is Trouble.AFTER:
            sink.sendall(said)
            time.sleep(2 * self._slow)
        self.cuts += 1
        return True


def _reset(end: socket.socket) -> None:
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        end.shutdown(socket.SHUT_RDWR)
        end.close()
