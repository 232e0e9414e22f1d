"""Ports of this machine, and whether anybody sits on them."""

import os
import socket

LOCALHOST = "127.0.0.1"


def is_taken(port: int) -> bool:
    """Tell whether somebody listens on `port`, or it cannot be had."""
    return _answers(port) or not _can_be_bound(port)


def free_port(preferred: int) -> int:
    """Return `preferred` where it is free, else a port the system picks."""
    return any_free_port() if is_taken(preferred) else preferred


def any_free_port() -> int:
    """Return a port the system picks."""
    with socket.socket() as probe:
        probe.bind((LOCALHOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _answers(port: int) -> bool:
    # Asked first: macOS lets one bind beside a listener on every interface.
    try:
        with socket.create_connection((LOCALHOST, port), timeout=0.5):
            return True
    except OSError:
        return False


def _can_be_bound(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":
            # As the server does: a port that rests in TIME_WAIT is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCALHOST, port))
        except OSError:
            return False
    return True
