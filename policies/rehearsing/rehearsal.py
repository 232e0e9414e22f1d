"""Everybody's calendar for one incident: each reminder and escalation if nobody acts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import chain

from policies.rehearsing.climbing import cues_of
from policies.rehearsing.cue import Cue
from policies.rehearsing.scenes import Scene, scenes
from states.values import Count, Instant, Line, value

ASSUMED = (
    "nobody acts: nothing is done, moved or acknowledged",
    "each gate is entered at the moment at which the one before it was due",
)
"""What is taken for granted; nothing of it is likely."""


@value
class Share:
    """How much one person hears: `cues` of them, in so many `messages`."""

    person: Line
    cues: Count
    messages: Count


@value
class Rehearsal:
    """What everybody would hear from `begins` on, in the order in which they hear it; UTC."""

    incident: Line
    begins: Instant
    until: Instant | None
    cues: tuple[Cue, ...]

    def of(self, person: str) -> "Rehearsal":
        """Keep what one person hears."""
        return replace(self, cues=tuple(one for one in self.cues if one.to == person))

    @property
    def shares(self) -> tuple[Share, ...]:
        """Count what each hears, most messages first; what is bundled comes in one a moment."""
        cues = Counter(one.to for one in self.cues if one.to)
        letters = Counter(person for person, *_ in {_letter(one) for one in self.cues})
        shares = (Share(name, count, letters[name]) for name, count in cues.items())
        return tuple(sorted(shares, key=lambda one: (-one.messages, one.person)))


def rehearsed(first: Scene, until: datetime | None = None) -> Rehearsal:
    """Let time pass over an incident that nobody works on.

    Without an end it is told until every rung was shown, one that repeats twice.
    """
    cues = chain.from_iterable(cues_of(one, until) for one in scenes(first))
    return Rehearsal(first.record.incident, first.now, until, _sorted(cues))


def _sorted(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    # At the same moment they stay as they were reached: a rung, and what is amiss with it.
    return tuple(sorted(cues, key=lambda one: (one.at, one.moment)))


def _letter(cue: Cue) -> tuple[str, ...]:
    return (cue.to, cue.at.isoformat(), "" if cue.bundled else cue.key)
