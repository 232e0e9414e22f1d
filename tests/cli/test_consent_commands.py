"""What a second person answers for: waivers, approvals, and a risk that is left."""

import shlex
from datetime import UTC, datetime

from states.record.context import Severity
from states.record.proposals import Verdict, Waiver
from tests.builders import DAY, NOON
from tests.cli.offline import Terminal
from tests.cli.written import WHOLE, file_of, record, written

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


def test_a_lower_severity_is_refused_with_the_command_that_asks_for_it(here: Terminal) -> None:
    written(here)

    ended = here("set", "INC-42", "--severity", "SEV3")

    assert (ended.code, ended.err) == (
        3,
        (
            "severity: INC-42 is SEV2, and SEV3 needs a second person\n"
            '  → leave it as it is, and ask: retro downgrade INC-42 SEV3 --reason "…"\n'
        ),
    )
    assert record(here).context.severity is Severity.SEV2


def test_a_file_that_lowers_the_severity_is_refused_before_anything_is_sent(here: Terminal) -> None:
    written(here)

    ended = here("apply", file_of(here, WHOLE.replace("SEV2", "SEV3")))

    assert ended.code == 3
    assert 'ask: retro downgrade INC-42 SEV3 --reason "…"\n' in ended.err
    assert not here.sent


def test_what_the_refusal_says_leads_to_the_lower_severity(here: Terminal) -> None:
    refused = written(here)("set", "INC-42", "--severity", "SEV3").err
    printed = refused.partition("ask: retro ")[2]

    asked = here(*shlex.split(printed.replace("…", "Nobody outside noticed")))
    grant = asked.out.partition("person: retro ")[2].partition("\n")[0]
    granted = here(*shlex.split(grant.replace("PERSON", "sol")))

    assert asked.out.startswith(
        "INC-42: asked for the lower severity SEV3 (S1): “Nobody outside noticed” · entry 4\n"
        "S1 waits for a second person: retro grant INC-42 S1 --as PERSON\n"
    )
    assert granted.code == 0
    assert record(here).context.severity is Severity.SEV3
    assert here("apply", file_of(here, WHOLE.replace("SEV2", "SEV3"))).code == 0


def test_a_higher_severity_needs_nobody_else(here: Terminal) -> None:
    ended = written(here)("downgrade", "INC-42", "sev1", "--reason", "It was worse")

    raised = here(*shlex.split(ended.err.partition(": retro ")[2]))

    assert (ended.code, raised.code) == (3, 0)
    assert record(here).context.severity is Severity.SEV1


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
