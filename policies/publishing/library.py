"""Which policies there are and what became of each, folded from what was done with them."""

from collections.abc import Iterator
from enum import Enum

from policies.file.lines import When
from states.values import Count, Instant, Line, Text, value


class State(Enum):
    """What became of a policy; a candidate was never published, nor what lapsed as a proposal."""

    CANDIDATE = "candidate"
    PROPOSED = "proposed"
    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    LAPSED = "never in force"


PUBLISHED = (State.IN_FORCE, State.SUPERSEDED)


@value
class Offer:
    """A policy as somebody offered it: what it says of itself, and what it changes.

    `against` are the policies, by digest, that it would take incidents from.
    """

    digest: Line
    name: Line
    version: Line
    by: Line
    when: When | None = None
    reason: Text = ""
    newly_blocks: tuple[Line, ...] = ()
    newly_allows: tuple[Line, ...] = ()
    against: tuple[Line, ...] = ()

    @property
    def title(self) -> str:
        """Name it with its version: `payments@3.2.0`."""
        return f"{self.name}@{self.version}"

    @property
    def number(self) -> tuple[int, ...]:
        """Return the version as numbers, which can be compared."""
        return numbered(self.version)


@value
class Publication:
    """One policy and what became of it, since when, and who agreed; times are UTC."""

    offer: Offer
    state: State
    at: Instant
    agreed_by: Line = ""
    shadow_since: Instant | None = None

    @property
    def is_published(self) -> bool:
        """Tell whether it is or was in force."""
        return self.state in PUBLISHED


@value
class Library:
    """Every policy that was offered, the newest last; `seq` is the entry up to which it is true."""

    publications: tuple[Publication, ...] = ()
    seq: Count = 0

    @property
    def in_force(self) -> tuple[Publication, ...]:
        """List the policies that a new incident may be pinned to, the newest last."""
        return tuple(one for one in self.publications if one.state is State.IN_FORCE)

    @property
    def candidate(self) -> Publication | None:
        """Find the policy that is listened to beside those in force."""
        return next((one for one in self.publications if one.shadow_since), None)

    def of(self, digest: str) -> Publication | None:
        """Find a policy by its digest."""
        return next((one for one in self.publications if one.offer.digest == digest), None)

    def called(self, title: str) -> Publication | None:
        """Find what was offered as `NAME@VERSION`, or is in force as `NAME`."""
        name, _, version = title.partition("@")
        return next((one for one in self._named(name) if version in ("", one.offer.version)), None)

    def _named(self, name: str) -> Iterator[Publication]:
        order = (State.IN_FORCE, State.PROPOSED, State.SUPERSEDED, State.LAPSED)
        for state in order:
            for one in self.publications:
                if (one.offer.name, one.state) == (name, state):
                    yield one

    def newest(self, name: str) -> Publication | None:
        """Find the highest published version of a name."""
        some = [one for one in self.publications if one.offer.name == name and one.is_published]
        return max(some, key=lambda one: one.offer.number, default=None)


def numbered(version: str) -> tuple[int, ...]:
    """Return a version as numbers: `3.10.0` is above `3.9.0`."""
    return tuple(map(int, version.split(".")))
