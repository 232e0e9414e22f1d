"""Values for tests: a small company, and an incident whose retrospective is complete."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from states.lifecycle import Phase
from states.people import Directory, PartyKind, Person
from states.record.actions import (
    Action,
    ActionState,
    Comparator,
    Drill,
    Metric,
    NoRecurrence,
    Priority,
    Progress,
    Verification,
)
from states.record.context import Context, Impact, Meeting, Severity
from states.record.factors import Category, Factor, KillCriterion, Learning, Nature, Remedy
from states.record.facts import Fact, FactKind, WentWell
from states.record.proposals import Approval
from states.record.retrospective import COLLECTIONS, Mark, Retrospective
from states.rules import Case

KEY = "INC-42"
STARTED = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
OPENED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
"""The moment at which tests judge: nine days after the record was opened."""

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DASHBOARD = "https://dashboards.example.org/d/payments"
REVISION = 40

T = TypeVar("T")


def changed(thing: T, **fields: Any) -> T:
    """Return the same value with other fields."""
    return replace(thing, **fields)  # type: ignore[type-var]  # every value of the core is a dataclass


# fmt: off
PEOPLE = Directory({
    one.id: one
    for one in (
        Person("ana", "Ana Diaz", "ana@example.org", "mia", ("engineer",), "Europe/Lisbon"),
        Person("ben", "Ben Roth", "ben@example.org", "mia", ("engineer",), "America/New_York"),
        Person("fay", "Fay Holm", "fay@example.org", "rob", ("facilitator",)),
        Person("mia", "Mia Sato", "mia@example.org", "rob", ("manager",)),
        Person("rob", "Rob Lund", "rob@example.org", "", ("director",)),
        Person("sol", "Sol Okoye", "sol@example.org", "rob", ("sre-lead",)),
        Person("sam", "Sam Petrov", "sam@example.org", "rob", ("service-owner",)),
        Person("lee", "Lee Kim", "lee@example.org", "mia", ("engineer", "service-owner"),
               left=date(2026, 2, 1)),
        Person("payments-team", "Payments", kind=PartyKind.TEAM),
    )
})

TIMELINE = (
    Fact("T1", STARTED, FactKind.CHANGE, "The payments release reached all regions",
         "ana", "https://ci.example.org/deploys/7"),
    Fact("T2", STARTED + 12 * MINUTE, FactKind.DETECTION, "Checkout errors rose above 5 %",
         "ben", DASHBOARD),
    Fact("T3", STARTED + 20 * MINUTE, FactKind.ESCALATION, "The payments team was paged",
         "ben", "https://pages.example.org/9"),
    Fact("T4", STARTED + 60 * MINUTE, FactKind.RESOLUTION, "The release was rolled back",
         "ana", "https://ci.example.org/deploys/8"),
)

FACTORS = (
    Factor("F1", "The webhook retries had no upper limit", Category.TECHNOLOGY, Nature.TECHNICAL,
           ("T1", DASHBOARD), "Retries had always finished within seconds", top=True),
    Factor("F2", "The canary stage did not see webhook traffic", Category.PROCESS,
           Nature.PROCESS, ("T1",), "The canary was built before webhooks existed"),
    Factor("F3", "The rollback procedure was not written down", Category.COMMUNICATION,
           Nature.PROCESS, ("T4",), "Rollbacks had been rare", procedure_missing=True),
)

LEARNINGS = (
    Learning("L1", "Unbounded retries turn a slow answer into an outage", ("T2",), Remedy.FIX),
    Learning("L2", "The canary has to carry every kind of traffic", ("T1",), Remedy.GUARDRAIL),
    Learning("L3", "A rollback takes forty minutes without a runbook", ("T4",), Remedy.RUNBOOK),
)

TRIGGERS = (
    KillCriterion("K1", "Retry queue above 10,000", "Switch retries off"),
    KillCriterion("K2", "Canary errors above 1 %", "Stop the rollout"),
    KillCriterion("K3", "Rollback takes over ten minutes", "Page the service owner"),
)
# fmt: on


def verified_by(criterion: Any) -> Verification:
    """Build a verification that says everything R41 asks for."""
    return Verification(
        criterion=criterion,
        steps="Replay yesterday's webhooks",
        environment="staging",
        test_data="webhooks of 2026-03-01",
        expected="No message is retried more than five times",
        rollback="Set retries.limit to unlimited",
        signal="retry queue depth",
    )


RETRY_DEPTH = Metric("retry queue depth", Comparator.BELOW, Decimal(100), "messages", 14, DASHBOARD)

ACTIONS = (
    Action(
        id="A1",
        title="Cap webhook retries at five",
        owner="ana",
        due=date(2026, 3, 20),
        ticket="PAY-101",
        priority=Priority.P1,
        factors=("F1",),
        deliverable="The retry limit in the webhook worker",
        component="webhook-worker",
        verification=verified_by(RETRY_DEPTH),
        top=True,
    ),
    Action(
        id="A2",
        title="Write the rollback runbook",
        owner="ben",
        due=date(2026, 3, 25),
        ticket="PAY-102",
        priority=Priority.P2,
        factors=("F3",),
        deliverable="A runbook page that a new engineer can follow",
        component="payments",
        verification=verified_by(Drill("Roll back a release from the runbook alone")),
        top=True,
        runbook=True,
    ),
    Action(
        id="A3",
        title="Send webhooks through the canary",
        owner="ana",
        due=date(2026, 4, 3),
        sprint="2026-14",
        ticket="PAY-103",
        priority=Priority.P3,
        factors=("F2",),
        deliverable="Canary traffic that holds webhooks",
        component="rollout",
        verification=verified_by(NoRecurrence(30)),
    ),
)

# fmt: off
PROGRESS = {
    "A1": Progress(ActionState.VERIFIED, "ben", NOON - DAY, "https://ci.example.org/runs/1"),
    "A2": Progress(ActionState.VERIFIED, "ana", NOON - DAY, "https://wiki.example.org/rollback"),
    "A3": Progress(ActionState.PARKED, "fay", NOON - DAY, reason="the canary is rebuilt in June"),
}
# fmt: on

CONTEXT = Context(
    title="Checkout failed while webhooks were retried",
    severity=Severity.SEV2,
    services=("payments",),
    effect="One in ten payments failed",
    started=STARTED,
    detected=STARTED + 12 * MINUTE,
    acknowledged=STARTED + 15 * MINUTE,
    stabilized=STARTED + 60 * MINUTE,
    commander="ben",
    facilitator="fay",
    scribe="ana",
    decision_owner="sol",
    service_owner="sam",
)


def complete_record(phase: Phase = Phase.VERIFIED) -> Retrospective:
    """Build a record that passes every gate, standing in `phase`."""
    record = Retrospective(
        incident=KEY,
        policy="default",
        opened=OPENED,
        opened_by="fay",
        phase=phase,
        entered=OPENED + DAY,
        touched=NOON - HOUR,
        revision=REVISION,
        context=CONTEXT,
        impact=Impact("EU checkout", 1200, 18),
        meeting=Meeting(
            at=OPENED + 2 * DAY,
            attendees=("fay", "ben", "ana", "sam"),
            timeline_sent=OPENED + DAY,
            held=OPENED + 2 * DAY,
        ),
        timeline=TIMELINE,
        went_well=(WentWell("G1", "The rollback button worked"),),
        factors=FACTORS,
        learnings=LEARNINGS,
        triggers=TRIGGERS,
        actions=ACTIONS,
        progress=PROGRESS,
        approvals=(Approval("sam", NOON - HOUR, REVISION),),
    )
    return changed(record, marks=marks_of(record))


def marks_of(record: Retrospective) -> dict[str, Mark]:
    """Say of every item that fay added it when the record was opened."""
    mark = Mark("fay", OPENED, OPENED)
    return {one.id: mark for row in COLLECTIONS for one in record.items(row.name)}


def case_of(record: Retrospective, now: datetime = NOON, people: Directory = PEOPLE) -> Case:
    """Put a record before its judge."""
    return Case(record, people, now)


def with_item(record: Retrospective, item: str, **fields: Any) -> Retrospective:
    """Return the record with other fields in one of its items."""
    return record.with_items(
        {
            row.name: tuple(
                changed(one, **fields) if one.id == item else one for one in record.items(row.name)
            )
            for row in COLLECTIONS
        }
    )


def with_context(record: Retrospective, **fields: Any) -> Retrospective:
    """Return the record with other fields in its context."""
    return changed(record, context=changed(record.context, **fields))


def with_progress(record: Retrospective, action: str, **fields: Any) -> Retrospective:
    """Return the record with something else having become of one action."""
    return changed(record, progress={**record.progress, action: Progress(**fields)})
