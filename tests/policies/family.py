"""A policy, and another that extends it: what each says, and what is refused."""

import pytest

from policies.file.loader import load_policy
from policies.policy import Policy
from states.errors import InvalidError
from states.lifecycle import Phase

PARENT = """\
policy: org
version: 2.0.0
params:
  few: {type: int, default: 3, min: 1, max: 5}
  soon: {type: duration, default: 24h, max: 2d}
ladders:
  short: [{at: -24h, notify: [owner]}, {at: 0h, notify: [manager], repeat: 7d}]
  long: [{at: 0h, notify: ["role:director"], repeat: 1d}]
actions: {ladder: short, reschedules: 2}
stalled: {gate: 30d, action: 30d, ladder: long}
waivers:
  {approve: [sre-lead], not_one_of: [requester, commander], reason_min: 20, max_for: 14d,
   max_renewals: 1, never: [owner]}
withdrawal: {approve: [sre-lead]}
gates:
  stabilized: {deadline: {within: 24h, after: opened, ladder: short}, checks: []}
  facts:
    deadline: {within: $soon, after: stabilized, ladder: short}
    checks:
      - id: sourced
        when: {severity: [SEV1, SEV2]}
        uses: timeline.sourced
        with: {share_percent: 80}
  factors:
    deadline: {within: 5d, ladder: short}
    checks:
      - id: count
        uses: factors.count
        with: {min: $few}
        enforce: warn
        enforce_from: {2027-01-15: deny}
      - {id: proof, for_each: factors, at_least: 2, message: few, fix: more}
  actions_ticketed:
    deadline: {within: 2d, ladder: short}
    checks: [{id: owner, uses: actions.owned}, {id: ci, uses: ci.linked, with: {label: ci}}]
  verified: {deadline: {within: 30d, ladder: short}, checks: []}
  closed:
    deadline: {within: 7d, ladder: short}
    checks: [{id: approved, uses: approvals.quorum, with: {roles: [a, b], count: 1}}]
"""
HEAD = "policy: team\nversion: 1.0.0\nextends: org@2.0.0\n"
PARENTS = {"org@2.0.0": PARENT}
COUNT = (
    "{id: count, uses: factors.count, with: {min: $few}, "
    "enforce: warn, enforce_from: {2027-01-15: deny}}"
)
PROOF = "{id: proof, for_each: factors, at_least: 2, message: few, fix: more}"
APPROVED = "{id: approved, uses: approvals.quorum, with: {roles: [a, b], count: 1}}"
SOURCED = (
    "{id: sourced, uses: timeline.sourced, with: {share_percent: 80}, "
    "when: {severity: [SEV1, SEV2]}}"
)


def child(body: str, head: str = HEAD) -> Policy:
    return load_policy(head + body, "team.yaml", PARENTS)


def refusal(body: str, head: str = HEAD) -> str:
    with pytest.raises(InvalidError) as refused:
        child(body, head)
    return str(refused.value)


def line(gate: str, check: str) -> str:
    return f"gates: {{{gate}: {{checks: [{check}]}}}}\n"


def ids(policy: Policy, gate: Phase) -> list[str]:
    return [rule.id for rule in policy.editions[None].rules[gate]]
