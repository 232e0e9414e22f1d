"""What a witness laid down is read from a file or an address; nobody waits for it long."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from connectors import witness_text
from connectors.witness_text import read_bytes, read_text
from states.errors import UnreachableError


class Page(BaseHTTPRequestHandler):
    """Answers by path."""

    answers: ClassVar = {"/seen": 200, "/none": 404, "/broken": 500}

    def do_GET(self) -> None:
        self.send_response(self.answers[self.path])
        self.end_headers()
        self.wfile.write(b"note \xe2\x80\x94 signed\n")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """Serve a witness's pages."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_page_is_read(address: str) -> None:
    assert read_text(f"{address}/seen") == "note — signed\n"
    assert read_text(f"{address}/none") is None


def test_a_page_that_breaks_is_told(address: str) -> None:
    with pytest.raises(UnreachableError, match=r"/broken cannot be read: HTTP Error 500"):
        read_text(f"{address}/broken")
    with pytest.raises(UnreachableError, match="cannot be read"):
        read_text("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"HTTP/1.0 200 OK\r\nContent-Length: 99\r\n\r\nnote", "the answer broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nnote", "IncompleteRead"),
        (b"hello\r\n\r\n", "hello"),
        (b"", "closed connection without response"),
    ],
)
def test_half_an_answer_is_none(answer: bytes, why: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_answer, args=(server, answer), daemon=True).start()

        with pytest.raises(UnreachableError, match=f"cannot be read: .*{why}"):
            read_text(f"http://127.0.0.1:{server.getsockname()[1]}/seen")


def _answer(server: socket.socket, answer: bytes) -> None:
    asked, _ = server.accept()
    with asked:
        asked.recv(1000)
        asked.sendall(answer)


def test_bytes_are_read_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "tile").write_bytes(b"\xff\x00")

    assert read_bytes(str(tmp_path / "tile")) == b"\xff\x00"


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "checkpoint").write_text("note — signed\n")

    assert read_text(str(tmp_path / "checkpoint")) == "note — signed\n"
    assert read_text(str(tmp_path / "none")) is None


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="Is a directory"):
        read_text(str(tmp_path))


def test_no_more_is_read_than_a_checkpoint_could_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witness_text, "LIMIT", 4)
    (tmp_path / "checkpoint").write_text("note and more")

    assert read_text(str(tmp_path / "checkpoint")) == "note"
