"""What only the operators of Retrogate can mend, and how they are told of it."""

from dataclasses import replace
from datetime import datetime

from states.decisions.hearing import Hearing
from states.decisions.ladder.parties import (
    Nobody,
    Reach,
    as_many_as_fit,
    is_bundled,
    operators,
    told_after,
)
from states.events.escalations import OperatorsTold
from states.messages import cut
from states.record.deadlines import Deadline, Notice

ROOM = 400
"""Characters of what is amiss that one message has room for."""

ROOM_FOR_NAMES = 8_000
"""Bytes of an entry for those who operate Retrogate."""


def nobody_there(
    nobody: tuple[Nobody, ...], deadline: Deadline, moment: datetime, hearing: Hearing
) -> OperatorsTold:
    """Say which parties of which rungs of a ladder are nobody, and what mends it."""
    said = "; ".join(map(str, nobody))
    amiss = OperatorsTold(
        deadline.id,
        subject=f"{hearing.key}: the ladder “{deadline.ladder}” leads to nobody",
        since=f"{cut(said, ROOM)}.",
        settle="edit people.yaml, then: retro people import people.yaml",
        gaps=tuple(dict.fromkeys(one.gap for one in nobody)),
    )
    return _addressed(amiss, operators(hearing), hearing, moment)


def too_many(
    told: int, reach: Reach, deadline: Deadline, moment: datetime, hearing: Hearing
) -> OperatorsTold:
    """Say that a rung reaches more people than are told of one matter."""
    amiss = OperatorsTold(
        deadline.id,
        subject=f"{hearing.key}: the ladder “{deadline.ladder}” leads to a crowd",
        since=f"One rung reaches {len(reach.to)} people: the first {told} were told.",
        settle="retro people list",
    )
    return _addressed(amiss, operators(hearing), hearing, moment)


def nobody_reached(notice: Notice, why: str, hearing: Hearing) -> OperatorsTold:
    """Say that a notice was tried on every route in vain; not to whom it was for."""
    amiss = OperatorsTold(
        notice.key,
        subject=f"{hearing.key}: {notice.to} could not be told on any route",
        since=cut(why, ROOM),
        settle="retro doctor",
    )
    others = tuple(one for one in operators(hearing) if one != notice.to)
    return _addressed(amiss, others, hearing, hearing.now)


def _addressed(
    amiss: OperatorsTold, to: tuple[str, ...], hearing: Hearing, moment: datetime
) -> OperatorsTold:
    fitting = as_many_as_fit(to, ROOM_FOR_NAMES)
    after = told_after(fitting, hearing, moment)
    return replace(amiss, to=fitting, after=after, bundled=is_bundled(fitting, hearing))
