"""What a second person answers for: waivers, approvals, and a risk that is left."""

from datetime import UTC, datetime

from states.record.proposals import Verdict, Waiver
from tests.builders import DAY, NOON
from tests.cli.offline import Terminal
from tests.cli.written import record, written

WHY = "The tracker moves to another host until the end of the month"


def asked(here: Terminal) -> Terminal:
    """Ask for a waiver of one finding at the next gate."""
    written(here)("waive", "INC-42", "meeting-scheduled", "--until", "14d", "--reason", WHY)
    return here


def test_a_waiver_is_asked_for_with_its_end_and_its_reason(here: Terminal) -> None:
    written(here)

    ended = here(
        *("waive", "INC-42", "timeline-sourced", "--item", "T2", "--until", "14d"),
        *("--reason", WHY),
    )

    (proposal,) = record(here).proposals
    assert ended.out == (
        "INC-42: asked for a waiver of timeline-sourced of T2 until 2026-03-24 12:00 UTC (W1): "
        "“The tracker moves to another host until the end of the month” · entry 3\n"
        "W1 waits for a second person: retro grant INC-42 W1 --as PERSON\n"
        "next: retro why INC-42\n"
    )
    assert proposal.wish == Waiver("timeline-sourced", NOON + 14 * DAY, "T2")
    assert proposal.reason == WHY


def test_a_waiver_may_end_at_a_moment(here: Terminal) -> None:
    written(here)

    here(
        *("waive", "INC-42", "timeline-sourced", "--until", "2026-03-15T12:00Z"),
        *("--reason", WHY),
    )

    (proposal,) = record(here).proposals
    assert proposal.wish == Waiver("timeline-sourced", datetime(2026, 3, 15, 12, tzinfo=UTC))


def test_a_check_that_no_gate_has_is_told_with_one_that_reads_alike(here: Terminal) -> None:
    written(here)

    ended = here("waive", "INC-42", "timeline-source", "--until", "14d", "--reason", WHY)

    assert ended.code == 5
    assert "has no check “timeline-source” (did you mean “timeline-sourced”?)" in ended.err


def test_somebody_else_grants(here: Terminal) -> None:
    asked(here)

    ended = here("grant", "INC-42", "W1", "--note", "Until then it is watched", acting="sol")

    assert ended.code == 0
    assert record(here).proposals[0].verdict is Verdict.GRANTED


def test_nobody_grants_what_they_asked_for(here: Terminal) -> None:
    asked(here)

    ended = here("grant", "INC-42", "W1")

    assert ended.code == 4
    assert ended.err.startswith("fay asked for it: W1 needs a second person\n")


def test_somebody_else_declines(here: Terminal) -> None:
    asked(here)

    here("decline", "INC-42", "W1", "--note", "Meet first", acting="sol")

    assert record(here).proposals[0].verdict is Verdict.DECLINED


def test_an_approval_is_for_the_revision_that_was_read(here: Terminal) -> None:
    revision = record(written(here)).revision

    late = here("approve", "INC-42", "--revision", str(revision - 1), acting="sam")
    read = here("approve", "INC-42", "--revision", str(revision), acting="sam")

    assert (late.code, read.code) == (6, 0)
    assert [one.by for one in record(here).approvals] == ["sam"]


def test_an_approval_without_a_revision_is_for_the_record_as_it_is(here: Terminal) -> None:
    written(here)

    here("approve", "INC-42", acting="sam")

    assert record(here).approvals[0].revision == record(here).revision


def test_a_risk_is_left_by_name(here: Terminal) -> None:
    written(here)

    here("risk", "INC-42", "F2", "--reason", "The old cluster is switched off in May", acting="sol")

    (risk,) = record(here).risks
    assert (risk.factor, risk.by) == ("F2", "sol")
