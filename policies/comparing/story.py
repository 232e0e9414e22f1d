"""The incident that every sample tells of, as tables; nothing in it happened."""

from decimal import Decimal

from states.record.actions import Comparator, Criterion, Drill, Metric, NoRecurrence, Priority, Test
from states.record.factors import Category, Nature, Remedy
from states.record.facts import FactKind

LINK = "https://example.org/dashboard"
WINDOW = 28

# fmt: off
PLAYERS = {
    "commander":      "commander",
    "facilitator":    "facilitator",
    "scribe":         "scribe",
    "decision_owner": "decider",
    "service_owner":  "service-owner",
}
OTHERS = ("opener", "owner-1", "owner-2", "owner-3", "owner-4", "verifier", "neighbour", "approver")

#              kind                   what was seen
SEEN = (
    (FactKind.CHANGE,        "A release reached all regions"),
    (FactKind.DETECTION,     "Errors at the checkout rose above 5 %"),
    (FactKind.ESCALATION,    "The team on call was paged"),
    (FactKind.ACTION,        "The release was held back in the last region"),
    (FactKind.COMMUNICATION, "The status page told users"),
    (FactKind.NOTE,          "The queue of retries was still growing"),
    (FactKind.RESOLUTION,    "The release was rolled back"),
)
CONDITIONS = (
    ("Retries had no upper limit", Category.TECHNOLOGY, Nature.TECHNICAL),
    ("The way back was not written down", Category.COMMUNICATION, Nature.PROCESS),
    ("The canary carried none of the traffic that failed", Category.PROCESS, Nature.PROCESS),
)
UNWRITTEN = "F2"
"""The condition that a procedure was missing for."""

LEARNT = (
    ("Unbounded retries turn a slow answer into an outage", Remedy.FIX),
    ("A canary has to carry every kind of traffic", Remedy.GUARDRAIL),
    ("A rollback takes an hour without a runbook", Remedy.RUNBOOK),
)
SIGNALS = (
    ("Retry queue above 10,000", "Switch retries off"),
    ("Canary errors above 1 %", "Stop the rollout"),
    ("Rollback takes over ten minutes", "Page the service owner"),
)
DEPTH = Metric("retry queue depth", Comparator.BELOW, Decimal(100), "messages", WINDOW, LINK)
PROMISED: tuple[tuple[str, Priority, str, Criterion], ...] = (
    ("Cap retries at five", Priority.P1, "F1", DEPTH),
    ("Write the rollback runbook", Priority.P2, UNWRITTEN, Drill("Roll back by the runbook")),
    ("Send every kind of traffic through the canary", Priority.P3, "F3", Test("canary-traffic")),
    ("Alert on the depth of the retry queue", Priority.P3, "F1", NoRecurrence(WINDOW)),
)
TOP = 2
# fmt: on
