"""In which zone somebody reads moments: one rule for pages, letters and bulletins."""

from states.people import Person

UNSAID = "UTC"
"""What the directory has of somebody whose zone nobody wrote down."""


def zone_of(person: Person | None, usual: str) -> str:
    """Name the zone in which somebody lives, or the usual one where the directory has none."""
    return person.zone if person and person.zone != UNSAID else usual
