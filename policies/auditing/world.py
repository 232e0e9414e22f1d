"""What an audit judges by: who there was, and every policy by its digest."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property

from policies.policy import Policy
from policies.shelf import policy_of
from policies.simulating.past import Staff
from states.errors import NotFoundError
from states.people import Directory

SKEW = timedelta(days=1)
"""How far the clocks of two machines may be apart: an entry names no directory but at a gate."""


class World:
    """The people of every day, and the text of every policy by its digest."""

    def __init__(self, staff: Staff, texts: Mapping[str, str]) -> None:
        """Begin with both."""
        self._staff = staff
        self._texts = texts

    def policy(self, digest: str) -> Policy:
        """Return the policy of a digest; raises `RetrogateError` where there is none."""
        if digest not in self._texts:
            raise NotFoundError("none is kept", "see what is kept: retro policy list")
        return policy_of(self._texts[digest])

    def asked(self, revision: int | None, moment: datetime) -> Directory:
        """Return the directory that a gate's answer names, or that of its moment."""
        named = self._revisions.get(revision) if revision else None
        return named or self._staff.at(moment)

    def knows(self, revision: int | None) -> bool:
        """Tell whether there is a directory of that number; none is named by older entries."""
        return revision is None or revision in self._revisions

    def around(self, moment: datetime) -> Iterator[Directory]:
        """List the directory of a moment, then others that a clock put wrong may have meant."""
        yield self._staff.at(moment)
        for since, directory in self._staff.since:
            if abs(since - moment) <= SKEW:
                yield directory
        yield self._staff.at(moment - SKEW)

    @cached_property
    def _revisions(self) -> dict[int, Directory]:
        return {one.revision: one for _, one in self._staff.since}
