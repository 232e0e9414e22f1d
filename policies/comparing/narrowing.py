"""Two policies without the rules they share: what they agree on needs no asking twice."""

from dataclasses import replace

from policies.policy import Policy
from states.lifecycle import GATED, Phase
from states.rules import Case

Both = tuple[Policy, Policy]


def narrowed(both: Both) -> Both:
    """Return both policies with those rules only that the other one does not have."""
    before, after = both
    return _without_rules_of(before, after), _without_rules_of(after, before)


def _without_rules_of(policy: Policy, other: Policy) -> Policy:
    editions = {
        severity: replace(
            edition,
            rules={
                gate: tuple(one for one in rules if one not in other.editions[severity].rules[gate])
                for gate, rules in edition.rules.items()
            },
        )
        for severity, edition in policy.editions.items()
    }
    return replace(policy, editions=editions)


def shut_by(policy: Policy, case: Case) -> set[tuple[Phase, str]]:
    """Name every check that shuts its gate."""
    return {(one.gate, one.check) for one in policy.judge(GATED[-1], case).shut}
