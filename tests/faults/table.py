"""Every fault of the campaign, as a table: what is done, and how often in each form."""

from collections.abc import Iterator
from typing import NamedTuple

from tests.faults.bouts.clocks import commands_come_from_other_days, workers_clocks_differ
from tests.faults.bouts.crowds import a_crowd_at_one_incident, copies_race
from tests.faults.bouts.disks import every_call_fails
from tests.faults.bouts.hands import hands_reach_past
from tests.faults.bouts.kills import backends_die, postmasters_die, servers_die, workers_die
from tests.faults.bouts.poisons import poison_is_answered
from tests.faults.bouts.rebuilds import entries_are_rebuilt, lists_are_rebuilt
from tests.faults.bouts.tampers import history_is_rewritten
from tests.faults.bouts.wipes import temporal_is_wiped, workflows_are_reset
from tests.faults.bouts.wires import lines_fail
from tests.faults.place import Bout

EVERY = 0
"""As often as there are calls to the disk."""


class Fault(NamedTuple):
    """One row; `short` and `long` say how often it is done in each form.

    No house lives through more than `most` of them: the last is to cost what the first did.
    """

    name: str
    bout: Bout
    short: int
    long: int
    most: int = 1_000_000

    def rounds(self, times: int) -> Iterator[int]:
        """Divide what is done so often among houses."""
        yield min(times, self.most)
        if times > self.most:
            yield from self.rounds(times - self.most)


# fmt: off
FAULTS = (
    #     name              bout                           short  long   most
    Fault("wire",           lines_fail,                    1,     20),
    Fault("copies",         copies_race,                   1,     100),
    Fault("hands",          hands_reach_past,              1,     10),
    Fault("disk",           every_call_fails,              3,     EVERY),
    Fault("days",           commands_come_from_other_days, 2,     200),
    Fault("tamper",         history_is_rewritten,          12,    2_000),
    Fault("lists",          lists_are_rebuilt,             2,     50),
    Fault("workers",        workers_die,                   2,     1_000, 50),
    Fault("servers",        servers_die,                   1,     200,   20),
    Fault("backends",       backends_die,                  1,     300,   25),
    Fault("postmasters",    postmasters_die,               1,     200,   25),
    Fault("clocks",         workers_clocks_differ,         1,     40),
    Fault("crowd",          a_crowd_at_one_incident,       1,     20),
    Fault("poison",         poison_is_answered,            1,     20),
    Fault("wiped",          temporal_is_wiped,             1,     20),
    Fault("reset",          workflows_are_reset,           1,     100),
    Fault("retold",         entries_are_rebuilt,           1,     50),
)
# fmt: on
