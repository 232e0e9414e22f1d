"""The command that fills in a fact which nobody said, by the path of the fact.

Whatever has no option of its own is filled in where everything is: in the file of the record.
"""

from policies.checks.measurable import VERIFY
from policies.language.wording import DAY, PROOF, TIME
from states.rules import Case

# fmt: off
COMMANDS = {
    #              the command that changes it, as far as the option
    "Action":     "retro action edit {key} {item}",
    "Factor":     "retro factor {key} {item}",
    "Fact":       "retro fact {key} {item}",
    "Learning":   "retro learning {key} {item}",
    "Incident":   "retro set {key}",
    "Impact":     "retro impact {key}",
    "Meeting":    "retro meeting {key}",
}

OPTIONS = {
    #           field             option, and what a person replaces
    "Action": {
                "owner":          "--owner PERSON",
                "owner_kind":     "--owner PERSON",
                "due":            f"--due {DAY}",
                "ticket":         "--ticket TICKET-URL-OR-ID",
                "priority":       "--priority P1",
                "deliverable":    '--deliverable "WHAT WILL EXIST"',
                "component":      "--component WHERE",
                "verification":   VERIFY,
                "criterion":      VERIFY,
                "steps":          '--steps "WHAT TO DO TO SEE IT"',
                "environment":    "--environment ENVIRONMENT",
                "expected":       '--expected "WHAT IS SEEN THEN"',
                "rollback":       '--rollback "HOW TO UNDO IT"',
                "signal":         '--signal "WHAT SHOWS A RELAPSE"',
                "test_data":      '--test-data "WHICH DATA"',
    },
    "Factor": {
                "category":       "--category technology",
                "nature":         "--nature technical",
                "made_sense":     '--made-sense "WHY IT SEEMED RIGHT AT THE TIME"',
    },
    "Fact": {
                "at":             f"--at {TIME}",
                "by":             "--by PERSON",
                "source":         "--source URL",
    },
    "Learning": {
                "remedy":         "--remedy fix",
    },
    "Incident": {
                "title":          "--title TITLE",
                "severity":       "--severity SEV2",
                "effect":         '--effect "WHAT USERS NOTICED"',
                "started":        f"--started {TIME}",
                "detected":       f"--detected {TIME}",
                "acknowledged":   f"--acknowledged {TIME}",
                "stabilized":     f"--stabilized {TIME}",
                "commander":      "--commander PERSON",
                "facilitator":    "--facilitator PERSON",
                "scribe":         "--scribe PERSON",
                "decision_owner": "--decision-owner PERSON",
                "service_owner":  "--service-owner PERSON",
                "ci_run":         "--ci-run URL",
    },
    "Impact": {
                "scope":             '--scope "WHO AND WHAT"',
                "users_affected":    "--users-affected NUMBER",
                "engineering_hours": "--engineering-hours NUMBER",
    },
    "Meeting": {
                "at":             f"--at {TIME}",
                "timeline_sent":  f"--timeline-sent {TIME}",
                "held":           f"--held {TIME}",
    },
}

FINISHED = ("at", "by", "evidence")
"""What is known of an action once somebody says that it is done."""
# fmt: on


def command_for(path: str, case: Case) -> str:
    """Write the command that fills in `A1.owner`, `incident.severity` or the like."""
    key = case.record.incident
    item, *groups, field = path.split(".")
    shape = _shape(item, groups, case)
    if shape == "Action" and not groups and field in FINISHED:
        return f"retro action done {key} {item} --evidence {PROOF}"
    known = OPTIONS.get(shape, {})
    option = next((known[one] for one in (field, *reversed(groups)) if one in known), "")
    return (
        f"{COMMANDS[shape].format(key=key, item=item)} {option}" if option else f"retro edit {key}"
    )


def _shape(item: str, groups: list[str], case: Case) -> str:
    """Name the table that a fact is in; what verifies an action is said of the action."""
    if item == "incident":
        return groups[0].capitalize() if groups else "Incident"
    found = case.record.item_for(item)
    return type(found).__name__
