"""Each supposed fact has its command, which leaves to people what only they can know."""

from datetime import date
from decimal import Decimal

import pytest

from policies.explaining.commands import commands_for
from policies.explaining.sayings import SAYINGS, saying_of
from policies.explaining.sentences import sentence_of
from policies.language.measurable import criterion_from
from policies.language.placeholders import PLACEHOLDERS
from policies.supposing.paths import with_fact
from policies.supposing.plausible import verification
from states.record.actions import (
    Action,
    ActionState,
    Comparator,
    Criterion,
    Drill,
    Metric,
    NoRecurrence,
    Priority,
    Progress,
    Test,
)
from states.record.facts import Fact, FactKind, WentWell
from states.record.proposals import Approval, Proposal, Risk, Verdict, Waiver
from states.record.retrospective import Retrospective
from tests.builders import NOON, RETRY_DEPTH, changed, complete_record

RECORD = complete_record()
OPEN = changed(RECORD, progress={})
DONE = changed(RECORD, progress={"A1": Progress(ActionState.DONE, "ana")})
SEEN = "https://example.org/seen"

# fmt: off
TOLD = {
    "context.title":                 ("New", "retro set INC-42 --title TITLE"),
    "context.stabilized":            (NOON, "retro set INC-42 --stabilized YYYY-MM-DDTHH:MMZ"),
    "context.services":              (("payments", "web"), "retro set INC-42 --service SERVICE"),
    "impact.users_affected":         (3, "retro impact INC-42 --users-affected NUMBER"),
    "meeting.attendees":             (("fay", "bo"), ('retro meeting INC-42 --attendee "" '
                                                     "--attendee fay --attendee PERSON")),
    "meeting.held":                  (NOON, "retro meeting INC-42 --held YYYY-MM-DDTHH:MMZ"),
    "meeting.timeline_sent":         (NOON, ("retro meeting INC-42 "
                                             "--timeline-sent YYYY-MM-DDTHH:MMZ")),
    "impact.cost":                   ("x", 'retro impact INC-42 --cost "HOW MUCH"'),
    "timeline.T1.source":            ("x", "retro fact INC-42 T1 --source URL"),
    "factors.F1.text":               ("x", 'retro factor INC-42 F1 "WHAT MADE IT POSSIBLE"'),
    "factors.F1.evidence":           (("T2",), ('retro factor INC-42 F1 --evidence "" '
                                               "--evidence TIMELINE-ID-OR-URL")),
    "factors.F1.top":                (False, "retro factor INC-42 F1 --no-top"),
    "factors.F2.top":                (True, "retro factor INC-42 F2 --top"),
    "factors.F9":                    (None, "retro remove INC-42 F9 --reason WHY"),
    "went_well.G2":                  (WentWell("G2", "x"), 'retro went-well INC-42 "WHAT HELPED"'),
    "timeline.T9":                   (Fact("T9", NOON, FactKind.DETECTION, "x"),
                                      ('retro fact INC-42 "WHAT WAS SEEN" --at YYYY-MM-DDTHH:MMZ '
                                      "--kind detection")),
    "actions.A1.due":                (date(2026, 4, 1), ("retro action edit INC-42 A1 "
                                                        "--due 2026-04-01")),
    "actions.A1.priority":           (Priority.P2, "retro action edit INC-42 A1 --priority P2"),
    "actions.A1.verification.steps": ("x", ('retro action edit INC-42 A1 '
                                           '--steps "WHAT TO DO TO SEE IT"')),
    "actions.A1.verification.criterion.window_days":
                                     (9, ('retro action edit INC-42 A1 '
                                         '--verify "METRIC > 95 % for 30 days from SOURCE"')),
    "approvals.sam":                 (Approval("sam", NOON, 40), "retro approve INC-42 --as sam"),
    "risks.F1":                      (Risk("F1", "fay", NOON, "x"),
                                      "retro risk INC-42 F1 --reason WHY"),
}

BECAME = (
    (OPEN, Progress(ActionState.DONE, "ana"),
     ("retro action done INC-42 A1 --evidence URL --as ana",)),
    (OPEN, Progress(ActionState.VERIFIED, "ben"),
     ("retro action done INC-42 A1 --evidence URL --as ana",
      "retro verify INC-42 A1 --evidence URL --as PERSON")),
    (DONE, Progress(ActionState.VERIFIED, "ben"),
     ("retro verify INC-42 A1 --evidence URL --as PERSON",)),
    (OPEN, Progress(ActionState.PARKED, "ana"),
     ('retro action park INC-42 A1 --reason "WHY IT CAN WAIT"',)),
    (RECORD, Progress(ActionState.VERIFIED, "fay"),
     ('retro action resume INC-42 A1 --reason "SOMEONE ELSE VERIFIES IT"',
      "retro action done INC-42 A1 --evidence URL --as ana",
      "retro verify INC-42 A1 --evidence URL --as PERSON")),
)

CRITERIA: tuple[Criterion, ...] = (
    RETRY_DEPTH,
    Metric("CI pass rate", Comparator.AT_LEAST, Decimal(95), "%", 30, "CI"),
    NoRecurrence(30),
    Test("smoke"),
    Drill("lose a zone"),
)
# fmt: on


@pytest.mark.parametrize("path", TOLD)
def test_a_fact_is_said_by_its_command(path: str) -> None:
    said, command = TOLD[path]
    record = with_fact(RECORD, "factors.F9", {"text": "x"})

    assert commands_for({path: said}, record) == (command,)


@pytest.mark.parametrize(("record", "became", "commands"), BECAME)
def test_what_becomes_of_an_action_is_done_in_order(
    record: Retrospective, became: Progress, commands: tuple[str, ...]
) -> None:
    assert commands_for({"progress.A1": became}, record) == commands


def test_a_date_is_moved_by_its_own_command() -> None:
    (command,) = commands_for({"progress.A1.reschedules": 1}, OPEN)

    expected = 'retro action reschedule INC-42 A1 --due YYYY-MM-DD --reason "WHY IT MOVES"'
    assert command == expected


@pytest.mark.parametrize(
    ("verdict", "verb"), [(Verdict.GRANTED, "grant"), (Verdict.DECLINED, "decline")]
)
def test_an_answer_is_a_yes_or_a_no(verdict: Verdict, verb: str) -> None:
    proposal = Proposal("W1", Waiver("ticket", NOON), "why", "ana", NOON)
    asked = changed(RECORD, proposals=(proposal,))

    (command,) = commands_for({"proposals.W1.verdict": verdict}, asked)

    assert command == f"retro {verb} INC-42 W1 --as PERSON"


def test_the_revision_goes_up_by_itself() -> None:
    assert commands_for({"revision": 41}, RECORD) == ()


def test_what_is_said_of_one_thing_is_one_command() -> None:
    facts = {"actions.A1.owner": "ben", "factors.F1.made_sense": "x", "actions.A1.ticket": "y"}

    assert commands_for(facts, RECORD) == (
        "retro action edit INC-42 A1 --owner PERSON --ticket TICKET-URL-OR-ID",
        'retro factor INC-42 F1 --made-sense "WHY IT SEEMED RIGHT AT THE TIME"',
    )


def test_a_full_command_says_what_was_supposed() -> None:
    new = Action("A4", "Cap it", "ana", due=date(2026, 4, 1), verification=verification())

    (command,) = commands_for({"actions.A4": new}, RECORD, full=True)

    assert command.startswith(
        "retro action add INC-42 'Cap it' --owner ana --due 2026-04-01 "
        "--verify 'error rate < 1 % for 30 days from Prometheus' --steps "
    )


def test_a_new_action_is_finished_under_its_own_name() -> None:
    new = Action("A4", "Cap it", "ana")
    facts = {"actions.A4": new, "progress.A4": Progress(ActionState.DONE, "ana")}

    assert commands_for(facts, RECORD, full=True) == (
        "retro action add INC-42 'Cap it' --owner ana",
        f"retro action done INC-42 A4 --evidence {SEEN} --as ana",
    )


@pytest.mark.parametrize("criterion", CRITERIA)
def test_a_criterion_reads_back_as_it_was_written(criterion: Criterion) -> None:
    assert criterion_from(sentence_of(criterion)) == criterion


@pytest.mark.parametrize("place", SAYINGS)
def test_what_stands_for_something_is_refused_when_it_is_sent(place: tuple[str, str]) -> None:
    stand_in = SAYINGS[place].stand_in

    assert stand_in in ("", *PLACEHOLDERS)


def test_a_field_the_table_lacks_goes_by_its_name() -> None:
    assert saying_of("actions", "new_field")[:2] == ("new field", "--new-field")
