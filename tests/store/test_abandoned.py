"""What is still promised by people who are gone is found; what they have done is not."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from store.abandoned import Abandoned, LeftBehind, left_behind
from store.books import SqlBooks
from tests.store.builders import live

PROMISED = Abandoned("INC-42", "A1", "ana")
ANSWERED_FOR = Abandoned("INC-42", "facts", "fay")


@pytest.mark.parametrize(
    ("is_gone", "found"),
    [
        ({"ana", "fay"}.__contains__, LeftBehind((PROMISED,), (ANSWERED_FOR,))),
        ({"ana"}.__contains__, LeftBehind((PROMISED,), ())),
        ({"max"}.__contains__, LeftBehind((), ())),
    ],
)
def test_what_waits_for_those_who_are_gone(
    engine: Engine, is_gone: Callable[[str], bool], found: LeftBehind
) -> None:
    live(SqlBooks(engine), steps=2)

    assert left_behind(engine, is_gone) == found


def test_what_is_done_waits_for_somebody_else(engine: Engine) -> None:
    live(SqlBooks(engine), steps=6)

    assert left_behind(engine, {"ana"}.__contains__) == LeftBehind((), ())
