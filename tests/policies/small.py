"""A small policy, and the same with one place changed."""

SMALL = """\
policy: small
version: 1.2.0
params:
  few: {type: int, default: 3, by_severity: {SEV4: 1}}
ladders:
  short: [{at: -24h, notify: [owner]}, {at: 0h, notify: [manager], repeat: 7d}]
  long: [{at: 0h, notify: ["role:director"], repeat: 1d}]
actions: {ladder: short, reschedules: 2}
stalled: {gate: 30d, action: 30d, ladder: long}
waivers: {approve: [sre-lead], reason_min: 20, max_for: 14d, never: [owner], ladder: short}
withdrawal: {approve: [sre-lead]}
gates:
  stabilized: {deadline: {within: 24h, after: opened, ladder: short}, checks: []}
  facts: {deadline: {within: 24h, after: stabilized, ladder: short}, checks: []}
  factors:
    deadline: {within: 5d, ladder: short}
    checks:
      - {id: count, uses: factors.count, with: {min: $few}, enforce: warn}
  actions_ticketed:
    deadline: {within: 2d, ladder: short}
    checks: [{id: owner, uses: actions.owned}]
  verified: {deadline: {within: 30d, ladder: short}, checks: []}
  closed: {deadline: {within: 7d, ladder: short}, checks: []}
"""


def put(old: str, new: str) -> str:
    """Take the small policy with one place changed."""
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)
