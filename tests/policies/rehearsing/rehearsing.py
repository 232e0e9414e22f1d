"""Rehearsals of the complete record under small policies."""

from datetime import datetime

from policies.policy import Policy
from policies.rehearsing.cue import Cue
from policies.rehearsing.rehearsal import Rehearsal, rehearsed
from policies.rehearsing.scenes import Scene
from policies.shelf import policy_of
from states.envelope import ENGINE
from states.events.record import IncidentOpened, ItemAdded, SingleChanged
from states.evolve import fold
from states.people import Directory
from states.record.retrospective import COLLECTIONS, Retrospective
from states.stamp import Stamp
from tests.builders import KEY, OPENED, PEOPLE, changed, complete_record
from tests.policies.small import SMALL

COMPLETE = complete_record()
OFFICE = """\
clock:
  working_days: [mon, tue, wed, thu, fri]
  holidays: [2026-04-03, 2026-04-06]
  quiet: {from: "18:00", to: "08:00"}
"""
DIGEST = '  digest: "09:00"\n'
LADDERS = """\
  short: [{at: -24h, notify: [owner]}, {at: 0h, notify: [manager], repeat: 7d}]
"""
OPERATED = Directory(
    {**PEOPLE.people, "rob": changed(PEOPLE.people["rob"], roles=("director", "operator"))}
)


def small(*changes: tuple[str, str], clock: str = "") -> Policy:
    """Take the small policy with places changed, and a clock."""
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return policy_of(text.replace("ladders:\n", f"{clock}ladders:\n"))


def laddered(rungs: str, clock: str = "") -> Policy:
    """Take the small policy with another ladder for gates and actions."""
    return small((LADDERS, f"  short: [{rungs}]\n"), clock=clock)


def begun(told: Retrospective = COMPLETE, at: datetime = OPENED) -> Retrospective:
    """Open an incident that says what another does."""
    stamp = Stamp(at, ENGINE, 1)
    items = [ItemAdded(one) for row in COLLECTIONS for one in told.items(row.name)]
    opened = fold(Retrospective(KEY), [IncidentOpened(told.context, "0" * 64)], stamp)
    return fold(opened, [SingleChanged(told.meeting), *items], stamp)


def rehearsal(
    policy: Policy,
    people: Directory = OPERATED,
    record: Retrospective | None = None,
    until: datetime | None = None,
    at: datetime = OPENED,
) -> Rehearsal:
    """Rehearse an incident that is opened at a moment."""
    return rehearsed(Scene(record or begun(at=at), policy, people, at), until)


def about(found: Rehearsal, deadline: str) -> list[Cue]:
    """List what is told of one deadline."""
    return [one for one in found.cues if one.deadline == deadline]
