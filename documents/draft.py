"""A record as a person writes it down: without history, progress or approvals."""

from states.record.actions import Action
from states.record.context import Context, Impact, Meeting
from states.record.factors import Factor, KillCriterion, Learning
from states.record.facts import Fact, WentWell
from states.values import Line, value


@value
class Draft:
    """What a record file says; its lists are those of `states.record.retrospective.COLLECTIONS`."""

    incident: Line = ""
    context: Context = Context()
    impact: Impact = Impact()
    meeting: Meeting = Meeting()
    timeline: tuple[Fact, ...] = ()
    went_well: tuple[WentWell, ...] = ()
    factors: tuple[Factor, ...] = ()
    learnings: tuple[Learning, ...] = ()
    triggers: tuple[KillCriterion, ...] = ()
    actions: tuple[Action, ...] = ()
