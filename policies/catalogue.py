"""Every check a policy may use, by id. A new check is one class and one row here."""

from policies.checks import (
    actions,
    approvals,
    context,
    due,
    factors,
    focus,
    impact,
    learnings,
    measurable,
    meeting,
    roles,
    ticketing,
    timeline,
    triggers,
    verification,
)
from policies.edition import Catalogued
from policies.file.direction import Tighter

CHECKS: tuple[type[Catalogued], ...] = (
    context.Complete,
    context.TimesOrdered,
    roles.Assigned,
    roles.Separate,
    roles.Invited,
    timeline.HasKinds,
    timeline.Timed,
    timeline.Sourced,
    timeline.AssumptionsSettled,
    timeline.WentWell,
    impact.Complete,
    meeting.Scheduled,
    meeting.PartiesInvited,
    meeting.TimelineSent,
    meeting.Held,
    factors.Counted,
    factors.Categorised,
    factors.Evidenced,
    factors.MadeSense,
    factors.Blameless,
    focus.TopFactors,
    learnings.Counted,
    learnings.Tied,
    triggers.Counted,
    triggers.Complete,
    actions.Present,
    actions.Owned,
    due.Due,
    due.DueWithin,
    actions.Ticketed,
    ticketing.TicketedWithin,
    actions.Prioritised,
    actions.Tied,
    actions.Delivered,
    measurable.Measurable,
    focus.Top,
    focus.OthersParked,
    focus.CoverTopFactors,
    actions.Specific,
    verification.P1Done,
    verification.Verified,
    verification.RunbookUpdated,
    context.CiLinked,
    verification.Settled,
    approvals.Quorum,
    approvals.ProposalsSettled,
)

CATALOGUE: dict[str, type[Catalogued]] = {check.id: check for check in CHECKS}


def tighter_of(kind: type) -> Tighter:
    """Say which way the parameters of a check ask more; of those left out, either way may."""
    tighter: Tighter = getattr(kind, "tighter", {})
    return tighter
