"""The time zone that somebody named."""

from zoneinfo import ZoneInfo

from documents.moments import zone_from
from states.errors import InvalidError


def zone_called(name: str) -> ZoneInfo | None:
    """Find the zone of that name; none without a name.

    Raises:
        InvalidError: there is no such zone; it says which was probably meant.
    """
    try:
        return zone_from(name) if name else None
    except ValueError as error:
        raise InvalidError(f"zone: {error}", "see what is set: retro config show") from error
