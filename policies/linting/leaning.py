"""Which checks count on others: what one lets pass because a fact is missing, another asks for.

A due date that nobody gave is within no bound, and it is `actions.due` that says so. A policy
with the one and not the other would let the unknown pass: `retro policy lint` warns of it.
"""

from collections.abc import Iterator, Mapping

from policies.edition import Rule
from states.lifecycle import GATED, Phase

# fmt: off
LEANS_ON: Mapping[str, tuple[str, ...]] = {
    # a check                  and those that ask for what it takes as given
    "context.times_ordered":   ("context.complete",),
    "roles.separate":          ("roles.assigned",),
    "meeting.scheduled":       ("roles.assigned",),
    "meeting.timeline_sent":   ("meeting.scheduled",),
    "meeting.parties_invited": ("meeting.scheduled", "roles.invited"),
    "factors.blameless":       ("factors.count",),
    "actions.due_within":      ("actions.due",),
    "actions.p1_done":         ("actions.prioritised",),
    "actions.verified":        ("actions.prioritised", "actions.owned"),
    "actions.settled":         ("actions.owned",),
    "approvals.quorum":        ("roles.assigned",),
}
# fmt: on


def unsupported(rules: Mapping[Phase, tuple[Rule, ...]]) -> Iterator[tuple[Rule, str]]:
    """List each rule that leans on a check which no gate up to its own asks, and that check."""
    asked: set[str] = set()
    for gate in GATED:
        asked.update(rule.check.id for rule in rules[gate])
        for rule in rules[gate]:
            for other in LEANS_ON.get(rule.check.id, ()):
                if other not in asked:
                    yield rule, other
