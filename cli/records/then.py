"""An incident as it was at a place of its history: a moment, or the number of an entry."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from itertools import takewhile

from cli.app import App
from policies.language.wording import moment
from policies.simulating.past import Past, Step
from states.errors import NotFoundError
from states.evolve import fold
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from states.values import Instant, value
from store.pasts import Pasts

Place = datetime | int
"""A moment (UTC), or the number of an entry."""


@value
class Then:
    """What had happened by then, the moment (UTC) that is looked at, and the record."""

    past: Past
    at: Instant
    record: Retrospective

    @property
    def seq(self) -> int:
        """The newest entry of that time."""
        return self.past.steps[-1].seq


def past_of(app: App, key: str) -> Past:
    """Read the history of an incident; raises `NotFoundError` where there is no such incident."""
    app.history.must_know(key)
    return Pasts(app.engine).of(key)


def then_at(past: Past, place: Place) -> Then:
    """Look at an incident as it was.

    Raises:
        NotFoundError: there was nothing yet, or there is no such entry.
    """
    newest = newest_at(past.incident, ((one.seq, one.at) for one in past.steps), place)
    steps = tuple(one for one in past.steps if one.seq <= newest)
    record = reduce(_with, steps, Retrospective(past.incident))
    if record.opened is None:
        raise _not_opened(past.incident, place)
    at = steps[-1].at if isinstance(place, int) else place
    return Then(Past(past.incident, steps), at, record)


def newest_at(incident: str, entries: Iterable[tuple[int, datetime]], place: Place) -> int:
    """Return the number of the newest entry of that time, among entries with their moments.

    Raises:
        NotFoundError: as `then_at`.
    """
    found = [*entries]
    if isinstance(place, int):
        return _known(incident, place, [seq for seq, _ in found])
    # A clock put back does not reorder a history: what follows a later entry is later.
    known = [seq for seq, _ in takewhile(lambda one: one[1] <= place, found)]
    if not known:
        raise _not_opened(incident, place)
    return known[-1]


def _with(record: Retrospective, step: Step) -> Retrospective:
    return fold(record, step.events, Stamp(step.at, step.by, step.seq))


def _known(incident: str, seq: int, numbers: list[int]) -> int:
    if seq not in numbers:
        raise NotFoundError(
            f"{incident} has no entry {seq}; they are numbered from 1 to {max(numbers)}",
            f"see each: retro history {incident}",
        )
    return seq


def _not_opened(incident: str, place: Place) -> NotFoundError:
    when = f"by entry {place}" if isinstance(place, int) else f"by {moment(place)}"
    return NotFoundError(
        f"{incident} had not been opened {when}", f"see when it was: retro history {incident}"
    )
