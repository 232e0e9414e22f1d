"""Every command, as a table: where it lives, and what `retro --help` says of it.

A command is loaded when it is run, so that help is instant. Tests hold this table against
the commands and the docs.
"""

from typing import NamedTuple

ROOM = "cli.commands"


class Row(NamedTuple):
    """The file and function of a command, its summary, and whether it needs no database."""

    place: str
    summary: str
    light: bool = False

    @property
    def path(self) -> str:
        """Name the function in full: `cli.commands.why:why`."""
        return f"{ROOM}.{self.place}"


# fmt: off
SECTIONS = {
    "Run it": {
        "up":         Row("up:up",                 "Start everything it takes, in this terminal."),
        "demo":       Row("demo:demo",             "Walk one incident from stabilized to closed."),
        "worker":     Row("worker:worker",         "Serve incidents on a Temporal that runs."),
        "status":     Row("status:status",         "Show what runs, what is open, what is late."),
        "doctor":     Row("doctor:doctor",         "Check what it takes, and say what mends it."),
        "config":     Row("config:config",         "Show what is configured, and where."),
        "completion": Row("completion:completion", "Print what completes commands in a shell."),
    },
    "Walk an incident": {
        "open":       Row("open:open_",            "Open a retrospective once all is stable."),
        "list":       Row("list:list_",            "List incidents, what is due first on top."),
        "mine":       Row("mine:mine",             "List what waits for you, with its command."),
        "digest":     Row("digest:digest",         "Tell what is open, or what a week taught."),
        "show":       Row("show:show",             "Show the record of an incident."),
        "why":        Row("why:why",               "Say what keeps the next gate shut."),
        "advance":    Row("advance:advance",       "Ask for the next gate."),
        "return":     Row("return_:return_",       "Go back one phase, with a reason."),
        "reopen":     Row("reopen:reopen",         "Take up again what was ended."),
        "withdraw":   Row("withdraw:withdraw",     "Ask to end what should not have been opened."),
        "history":    Row("history:history",       "List everything that was asked and done."),
        "escalations": Row("escalations.group:escalations",
                                                   "See what climbs, and act on it.", light=True),
    },
    "Write its record": {
        "set":        Row("set:set_",              "Change what it was: title, times, people."),
        "downgrade":  Row("downgrade:downgrade",   "Ask for a lower severity."),
        "fact":       Row("fact:fact",             "Write the timeline."),
        "impact":     Row("impact:impact",         "Say what the incident cost."),
        "went-well":  Row("went_well:went_well",   "Keep what helped."),
        "meeting":    Row("meeting:meeting",       "Say when the meeting is, and who came."),
        "factor":     Row("factor:factor",         "Write down why it could happen."),
        "questions":  Row("questions:questions",   "Help the room find conditions, not culprits."),
        "learning":   Row("learning:learning",     "Write down what is known now."),
        "trigger":    Row("trigger:trigger",       "Say what would prove the answer wrong."),
        "action":     Row("action:action",         "Promise, finish, move and park actions."),
        "remove":     Row("remove:remove",         "Take an item out of the record."),
        "verify":     Row("verify:verify",         "Say whether an action did what it was for."),
        "acknowledge": Row("acknowledge:acknowledge",
                                                   "Let a sentence stand that is pointed at."),
        "risk":       Row("risk:risk",             "Leave a factor without an action, by name."),
        "approve":    Row("approve:approve",       "Say yes to the record as it is."),
        "waive":      Row("waive:waive",           "Ask that a check lets something pass."),
        "grant":      Row("grant:grant",           "Say yes to what somebody asked for."),
        "decline":    Row("decline:decline",       "Say no to what somebody asked for."),
        "comment":    Row("comment:comment",       "Say something about the record."),
        "apply":      Row("apply:apply",           "Bring a record to what a file says."),
        "edit":       Row("edit:edit",             "Change a record in your editor."),
        "import":     Row("import_:import_",       "Read Markdown postmortems into record files."),
    },
    "Look after it": {
        "people":     Row("people:people",         "Show or replace the people directory."),
        "policy":     Row("policy.group:policy",   "Write, test and trust the rules.", light=True),
        "rehearse":   Row("rehearse:rehearse",     "Show who would hear of what, when."),
        "store":      Row("store:store",           "Set up the database, or fill it again."),
        "audit":      Row("audit.group:audit",
                          "Prove that nobody changed the history.", light=True),
    },
}
# fmt: on

COMMANDS = {name: row for rows in SECTIONS.values() for name, row in rows.items()}
"""Every command by its name."""
