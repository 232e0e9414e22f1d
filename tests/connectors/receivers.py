"""Real mail and web servers that remember what they got, and answer as they are told."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Thread

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from connectors.free_port import LOCALHOST, any_free_port

CUT_OFF = "hang up without an answer"
HANG = "never answer"
HALF = "answer, and hang up in the middle of it"


class Mailbox:
    """A mail server's handler that remembers."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.answer = "250 taken"
        self.greeting = "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.greeting.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.greeting

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name for it
        self.envelopes.append(envelope)
        if self.answer == HANG:
            await asyncio.sleep(3600)
        if self.answer == CUT_OFF and server.transport:
            server.transport.close()
        return self.answer

    def mail(self) -> EmailMessage:
        content = self.envelopes[-1].content
        assert isinstance(content, bytes)
        return message_from_bytes(content, policy=policy.default)


@contextmanager
def mail_server(mailbox: Mailbox) -> Iterator[str]:
    """Run a mail server, and give the address that reaches it."""
    controller = Controller(mailbox, hostname=LOCALHOST, port=any_free_port())
    controller.start()
    yield f"mailto://{LOCALHOST}:{controller.port}?from=retro@example.com"
    controller.stop(no_assert=True)


class Hook(ThreadingHTTPServer):
    """A web server that remembers what was posted to it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((LOCALHOST, 0), _Handler)
        self.posted: list[dict[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.answer: int | str = 200
        self.over = Event()

    def url(self, path: str = "hook", login: str = "") -> str:
        return f"json://{login}{LOCALHOST}:{self.server_port}/{path}"

    @contextmanager
    def listening(self) -> Iterator["Hook"]:
        Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        yield self
        self.over.set()
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:  # the standard library's name for it
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append(json.loads(body))
        self.server.headers.append(dict(self.headers))
        answer = self.server.answer
        if answer == HANG:
            self.server.over.wait(60)
        if isinstance(answer, int):
            self._say(answer, 0)
        if answer == HALF:
            self._say(200, 1000)
        self.close_connection = True

    def _say(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        if status == 429:
            self.send_header("Retry-After", "7")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class _Drips(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__((LOCALHOST, 0), _Drip)
        self.over = Event()


class _Drip(BaseRequestHandler):
    server: _Drips

    def handle(self) -> None:
        with suppress(OSError):  # the caller is gone
            while not self.server.over.wait(0.1):
                self.request.sendall(b"2")


@contextmanager
def dripping_server() -> Iterator[int]:
    """Run a server that says one letter in a while, for ever; give its port."""
    with _Drips() as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.server_address[1]
        server.over.set()
        server.shutdown()
