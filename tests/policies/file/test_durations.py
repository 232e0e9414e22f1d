"""A duration reads as people say it, or not at all."""

from datetime import timedelta

import pytest

from policies.file.durations import duration_from


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("45m", timedelta(minutes=45)),
        ("0h", timedelta(0)),
        ("-24h", timedelta(days=-1)),
        ("+48h", timedelta(days=2)),
        ("30d", timedelta(days=30)),
        ("2w", timedelta(weeks=2)),
    ],
)
def test_a_duration_is_a_number_and_a_unit(written: str, meant: timedelta) -> None:
    assert duration_from(written) == meant


@pytest.mark.parametrize("written", ["", "24", "h", "1.5h", "24 h", "1y", "99999d", "٣d", 7, None])
def test_anything_else_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"is no duration: write 45m, 24h, -24h, 30d or 2w"):
        duration_from(written)
