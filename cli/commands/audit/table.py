"""Every command of `retro audit`: where it lives, and what `retro audit --help` says of it.

A command that needs no database is `light`, and is handed a `cli.desk.Desk`.
"""

from cli.table import Row

# fmt: off
SECTIONS = {
    "Prove it": {
        "verify": Row("audit.verify:verify_history",
                      "Check that nobody changed what was written, and that it makes sense."),
        "checkpoint": Row("audit.checkpoint:checkpoint",
                          "Sign and publish the log as it is now, and print what was signed."),
        "witness": Row("audit.witness:witness",
                       "Sign somebody's log, if it only grew since you last did.", light=True),
    },
    "Hand it over": {
        "export": Row("audit.export:export", "Write a zip that an auditor verifies without us."),
    },
    "Keep it": {
        "keys":    Row("audit.keys:keys",
                       "List every key that has signed the log, and those of its witnesses."),
        "rotate":  Row("audit.rotate:rotate_key", "Let a new key sign the log from here on."),
        "redact":  Row("audit.redact:redact",     "Erase texts from the history for ever."),
        "restart": Row("audit.restart:restart",
                       "Go on after a database was put back from a backup."),
    },
    "Look back": {
        "diff":   Row("audit.diff:diff_moments", "Say what changed between two moments."),
    },
}
# fmt: on
