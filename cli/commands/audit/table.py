"""Every command of `retro audit`: where it lives, and what `retro audit --help` says of it.

A command that needs no database is `light`, and is handed a `cli.desk.Desk`.
"""

from cli.table import Row

# fmt: off
SECTIONS = {
    "Prove it": {
        "verify": Row("audit.verify:verify_history",
                      "Check that entries follow one another, and that lists say what they say."),
    },
    "Look back": {
        "diff":   Row("audit.diff:diff_moments", "Say what changed between two moments."),
    },
}
# fmt: on
