"""What an incident is replayed with, and what comes of it."""

from collections.abc import Callable

from policies.policy import Policy
from policies.simulating.calls import Called
from policies.simulating.passages import Passage
from policies.simulating.past import Staff, Window
from policies.simulating.waiting import Wait
from states.record.context import Context
from states.values import Line, value


@value
class Setting:
    """What every incident is replayed with: the candidate, and what it was judged by then.

    `pinned` finds a policy by its digest; of one that is lost, only its recorded answers tell.
    """

    candidate: Policy
    pinned: Callable[[str], Policy | None]
    staff: Staff
    window: Window


@value
class Replayed:
    """One incident: its gates and escalations then and under the candidate, and what waited.

    `source` is the file it was read from, `is_cut` whether escalations had no end.
    """

    incident: Line
    context: Context
    passages: tuple[Passage, ...] = ()
    calls: tuple[Called, ...] = ()
    then: tuple[Wait, ...] = ()
    would: tuple[Wait, ...] = ()
    source: Line = ""
    is_cut: bool = False
