"""An attempt to deliver a letter by a channel, and what may follow it, as a table.

The store keeps every attempt from before it begins, so that a worker which dies in the middle
of one leaves a doubt behind, and never a silence.
"""

from datetime import datetime, timedelta
from enum import Enum

from states.values import Count, Instant, Line, Text, value


class Answer(Enum):
    """What an attempt came to."""

    UNDER_WAY = "under way"
    TAKEN = "taken"
    REFUSED = "refused"
    AWAY = "away"
    DOUBTFUL = "doubtful"
    SPARED = "spared"
    IMPOSSIBLE = "impossible"


# fmt: off
AGAIN = {
    #                    is the channel asked again?  because
    Answer.UNDER_WAY:  True,   # once its lease is over: whoever began is gone, and it is DOUBTFUL
    Answer.TAKEN:      False,  # a channel that answered is never asked again
    Answer.REFUSED:    True,   # it has nothing of it
    Answer.AWAY:       True,   # nobody was there to take it
    Answer.DOUBTFUL:   True,   # nobody heard its answer; the letter says so, under the same key
    Answer.SPARED:     True,   # it was not asked: it did not answer for others
    Answer.IMPOSSIBLE: False,  # the person has no address there; in the next round they may
}
# fmt: on

SENDING = timedelta(seconds=30)
"""How long a channel has for its answer; what it answers later is not heard, and the letter comes
again. A mail server that looks through a letter before it takes it may need twenty seconds."""

LEASE = timedelta(seconds=75)
"""How long an attempt is its worker's own: to write it down, to send, to write down the answer."""

BEGINNING = LEASE - 2 * SENDING
"""How long after its begin an attempt may still be sent: it ends before its lease does."""


@value
class Attempt:
    """One try; `number` counts those of this letter and channel. Times are UTC."""

    letter: Line
    channel: Line
    number: Count
    rounds: Count
    route: Line
    begun: Instant
    lease: Instant
    answer: Answer = Answer.UNDER_WAY
    ended: Instant | None = None
    reason: Text = ""


def runs(attempt: Attempt, now: datetime) -> bool:
    """Tell whether an attempt is its worker's own still."""
    is_open = attempt.answer is Answer.UNDER_WAY and now < attempt.lease
    return is_open and not is_ahead(attempt.begun, now)


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Tell whether a moment was written by a clock that has been set back since."""
    return moment > now + LEASE
