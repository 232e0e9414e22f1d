"""What only the operators of Retrogate can mend, and how they are told of it."""

from dataclasses import replace
from datetime import datetime

from states.decisions.hearing import Hearing
from states.decisions.ladder.parties import (
    Nobody,
    Reach,
    as_many_as_fit,
    highest,
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
    whose = f"nobody is there who may answer {deadline.subject}"
    ladder = f"the ladder “{deadline.ladder}” leads to nobody"
    amiss = OperatorsTold(
        deadline.id,
        subject=f"{hearing.key}: {whose if deadline.is_question else ladder}",
        since=f"{cut(said, ROOM)}.",
        settle="edit people.yaml, then: retro people import people.yaml",
        gaps=tuple(dict.fromkeys(one.gap for one in nobody)),
    )
    return _addressed(amiss, hearing, moment)


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
    return _addressed(amiss, hearing, moment)


def nobody_reached(notice: Notice, why: str, hearing: Hearing) -> OperatorsTold:
    """Say that a notice was tried on every route in vain; not to whom it was for."""
    amiss = OperatorsTold(
        notice.key,
        subject=f"{hearing.key}: {notice.to} could not be told on any route",
        since=cut(why, ROOM),
        settle="retro doctor",
    )
    return _addressed(amiss, hearing, hearing.now, besides=notice.to)


def _addressed(
    amiss: OperatorsTold, hearing: Hearing, moment: datetime, besides: str = ""
) -> OperatorsTold:
    able = tuple(one for one in operators(hearing) if one != besides)
    to = as_many_as_fit(able, ROOM_FOR_NAMES) or highest(hearing, besides)
    return replace(
        amiss,
        to=to,
        after=told_after(to, hearing, moment),
        bundled=is_bundled(to, hearing),
        instead=bool(to) and not able,
    )
