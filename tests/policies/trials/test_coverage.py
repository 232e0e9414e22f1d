"""Coverage counts the checks that spoke up in a case that holds, gate by gate."""

from policies.trials.coverage import Coverage, coverage
from states.lifecycle import GATED, Phase
from states.record.context import Severity
from tests.policies.comparing.policies import without
from tests.policies.trials.written import Shelf, ran

TICKET = """\
  - name: an action without a ticket is refused
    from: complete
    unset: [actions.A2.ticket]
    enter: actions_ticketed
    expect: {deny: [{check: ticket, item: A2}]}
"""
WRONG = TICKET.replace("A2}]", "A1}]").replace("refused", "refused on another one")
SEV1 = """\
  - name: a SEV1 as well
    from: complete
    set: {context.severity: SEV1}
    enter: facts
    expect: {pass: [timeline-kinds]}
"""


def one(*cases: str) -> Coverage:
    (found,) = coverage(map(ran, cases))
    return found


def silent(found: Coverage, gate: Phase) -> tuple[str, ...]:
    return found.gates[GATED.index(gate)].silent


def test_a_check_that_spoke_up_is_covered() -> None:
    assert "ticket" not in silent(one(TICKET), Phase.ACTIONS_TICKETED)
    assert "priority" in silent(one(TICKET), Phase.ACTIONS_TICKETED)


def test_a_case_that_does_not_hold_covers_nothing() -> None:
    found = one(WRONG)

    assert found.percent == 0
    assert found.untried == tuple(Severity)


def test_a_check_that_only_passed_is_not_covered() -> None:
    assert "timeline-kinds" in silent(one(SEV1), Phase.FACTS)


def test_severities_that_nobody_tried_are_named() -> None:
    assert one(TICKET, SEV1).untried == (Severity.SEV3, Severity.SEV4)


def test_files_of_one_policy_are_counted_together() -> None:
    found = one(TICKET, SEV1)

    checks = sum(len(gate.checks) for gate in found.gates)
    assert found.percent == 100 // checks
    assert found.policy == "default@1.0.0"


def test_a_policy_without_checks_is_covered() -> None:
    everything = [check for gate in one(TICKET).gates for check in gate.checks]
    (found,) = coverage(
        [ran(SEV1.replace("timeline-kinds", ""), shelf=Shelf(rules=without(*everything)))]
    )

    assert found.percent == 100
