"""The log of all entries in one line of `retro status`, and what is wrong with it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from cli.app import App
from cli.installation.log_health import must_be_signed
from cli.installation.log_keeping import log_of
from cli.installation.witness_health import must_be_looked_at
from cli.installation.witnessed import Testimony, testimonies
from cli.showing.cells import span
from states.errors import RetrogateError
from store.log.standing import Standing, standing_of


class Seen(NamedTuple):
    """How far a log has come, and what its witnesses signed of it."""

    log: Standing
    witnesses: tuple[Testimony, ...]


def seen_of(app: App) -> Seen:
    """Look at the log and at what lies outside.

    Raises:
        DisagreesError: the database does not hold what is known outside.
        InvalidError: what lies outside is no checkpoint of this log.
        UnreachableError: the database, or the folder of the log, does not answer.
    """
    log = log_of(app)
    claims = log.claims()
    return Seen(standing_of(log, claims), tuple(testimonies(app.settings.witnesses, claims)))


def log_line(seen: Seen, now: datetime) -> str:
    """Say how much there is, how old its newest signature is, what waits, and who witnesses."""
    return " · ".join(_parts(seen, now))


def _parts(seen: Seen, now: datetime) -> Iterator[str]:
    log = seen.log
    whole = log.placed + log.waiting
    yield "1 entry" if whole == 1 else f"{whole} entries"
    yield f"{log.signed} signed {_ago(log.signed_at, now)}" if log.signed_at else "none signed yet"
    if whole > log.signed and log.signed_at:
        yield f"{whole - log.signed} waiting to be signed"
    yield from (_testimony(one, log.signed, now) for one in seen.witnesses)
    if not seen.witnesses:
        yield "no witness"


def _testimony(one: Testimony, signed: int, now: datetime) -> str:
    if one.size is None or one.at is None:
        return f"{one.name} witnessed nothing"
    seen = "all of them" if one.size == signed else one.size
    return f"{one.name} witnessed {seen} {_ago(one.at, now)}"


def _ago(at: datetime, now: datetime) -> str:
    return f"{span(max(now - at, timedelta()))} ago"


def log_json(seen: Seen) -> dict[str, object]:
    """Say it as JSON values."""
    log = seen.log
    return {
        "origin": log.origin,
        "entries": log.placed + log.waiting,
        "signed": log.signed,
        "signed_at": log.signed_at,
        "waits_since": log.waits_since,
        "witnesses": [one._asdict() for one in seen.witnesses],
    }


def wrong_with(app: App, seen: Seen, *, is_served: bool) -> Iterator[str]:
    """Say what is wrong and what mends it; without a worker nobody signs anyway."""
    try:
        must_be_looked_at(seen.witnesses, seen.log.signed, app.now, app.output.clock)
        if is_served:
            must_be_signed(seen.log, app.now, app.output.clock)
    except RetrogateError as error:
        yield f"the log: {error} · {error.hint}"
