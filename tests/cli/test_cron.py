"""A moment that comes again is five fields that make sense, or never."""

import pytest

from cli.installation.cron import cron_from

WELL = {
    "0 9 * * mon-fri": "0 9 * * mon-fri",
    " 30  17 * * MON ": "30 17 * * mon",
    "*/15 8-18/2 1,15 jan-mar,dec 0": "*/15 8-18/2 1,15 jan-mar,dec 0",
    "0 0 31 12 7": "0 0 31 12 7",
    "Never": "never",
}

# fmt: off
ILL = {
    "":                 "must have five fields",
    "0 9 * *":          "must have five fields",
    "0 9 * * * *":      "must have five fields",
    "@daily":           "must have five fields",
    "60 9 * * *":       "has “60” as its minute, which goes from 0 to 59",
    "0 24 * * *":       "has “24” as its hour, which goes from 0 to 23",
    "0 9 0 * *":        "has “0” as its day of month, which goes from 1 to 31",
    "0 9 * 13 *":       "has “13” as its month, which goes from 1 to 12",
    "0 9 * * 8":        "has “8” as its day of week, which goes from 0 to 7",
    "0 9 * * moon":     "has “moon” as its day of week",
    "0 9 * mon *":      "has “mon” as its month",
    "0 18-8 * * *":     "has “18-8” as its hour",
    "*/0 9 * * *":      "has “*/0” as its minute",
    "1,,2 9 * * *":     "has “1,,2” as its minute",
    "٣ 9 * * *":        "has “٣” as its minute",
    "-1 9 * * *":       "has “-1” as its minute",
}
# fmt: on


@pytest.mark.parametrize(("said", "meant"), [*WELL.items()])
def test_sense_is_read(said: str, meant: str) -> None:
    assert cron_from(said) == meant


@pytest.mark.parametrize(("said", "why"), [*ILL.items()])
def test_nonsense_is_refused(said: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"five fields|has “") as refused:
        cron_from(said)

    assert str(refused.value).startswith(why)
