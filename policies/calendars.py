"""Everybody's calendar: the clock of a policy, in their zone, with the holidays where they are.

The only place that knows the library of public holidays.
"""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache

from policies.file.clock import ClockTerms
from states.calendar import Hours
from states.people import Directory, Person
from states.values import value

SOMEBODY = Person("somebody")
"""Who stands for those the directory does not know: they live in UTC."""


@value
class Free:
    """The days off of one region: those a policy names, and the public ones."""

    named: frozenset[date]
    region: str = ""

    def __contains__(self, day: object) -> bool:
        """Tell whether a day is off."""
        return isinstance(day, date) and (
            day in self.named or day in public_holidays(self.region, day.year)
        )


def hours_for(clock: ClockTerms | None, person: Person | None) -> Hours:
    """Say when somebody works and may be told; without a clock that is always."""
    known = person or SOMEBODY
    return _hours(clock, known.zone, known.region)


def zone_of(name: str, people: Directory) -> str:
    """Name the time zone of a person; UTC for one who is not in the directory."""
    return (people.person_for(name) or SOMEBODY).zone


# It is asked for every rung of every deadline, and every person that is told.
@lru_cache(maxsize=4096)
def _hours(clock: ClockTerms | None, zone: str, region: str) -> Hours:
    if clock is None:
        return Hours(zone)
    return Hours(
        zone=zone,
        working=frozenset(day.number for day in clock.working_days),
        free=Free(frozenset(clock.holidays), region),
        quiet=clock.nightly,
        digest=clock.digest,
    )


@lru_cache(maxsize=4096)
def public_holidays(region: str, year: int) -> frozenset[date]:
    """List the public holidays of a year in `PT` or `DE-BY`; a region nobody knows has none."""
    if region not in regions():
        return frozenset()
    # 60 ms that only those pay whose people have a region.
    from holidays import country_holidays  # noqa: PLC0415  # as above

    country, _, part = region.partition("-")
    return frozenset(country_holidays(country, subdiv=part or None, years=year))


def known_region(text: str) -> str | None:
    """Return the region that `text` is, or the nearest that was meant; None where none is near."""
    if text in regions():
        return text
    return next(iter(get_close_matches(text.upper(), regions(), n=1)), None)


@cache
def regions() -> Mapping[str, None]:
    """List every region whose public holidays are known: countries, and their parts."""
    from holidays import list_supported_countries  # noqa: PLC0415  # as above

    parts = list_supported_countries(include_aliases=False)
    named = (
        (country, *(f"{country}-{part}" for part in some))
        for country, some in parts.items()
        if len(country) == len("PT")
    )
    return dict.fromkeys(one for some in named for one in some)
