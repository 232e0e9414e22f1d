"""All incidents under a candidate, and how it adds up."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property

from policies.simulating.by_check import CheckTold, by_check
from policies.simulating.calls import Shift
from policies.simulating.passages import Verdict
from policies.simulating.past import Past, Window
from policies.simulating.replaying import replayed
from policies.simulating.setting import Replayed, Setting
from policies.simulating.waiting import waited


class Simulation:
    """What was replayed with one setting; times are those of one person at each incident."""

    def __init__(self, replays: Iterable[Replayed], window: Window, passed_over: int = 0) -> None:
        """Take incidents; those in which nothing happened that is told of are left out.

        `passed_over` counts the incidents that the policy is not for.
        """
        self.replays = tuple(one for one in replays if not _is_empty(one))
        self.window = window
        self.passed_over = passed_over

    @property
    def decisions(self) -> int:
        """Count how often a gate was asked for."""
        return sum(len(each.attempts) for one in self.replays for each in one.passages)

    def gates(self, verdict: Verdict) -> int:
        """Count the gates that would have come off so."""
        return sum(each.verdict is verdict for one in self.replays for each in one.passages)

    @property
    def shut_anyway(self) -> int:
        """Count the gates that stay shut under both policies."""
        same = (each for one in self.replays for each in one.passages if not each.would_open)
        return sum(one.verdict is Verdict.SAME for one in same)

    def calls(self, *shifts: Shift) -> int:
        """Count the escalations that compare so."""
        return sum(each.shift in shifts for one in self.replays for each in one.calls)

    @property
    def waited_then(self) -> timedelta:
        """Add up how long incidents stood before a gate that was shut."""
        return sum((waited(one.then, self.window) for one in self.replays), timedelta())

    @property
    def would_wait(self) -> timedelta:
        """Add up how long they would have."""
        return sum((waited(one.would, self.window) for one in self.replays), timedelta())

    @cached_property
    def checks(self) -> tuple[CheckTold, ...]:
        """Tell of each check that is or was in the way."""
        return by_check(self.replays, self.window)


def simulated(pasts: Iterable[Past], setting: Setting) -> Simulation:
    """Replay every incident that the candidate is for."""
    replays: list[Replayed] = []
    passed_over = 0
    for past in pasts:
        if setting.candidate.is_for(past.context):
            replays.append(replayed(past, setting))
        else:
            passed_over += 1
    return Simulation(replays, setting.window, passed_over)


def _is_empty(one: Replayed) -> bool:
    return not (one.passages or one.calls or one.then or one.would)
