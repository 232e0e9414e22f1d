"""Every command of `retro policy`: where it lives, and what `retro policy --help` says of it.

A command that needs no database is `light`, and is handed a `cli.desk.Desk`.
"""

from cli.table import Row

# fmt: off
SECTIONS = {
    "Write it": {
        "lint":   Row("policy.lint:lint",        "Say what is wrong in a policy file.", light=True),
        "fmt":    Row("policy.fmt:fmt",          "Put a policy file in order.", light=True),
        "schema": Row("policy.schema:schema",    "Print the JSON Schema for editors.", light=True),
        "checks": Row("policy.checks:checks",    "List the checks a policy may use.", light=True),
    },
    "Try it": {
        "test":     Row("policy.test:test_policy",  "Run the tests of a policy.", light=True),
        "coverage": Row("policy.coverage:coverage", "Say what no test made fail.", light=True),
        "gaps":     Row("policy.gaps:gaps",         "Find what passes and should not.", light=True),
        "diff":     Row("policy.diff:diff",         "Say what a change would do."),
        "simulate": Row("policy.simulate:simulate", "Replay incidents under a policy."),
    },
    "Use it": {
        "show":      Row("policy.show:show_policy",        "Print the policy in force."),
        "explain":   Row("policy.explain:explain_gate",    "Say what would open a gate."),
        "checklist": Row("policy.checklist:checklist_for", "Say what every gate will ask of whom."),
    },
    "Put it in force": {
        "list":            Row("policy.list:list_policies",     "List what was published."),
        "shadow":          Row("policy.shadow:shadow_policy",   "Listen to a candidate."),
        "publish":         Row("policy.publish:publish_policy", "Put a policy in force."),
        "move":            Row("policy.move:move_policy",       "Move open incidents to a policy."),
        "verify-decision": Row("policy.verify_decision:verify_decision", "Judge decisions again."),
    },
}
# fmt: on
