"""How a fact is asked for, as a table: in words, and by which command it is said."""

from typing import NamedTuple

from policies.language.wording import PROOF, TIME


class Saying(NamedTuple):
    """What a place holds, the flag that says it, and what stands for it in a command."""

    what: str
    flag: str
    stand_in: str = ""


# fmt: off
VERBS = {
    "context":   "retro set",
    "impact":    "retro impact",
    "meeting":   "retro meeting",
    "timeline":  "retro fact",
    "went_well": "retro went-well",
    "factors":   "retro factor",
    "learnings": "retro learning",
    "triggers":  "retro trigger",
    "actions":   "retro action edit",
}

NEW = {**VERBS, "actions": "retro action add"}

NOUNS = {
    #             one                  more than one
    "timeline":  ("timeline entry",    "timeline entries"),
    "went_well": ("thing that helped", "things that helped"),
    "factors":   ("factor",            "factors"),
    "learnings": ("learning",          "learnings"),
    "triggers":  ("kill criterion",    "kill criteria"),
    "actions":   ("action",            "actions"),
}

SAYINGS = {
    ("context", "title"):            Saying("a title", "--title", "TITLE"),
    ("context", "severity"):         Saying("a severity", "--severity"),
    ("context", "services"):         Saying("the affected services", "--service", "SERVICE"),
    ("context", "effect"):           Saying("what users noticed", "--effect", "WHAT USERS NOTICED"),
    ("context", "started"):          Saying("when it started", "--started", TIME),
    ("context", "detected"):         Saying("when it was detected", "--detected", TIME),
    ("context", "acknowledged"):     Saying("when it was acknowledged", "--acknowledged", TIME),
    ("context", "stabilized"):       Saying("when it was stabilized", "--stabilized", TIME),
    ("context", "commander"):        Saying("a commander", "--commander", "PERSON"),
    ("context", "facilitator"):      Saying("a facilitator", "--facilitator", "PERSON"),
    ("context", "scribe"):           Saying("a scribe", "--scribe", "PERSON"),
    ("context", "decision_owner"):   Saying("a decision owner", "--decision-owner", "PERSON"),
    ("context", "service_owner"):    Saying("a service owner", "--service-owner", "PERSON"),
    ("context", "participants"):     Saying("who took part", "--participant", "PERSON"),
    ("context", "adjacent"):         Saying("somebody from beyond the boundary", "--adjacent",
                                            "PERSON"),
    ("context", "privacy"):          Saying("who may read it", "--privacy", "WHO AND WHAT"),
    ("context", "audience"):         Saying("whom it is written for", "--audience", "WHO AND WHAT"),
    ("context", "labels"):           Saying("a label", "--label"),
    ("context", "ci_run"):           Saying("the pipeline run", "--ci-run", "URL"),
    ("impact", "scope"):             Saying("who and what was affected", "--scope", "WHO AND WHAT"),
    ("impact", "users_affected"):    Saying("how many users were affected", "--users-affected",
                                            "NUMBER"),
    ("impact", "engineering_hours"): Saying("how many hours it cost", "--engineering-hours",
                                            "NUMBER"),
    ("impact", "cost"):              Saying("what it cost in money", "--cost", "HOW MUCH"),
    ("meeting", "at"):               Saying("when the meeting is", "--at", TIME),
    ("meeting", "attendees"):        Saying("who is invited", "--attendee", "PERSON"),
    ("meeting", "timeline_sent"):    Saying("that the timeline was sent out", "--timeline-sent",
                                            TIME),
    ("meeting", "held"):             Saying("that the meeting was held", "--held", TIME),
    ("timeline", "at"):              Saying("when it was", "--at", TIME),
    ("timeline", "kind"):            Saying("its kind", "--kind"),
    ("timeline", "text"):            Saying("what happened", "", "WHAT WAS SEEN"),
    ("timeline", "by"):              Saying("who contributed it", "--by", "PERSON"),
    ("timeline", "source"):          Saying("where it can be seen", "--source", "URL"),
    ("timeline", "standing"):        Saying("whether it is so", "--standing"),
    ("went_well", "text"):           Saying("what helped", "", "WHAT HELPED"),
    ("factors", "text"):             Saying("a wording", "", "WHAT MADE IT POSSIBLE"),
    ("factors", "category"):         Saying("a category", "--category"),
    ("factors", "nature"):           Saying("its nature", "--nature"),
    ("factors", "evidence"):         Saying("evidence", "--evidence", PROOF),
    ("factors", "made_sense"):       Saying("why it made sense at the time", "--made-sense",
                                            "WHY IT SEEMED RIGHT AT THE TIME"),
    ("factors", "whys"):             Saying("the next why", "--why", "WHY"),
    ("factors", "top"):              Saying("whether it is a top factor", "--top"),
    ("learnings", "text"):           Saying("what is known now", "", "WHAT IS KNOWN NOW"),
    ("learnings", "evidence"):       Saying("evidence", "--evidence", PROOF),
    ("learnings", "remedy"):         Saying("what it leads to", "--remedy"),
    ("triggers", "signal"):          Saying("a signal anyone can see", "", "SIGNAL TO WATCH"),
    ("triggers", "commitment"):      Saying("what happens then", "--commitment",
                                            "WHAT HAPPENS THEN"),
    ("actions", "title"):            Saying("a title", "", "TITLE"),
    ("actions", "owner"):            Saying("an owner", "--owner", "PERSON"),
    ("actions", "due"):              Saying("a due date", "--due"),
    ("actions", "sprint"):           Saying("a target sprint", "--sprint", "NUMBER"),
    ("actions", "ticket"):           Saying("a ticket", "--ticket", "TICKET-URL-OR-ID"),
    ("actions", "priority"):         Saying("a priority", "--priority"),
    ("actions", "factors"):          Saying("the factors it addresses", "--factor"),
    ("actions", "deliverable"):      Saying("what will exist", "--deliverable", "WHAT WILL EXIST"),
    ("actions", "component"):        Saying("where the change is made", "--component", "WHERE"),
    ("actions", "verification"):     Saying("how anyone can tell that it worked", "--verify"),
    ("actions", "criterion"):        Saying("a criterion that can be measured", "--verify"),
    ("actions", "steps"):            Saying("the steps that verify it", "--steps",
                                            "WHAT TO DO TO SEE IT"),
    ("actions", "environment"):      Saying("the environment", "--environment", "ENVIRONMENT"),
    ("actions", "test_data"):        Saying("the test data", "--test-data", "WHICH DATA"),
    ("actions", "expected"):         Saying("the expected outcome", "--expected",
                                            "WHAT IS SEEN THEN"),
    ("actions", "rollback"):         Saying("how to undo it", "--rollback", "HOW TO UNDO IT"),
    ("actions", "signal"):           Saying("the signal of a relapse", "--signal",
                                            "WHAT SHOWS A RELAPSE"),
    ("actions", "top"):              Saying("whether it is a top action", "--top"),
    ("actions", "runbook"):          Saying("that it writes a runbook", "--runbook"),
}
# fmt: on


def saying_of(part: str, field: str) -> Saying:
    """Say how a field is asked for; one that the table lacks goes by its name."""
    words = field.replace("_", " ")
    return SAYINGS.get((part, field), Saying(words, f"--{words.replace(' ', '-')}", "PROOF"))
