"""A worker of its own process that carries one letter: what the tests of deaths run."""

import sys
from collections.abc import Mapping
from datetime import datetime

from activities.delivery.delivering import Delivery
from activities.delivery.parcels import LaterError, Parcel
from activities.delivery.routing import DEFAULT, Route, Routes
from connectors.apprise_channel import AppriseChannel
from documents.letter import Letter
from states.people import Person
from store.attempts import Attempts
from store.engine import engine_for
from store.people import People

ANA = Person("ana", email="ana@example.com")


def write(doubtful: Mapping[str, datetime]) -> Letter:
    """Write a letter that says what it doubts."""
    return Letter("k", "late", f"doubtful: {' '.join(doubtful)}")


def carry(database: str, url: str) -> str:
    """Carry the letter once, and say what came of it."""
    engine = engine_for(database)
    routes = Routes(default=Route(DEFAULT, ("hook",)))
    channel = AppriseChannel(url, "hook")
    delivery = Delivery(Attempts(engine), People(engine), [channel], routes)
    try:
        return str(delivery.deliver(Parcel("k"), ANA, write))
    except LaterError as later:
        return str(later)


if __name__ == "__main__":
    print(carry(*sys.argv[1:]))  # noqa: T201  # the test that started it reads it
