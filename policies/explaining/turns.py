"""Whose turn it is, as a table: the party that each check of the catalogue asks something of.

A finding that names people goes before this table; what it lacks is the facilitator's.
"""

from collections.abc import Callable
from enum import Enum

from policies.edition import Rule
from policies.file.lines import Items, WrittenLine
from states.record.retrospective import Retrospective


class Party(Enum):
    """Somebody who has a part in a retrospective."""

    FACILITATOR = "facilitator"
    COMMANDER = "commander"
    SCRIBE = "scribe"
    DECISION_OWNER = "decision owner"
    ACTION_OWNER = "action owner"
    VERIFIER = "somebody who does not own the action"
    APPROVER = "approver"


# fmt: off
TURNS = {
    Party.COMMANDER:      ("context.complete", "context.times_ordered", "ci.linked"),
    Party.FACILITATOR:    ("roles.assigned", "roles.separate", "roles.invited", "impact.complete",
                           "meeting.scheduled", "meeting.parties_invited",
                           "meeting.timeline_sent", "meeting.held",
                           "went_well.captured", "factors.count", "factors.categorised",
                           "factors.evidenced", "factors.made_sense", "factors.blameless",
                           "factors.top",
                           "learnings.count", "learnings.tied",
                           "triggers.count", "triggers.complete", "actions.owned"),
    Party.SCRIBE:         ("timeline.has_kinds", "timeline.timed", "timeline.sourced",
                           "timeline.assumptions_settled"),
    Party.DECISION_OWNER: ("actions.present", "actions.top", "actions.others_parked",
                           "actions.cover_top_factors"),
    Party.ACTION_OWNER:   ("actions.due", "actions.due_within", "actions.ticketed",
                           "actions.ticketed_within",
                           "actions.prioritised", "actions.tied", "actions.delivered",
                           "actions.measurable", "actions.specific", "actions.p1_done",
                           "runbook.updated"),
    Party.VERIFIER:       ("actions.verified", "actions.settled"),
    Party.APPROVER:       ("approvals.quorum", "proposals.settled"),
}

NAMED: dict[Party, Callable[[Retrospective], str]] = {
    Party.FACILITATOR:    lambda record: record.context.facilitator,
    Party.COMMANDER:      lambda record: record.context.commander,
    Party.SCRIBE:         lambda record: record.context.scribe,
    Party.DECISION_OWNER: lambda record: record.context.decision_owner,
}
"""Parties whom the record names once."""
# fmt: on

_PARTY = {check: party for party, checks in TURNS.items() for check in checks}


def party_of(rule: Rule, line: object = None) -> Party:
    """Say of whom a rule asks something; `line` is how the file has it."""
    about_actions = isinstance(line, WrittenLine) and line.for_each is Items.ACTIONS
    return _PARTY.get(rule.check.id, Party.ACTION_OWNER if about_actions else Party.FACILITATOR)


def player_of(party: Party, record: Retrospective, item: str) -> str:
    """Name who plays a party in a record; empty where nobody does yet, or several could."""
    action = record.action_for(item)
    if party is Party.ACTION_OWNER:
        return action.owner if action else ""
    return NAMED[party](record) if party in NAMED else ""
