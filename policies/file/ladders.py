"""The ladders of a policy file: who hears of what is late, and how often again (R71)."""

from datetime import timedelta
from itertools import pairwise
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from policies.file.durations import Reach, Repeat, sized
from policies.file.shape import Parties, Strict, misfit
from states.values import Count

ONCE = 1


class RungLine(Strict):
    """How long after the deadline, whom, how often again, and whether in quiet hours, too.

    `times` is how often in all; `at_once` tells people whatever their clock shows.
    """

    at: Reach
    notify: Parties
    repeat: Repeat | None = None
    times: Count | None = None
    at_once: bool = False

    @model_validator(mode="after")
    def _repeat_for_a_reason(self) -> Self:
        if self.times is None:
            return self
        if self.repeat is None:
            raise misfit("times", "says how often, and not how soon again: say `repeat`")
        if self.times <= ONCE:
            raise misfit("times", f"{self.times} is no repeat: leave out `repeat` and `times`")
        return self


def _climbs(rungs: tuple[RungLine, ...]) -> tuple[RungLine, ...]:
    if not rungs or rungs[-1].repeat is None:
        raise ValueError("the last rung needs a repeat: an escalation never stops by itself")
    if rungs[-1].times is not None:
        raise ValueError(
            f"the last rung repeats {rungs[-1].times} times: an escalation never stops by itself, "
            "leave out its times"
        )
    if sized(rungs[-1].at) < timedelta(0):
        raise ValueError("the last rung lies before the deadline: it would only ever remind")
    if any(sized(later.at) < sized(rung.at) for rung, later in pairwise(rungs)):
        raise ValueError("the rungs need to stand in the order of their “at”")
    return rungs


Ladder = Annotated[tuple[RungLine, ...], AfterValidator(_climbs)]
