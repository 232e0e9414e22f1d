"""Every field of the record has its option, named as the gates' fixes name it."""

from datetime import UTC, datetime

from states.record.context import Severity
from states.record.factors import Category, Nature, Remedy
from tests.builders import NOON
from tests.cli.offline import Terminal
from tests.cli.written import record, written


def test_the_context_is_set_field_by_field(here: Terminal) -> None:
    written(here)

    ended = here(
        *("set", "INC-42", "--title", "Checkout down", "--severity", "sev1", "--service", "web"),
        *("--effect", "Nobody could pay", "--started", "2026-03-01T08:00Z", "--commander", "ana"),
        *("--facilitator", "sol", "--scribe", "ben", "--decision-owner", "mia"),
        *("--service-owner", "rob", "--participant", "ana", "--crossed-boundary"),
        *("--adjacent", "ben", "--privacy", "internal", "--audience", "everybody"),
        *("--label", "ci", "--ci-run", "https://ci.example.org/7"),
    )

    context = record(here).context
    assert ended.code == 0
    assert (context.title, context.severity, context.services) == (
        "Checkout down",
        Severity.SEV1,
        ("payments", "web"),
    )
    assert context.started == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert (context.commander, context.facilitator, context.scribe) == ("ana", "sol", "ben")
    assert (context.decision_owner, context.service_owner) == ("mia", "rob")
    assert (context.participants, context.adjacent) == (("ana",), ("ben",))
    assert context.crossed_boundary
    assert (context.privacy, context.audience, context.labels) == ("internal", "everybody", ("ci",))
    assert context.ci_run == "https://ci.example.org/7"


def test_a_flag_can_be_taken_back(here: Terminal) -> None:
    written(here)("set", "INC-42", "--crossed-boundary")

    here("set", "INC-42", "--no-crossed-boundary")

    assert not record(here).context.crossed_boundary


def test_a_name_that_nobody_has_is_refused_with_one_that_reads_alike(here: Terminal) -> None:
    written(here)

    ended = here("set", "INC-42", "--scribe", "anna")

    assert (ended.code, ended.err) == (
        2,
        (
            "scribe: there is no “anna” in the people directory (did you mean “ana”?)\n"
            "  → see who there is: retro people list\n"
        ),
    )


def test_the_impact_is_set_field_by_field(here: Terminal) -> None:
    written(here)

    here(
        *("impact", "INC-42", "--scope", "Everybody", "--users-affected", "0"),
        *("--engineering-hours", "40", "--cost", "4,000 EUR"),
    )

    impact = record(here).impact
    assert (impact.scope, impact.users_affected) == ("Everybody", 0)
    assert (impact.engineering_hours, impact.cost) == (40, "4,000 EUR")


def test_a_count_below_nothing_is_refused(here: Terminal) -> None:
    ended = here("impact", "INC-42", "--users-affected", "-3")

    assert ended.code == 2
    assert "-3 is not in the range x>=0" in ended.err


def test_a_meeting_takes_now_for_what_happens_now(here: Terminal) -> None:
    written(here)

    here(
        "meeting", "INC-42", "--at", "2026-03-12T14:00Z", "--timeline-sent", "now", "--held", "now"
    )

    meeting = record(here).meeting
    assert meeting.at == datetime(2026, 3, 12, 14, tzinfo=UTC)
    assert (meeting.timeline_sent, meeting.held) == (NOON, NOON)


def test_a_factor_says_why_it_could_happen(here: Terminal) -> None:
    written(here)

    here(
        *("factor", "INC-42", "No limit was set", "--category", "technology"),
        *("--nature", "technical", "--evidence", "T1", "--evidence", "T2", "--made-sense", "Slow"),
        *("--why", "Nobody asked", "--why", "It was new", "--top", "--procedure-missing"),
        *("--same-as", "INC-31/F2"),
    )

    factor = record(here).factors[-1]
    assert (factor.id, factor.text) == ("F4", "No limit was set")
    assert (factor.category, factor.nature) == (Category.TECHNOLOGY, Nature.TECHNICAL)
    assert (factor.evidence, factor.whys) == (("T1", "T2"), ("Nobody asked", "It was new"))
    assert (factor.made_sense, factor.same_as) == ("Slow", "INC-31/F2")
    assert (factor.top, factor.procedure_missing) == (True, True)


def test_a_learning_leads_to_a_remedy(here: Terminal) -> None:
    written(here)

    here("learning", "INC-42", "Retries pile up", "--evidence", "T2", "--remedy", "guardrail")

    learning = record(here).learnings[-1]
    assert (learning.text, learning.evidence) == ("Retries pile up", ("T2",))
    assert learning.remedy is Remedy.GUARDRAIL


def test_a_trigger_commits_to_something(here: Terminal) -> None:
    written(here)

    here("trigger", "INC-42", "Queue above 5,000", "--commitment", "Switch retries off")

    trigger = record(here).triggers[-1]
    assert (trigger.signal, trigger.commitment) == ("Queue above 5,000", "Switch retries off")


def test_what_went_well_is_kept_and_reworded(here: Terminal) -> None:
    written(here)

    here("went-well", "INC-42", "The page came at once")
    here("went-well", "INC-42", "G2", "The page came within a minute")

    assert record(here).went_well[-1].text == "The page came within a minute"


def test_an_item_is_taken_out_with_a_reason(here: Terminal) -> None:
    written(here)

    ended = here("remove", "INC-42", "K3", "--reason", "It repeats K1")

    assert ended.code == 0
    assert [one.id for one in record(here).triggers] == ["K1", "K2"]
    assert here.sent[-1].body == {"remove": [{"item": "K3", "reason": "It repeats K1"}]}


def test_an_item_that_is_not_there_is_not_taken_out(here: Terminal) -> None:
    written(here)

    ended = here("remove", "INC-42", "K9")

    assert ended.code == 5
    assert ended.err.startswith("INC-42 has no item “K9”\n")


def test_a_comment_is_kept_beside_its_item(here: Terminal) -> None:
    written(here)

    here("comment", "INC-42", "The graph shows it", "--item", "T2")

    comment = record(here).comments[0]
    assert (comment.text, comment.item, comment.by) == ("The graph shows it", "T2", "fay")


def test_an_empty_comment_is_refused(here: Terminal) -> None:
    written(here)

    ended = here("comment", "INC-42", " ")

    assert (ended.code, ended.err) == (2, 'text: it is empty\n  → retro comment INC-42 "…"\n')


def test_a_comment_on_nothing_is_refused_with_what_there_is(here: Terminal) -> None:
    written(here)

    ended = here("comment", "INC-42", "Why?", "--item", "T9")

    assert ended.code == 5
    assert ended.err.startswith("INC-42 has no item “T9”\n  → there are: T1, T2, T3, T4, G1, F1")
