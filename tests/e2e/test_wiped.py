"""Temporal may lose everything: each open incident is taken up again from the ledger."""

import signal
from typing import Any

import pytest

from tests.e2e.installation import Installation
from tests.e2e.story import KEY, opened, part, with_people

pytestmark = pytest.mark.timeout(300)

WIPED = ("temporal.db", "temporal.db-wal", "temporal.db-shm")
KEYS = (KEY, "INC-2018")


def seen(here: Installation) -> list[Any]:
    """Say everything that is known of each incident."""
    return [(here.does("show", key, "-o", "json").json, here.history(key)) for key in KEYS]


def test_every_open_incident_is_taken_up_again_with_its_deadlines(here: Installation) -> None:
    with here.running("up") as up:
        with_people(here)
        for key in KEYS:
            opened(here, key)
        here.does("apply", part(here.home, "2-facts.yaml"))
        here.does("advance", KEY)
        up.ended_by(signal.SIGTERM)
    before = seen(here)
    for name in WIPED:
        (here.home / name).unlink(missing_ok=True)

    with here.running("up") as up:
        assert f"open incidents taken up again: {len(KEYS)}\n" in up.said
        assert before[0][0]["deadlines"]
        assert seen(here) == before
        assert here.does("status", "--json").json["temporal"].endswith(", 2 workflows")
        here.does("apply", part(here.home, "3-factors.yaml"))
        here.does("advance", KEY)
        assert here.phase(KEY) == "factors"
        here.does("audit", "verify")
