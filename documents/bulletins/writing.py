"""Write a bulletin to one person."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from documents.bulletins.digest import digest_lines, digest_subject
from documents.bulletins.facts import Dispatch, Promise, Week
from documents.bulletins.review import review_lines, review_subject
from documents.letter import Letter
from states.calendar import zone_named
from states.values import value

LIMIT = 40
"""Actions of a digest that is sent, and lines of each kind in a review: a page or two."""

LATE = timedelta(minutes=10)
"""A bulletin that is later than that says so."""


@value
class Clock:
    """When (UTC) a bulletin is written, by whose clock, and which channels may have it already."""

    now: datetime
    zone: str = "UTC"
    doubtful: tuple[str, ...] = ()


def key_of(dispatch: Dispatch) -> str:
    """Name a bulletin to one person, for ever: `bulletin/digest/2026-11-20T09:00Z/ana`."""
    return f"bulletin/{dispatch.kind.value}/{stamp_of(dispatch.moment)}/{dispatch.to}"


def stamp_of(moment: datetime) -> str:
    """Write the moment of a bulletin in UTC, to the second where it has some."""
    exact = moment.astimezone(UTC)
    return f"{exact:%Y-%m-%dT%H:%M:%SZ}" if exact.second else f"{exact:%Y-%m-%dT%H:%MZ}"


def digest_letter(dispatch: Dispatch, promises: Sequence[Promise], clock: Clock) -> Letter:
    """Write the digest of open actions as a letter."""
    day = clock.now.astimezone(zone_named(clock.zone)).date()
    return _letter(dispatch, digest_subject(promises), digest_lines(promises, day, LIMIT), clock)


def review_letter(dispatch: Dispatch, week: Week, clock: Clock) -> Letter:
    """Write the review of a week as a letter."""
    lines = review_lines(week, zone_named(clock.zone), LIMIT)
    return _letter(dispatch, review_subject(week), lines, clock)


def _letter(dispatch: Dispatch, subject: str, lines: Iterable[str], clock: Clock) -> Letter:
    text = "\n".join((*lines, *_remarks(dispatch, clock)))
    return Letter(key_of(dispatch), subject, text, markdown=True)


def _remarks(dispatch: Dispatch, clock: Clock) -> Iterable[str]:
    if clock.now - dispatch.moment > LATE:
        meant = dispatch.moment.astimezone(zone_named(clock.zone))
        yield from ("", f"This comes late: it was to be sent {meant:%Y-%m-%d %H:%M %Z}.")
    if clock.doubtful:
        yield from ("", f"You may have this already, by {', '.join(clock.doubtful)}.")
