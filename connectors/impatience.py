"""Wait for what a library does, but not for ever."""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, ask: Callable[[], T]) -> T:
    """Return what `ask` returns; what comes later is not heard.

    Raises:
        TimeoutError: it did not come in time. Whatever it does, it does unheard.
    """
    came: list[T] = []
    broke: list[BaseException] = []

    def run() -> None:
        try:
            came.append(ask())
        except BaseException as error:  # noqa: BLE001  # it is raised again where it is waited for
            broke.append(error)

    thread = Thread(target=run, name="impatience", daemon=True)
    thread.start()
    thread.join(seconds)
    if broke:
        raise broke[0]
    if not came:
        raise TimeoutError
    return came[0]
