"""What a channel has taken is known to whoever comes later."""

from sqlalchemy import Engine

from store.landings import Landings
from tests.store.builders import NOON


def test_only_what_was_noted_has_landed(engine: Engine) -> None:
    Landings(engine).note("k1", "mail", NOON)
    known = Landings(engine)

    assert known.has_landed("k1", "mail")
    assert not known.has_landed("k1", "chat")
    assert not known.has_landed("k2", "mail")


def test_noting_twice_changes_nothing(engine: Engine) -> None:
    landings = Landings(engine)

    for _ in range(2):
        landings.note("k1", "mail", NOON)

    assert landings.has_landed("k1", "mail")
