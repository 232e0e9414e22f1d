"""A watch is set by the clock that all share, and goes on whatever ours is put to."""

from datetime import timedelta

import pytest

from activities.delivery import watch
from activities.delivery.watch import Watch
from tests.activities.builders import NOON


def test_it_goes_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter((100.0, 107.5, 109.0))
    monkeypatch.setattr(watch, "monotonic", lambda: next(seconds))
    set_at_noon = Watch(NOON)

    assert set_at_noon.now == NOON + timedelta(seconds=7.5)
    assert set_at_noon.passed == timedelta(seconds=9)
