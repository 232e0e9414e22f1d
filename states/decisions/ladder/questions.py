"""What somebody asked for waits for a second person, who is told of it, and reminded.

It is a deadline that passes with the question, so that a notice of it is one like every other.
The policy has no part in it: what needs a second person needs one under every policy.
"""

from collections.abc import Iterator

from states.decisions.hearing import Hearing
from states.record.deadlines import Deadline, DeadlineKind


def asked(hearing: Hearing) -> Iterator[Deadline]:
    """List what waits for an answer, each since it was asked."""
    if hearing.record.ended:
        return
    for one in hearing.record.pending:
        yield Deadline(
            kind=DeadlineKind.CONSENT,
            subject=one.id,
            anchor=one.at,
            due=one.at,
            set_at=hearing.now,
            ladder=DeadlineKind.CONSENT.value,
        )
