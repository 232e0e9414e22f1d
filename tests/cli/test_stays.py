"""How often an incident came to each phase and how long it stayed is read from its past."""

from datetime import UTC

from cli.records.stays import way_of
from cli.showing.way_page import way_json, way_lines, way_mermaid
from docs.pages.lifecycle import diagram
from states.events.gates import PhaseEntered
from states.lifecycle import LIFECYCLE, Phase, Trigger
from tests.builders import DAY, HOUR
from tests.cli.pasts import moment, past

WALKED = past(
    (HOUR, PhaseEntered(Phase.STABILIZED, Trigger.ADVANCE)),
    (DAY, PhaseEntered(Phase.FACTS, Trigger.ADVANCE)),
    (2 * DAY, PhaseEntered(Phase.STABILIZED, Trigger.RETURN, "Again")),
    (4 * DAY, PhaseEntered(Phase.FACTS, Trigger.ADVANCE)),
)
WAY = way_of(WALKED, moment(5 * DAY))


def test_each_phase_counts_its_stays_and_adds_them_up() -> None:
    stays = {one.phase: (one.times, one.lasted) for one in WAY.stays}

    assert stays == {
        **dict.fromkeys(Phase, (0, 0 * DAY)),
        Phase.OPENING: (1, HOUR),
        Phase.STABILIZED: (2, 3 * DAY - HOUR),
        Phase.FACTS: (2, 2 * DAY),
    }


def test_all_stays_together_are_the_time_that_went_by() -> None:
    assert sum((one.lasted for one in WAY.stays), 0 * DAY) == 5 * DAY


def test_it_stands_where_it_came_to_last_since_then() -> None:
    assert (WAY.phase, WAY.since) == (Phase.FACTS, moment(4 * DAY))


def test_every_step_of_the_lifecycle_is_counted() -> None:
    assert tuple(WAY.taken) == LIFECYCLE
    walked = {(row.source, row.dest): times for row, times in WAY.taken.items() if times}
    assert walked == {
        (Phase.OPENING, Phase.STABILIZED): 1,
        (Phase.STABILIZED, Phase.FACTS): 2,
        (Phase.FACTS, Phase.STABILIZED): 1,
    }


def test_the_page_draws_the_way_and_what_can_be_done_from_here() -> None:
    assert [*way_lines(WAY, UTC)] == [
        "INC-42 is FACTS since 2026-03-05T12:00:00Z",
        "",
        "   OPENING           1×  1 h",
        "     ↓ advance to STABILIZED  1×",
        "   STABILIZED        2×  2 d 23 h",
        "     ↓ advance to FACTS  2×",
        " ● FACTS             2×  2 d",
        "     ↓ advance to FACTORS",
        "     → return to STABILIZED  1×",
        "     → withdraw to WITHDRAWN",
        "   FACTORS",
        "     ↓ advance to ACTIONS TICKETED",
        "   ACTIONS TICKETED",
        "     ↓ advance to VERIFIED",
        "   VERIFIED",
        "     ↓ advance to CLOSED",
        "   CLOSED",
        "   WITHDRAWN",
    ]


def test_mermaid_draws_the_lifecycle_of_the_docs_with_days_and_counts() -> None:
    drawn = "\n".join(way_mermaid(WAY))

    assert '  state "STABILIZED, 2×, 3.0 days" as STABILIZED\n' in drawn
    assert "  STABILIZED --> FACTS: advance 2×\n" in drawn
    assert drawn.endswith("  class FACTS here")
    plain = {line for line in diagram().splitlines() if "-->" in line}
    assert {line.partition(" 1×")[0].partition(" 2×")[0] for line in drawn.splitlines()} > plain


def test_json_has_every_phase_in_days_and_every_step() -> None:
    body = way_json(WAY)

    assert body["phases"][1] == {
        "phase": Phase.STABILIZED,
        "entered": 2,
        "days": 2.96,
        "here": False,
    }
    assert [one["phase"] for one in body["phases"] if one["here"]] == [Phase.FACTS]
    assert body["steps"][1] == {
        "step": Trigger.ADVANCE,
        "from": Phase.STABILIZED,
        "to": Phase.FACTS,
        "times": 2,
    }
