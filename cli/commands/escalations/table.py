"""Every command of `retro escalations`: where it lives, and what its help says of it."""

from cli.table import Row

# fmt: off
SECTIONS = {
    "See what climbs": {
        "list":     Row("escalations.list:list_escalations", "List what climbs, the oldest first."),
        "show":     Row("escalations.show:show_escalation",  "Tell how something climbed."),
    },
    "Act on it": {
        "ack":      Row("escalations.ack:acknowledge",       "Stop a climb for a while."),
        "reassign": Row("escalations.reassign:reassign",     "Have somebody else answer for it."),
        "extend":   Row("escalations.extend:extend",         "Move a deadline that climbs."),
        "waive":    Row("escalations.waive:waive_climb",     "Ask to let a climb rest."),
    },
}
# fmt: on
