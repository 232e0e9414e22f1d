"""A port is free when nobody listens on it and we could."""

import socket
from collections.abc import Iterator

import pytest

from connectors import free_port as ports
from connectors.free_port import LOCALHOST, free_port, is_taken


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server((LOCALHOST, 0)) as listening:
        yield listening


def _port(of: socket.socket) -> int:
    port: int = of.getsockname()[1]
    return port


def test_a_port_somebody_listens_on_is_taken(listener: socket.socket) -> None:
    assert is_taken(_port(listener))


def test_a_port_somebody_bound_without_listening_is_taken() -> None:
    with socket.socket() as bound:
        bound.bind((LOCALHOST, 0))

        assert is_taken(_port(bound))


def test_a_port_we_may_not_bind_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_answers", lambda _: False)

    with socket.socket() as bound:
        bound.bind((LOCALHOST, 0))
        assert is_taken(_port(bound))


def test_a_listener_on_every_interface_takes_the_port() -> None:
    with socket.socket() as listening:
        listening.bind(("0.0.0.0", 0))  # noqa: S104  # that is the case
        listening.listen()

        assert is_taken(_port(listening))


def test_a_port_that_rests_after_a_connection_is_free(listener: socket.socket) -> None:
    port = _port(listener)
    with socket.create_connection((LOCALHOST, port)):
        listener.accept()[0].close()
    listener.close()

    assert not is_taken(port)


def test_the_preferred_port_is_returned_where_it_is_free(listener: socket.socket) -> None:
    port = _port(listener)
    listener.close()

    assert free_port(port) == port


def test_another_port_is_returned_where_it_is_taken(listener: socket.socket) -> None:
    other = free_port(_port(listener))

    assert other != _port(listener)
    assert not is_taken(other)
