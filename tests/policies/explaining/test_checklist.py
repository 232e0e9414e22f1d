"""A checklist says what every gate will ask of whom, with the numbers of that severity."""

import pytest

from policies.explaining.checklist import Asked, GateList, checklist, parties_of
from policies.file.lines import Enforce
from policies.policy import Policy
from policies.shelf import default_text, policy_of
from states.lifecycle import GATED, Phase
from states.record.context import Context, Severity
from states.record.retrospective import Retrospective
from tests.builders import KEY, case_of, changed, complete_record

POLICY = policy_of(default_text())
WHEN = policy_of(
    default_text().replace(
        "- {id: action-tied, uses: actions.tied}",
        "- {id: action-tied, uses: actions.tied, when: {severity: [SEV1], labels: [big]}}",
    )
)


def gates_for(context: Context, policy: Policy = POLICY, party: str = "") -> dict[Phase, GateList]:
    record = Retrospective(KEY, context=context)
    return {one.gate: one for one in checklist(policy, case_of(record), party)}


def every_asked(gates: dict[Phase, GateList]) -> dict[str, Asked]:
    parties = (party for gate in gates.values() for party in gate.parties)
    return {one.check: one for party in parties for one in party.asked}


def checks_in(gate: GateList) -> dict[str, str]:
    return {one.check: one.numbers for party in gate.parties for one in party.asked}


def test_every_gate_is_told_with_all_its_checks() -> None:
    gates = gates_for(Context(severity=Severity.SEV1))

    edition = POLICY.editions[Severity.SEV1]
    assert [*gates] == [*GATED]
    assert {gate: {*checks_in(one)} for gate, one in gates.items()} == {
        gate: {rule.id for rule in edition.rules[gate]} for gate in GATED
    }


def test_a_deadline_is_told_from_what_it_is_reckoned() -> None:
    gates = gates_for(Context())

    assert gates[Phase.FACTS].deadline == "within 24 hours of stabilization"
    assert gates[Phase.FACTORS].deadline == "within 5 days of the gate before"
    assert gates[Phase.STABILIZED].deadline == "within 24 hours of the opening"


@pytest.mark.parametrize(
    ("within", "told"),
    [("1d", "1 day"), ("2w", "14 days"), ("1wd", "1 working day"), ("5wd", "5 working days")],
)
def test_days_of_a_calendar_are_told_as_such(within: str, told: str) -> None:
    policy = policy_of(default_text().replace("within: 5d", f"within: {within}"))
    gates = {one.gate: one for one in checklist(policy, case_of(Retrospective(KEY)))}

    assert gates[Phase.FACTORS].deadline == f"within {told} of the gate before"


def test_numbers_are_told_as_a_person_says_them() -> None:
    gates = gates_for(Context())

    assert checks_in(gates[Phase.FACTORS])["factor-count"] == "3 to 7"
    assert checks_in(gates[Phase.FACTS])["went-well"] == "at least 1"
    assert checks_in(gates[Phase.ACTIONS_TICKETED])["due-within"] == "p1 days: 30; other days: 90"
    assert checks_in(gates[Phase.ACTIONS_TICKETED])["ticket"] == ""


def test_who_approves_goes_by_the_role_of_the_policy() -> None:
    parties = [one.party for one in gates_for(Context())[Phase.CLOSED].parties]

    assert parties == ["somebody who does not own the action", "sre-lead", "service-owner"]


def test_one_party_is_told_what_it_is_asked_and_nothing_else() -> None:
    gates = gates_for(Context(), party="scribe")

    assert {party.party for one in gates.values() for party in one.parties} == {"scribe"}
    assert [one.gate for one in gates.values() if one.parties] == [Phase.FACTS]


def test_the_parties_are_those_that_some_gate_asks() -> None:
    parties = parties_of(POLICY, case_of(Retrospective(KEY)))

    assert {"facilitator", "scribe", "action owner", "service-owner"} <= {*parties}


@pytest.mark.parametrize(
    ("context", "is_asked"),
    [
        (Context(severity=Severity.SEV1, labels=("big",)), True),
        (Context(severity=Severity.SEV2, labels=("big",)), False),
        (Context(severity=Severity.SEV1), True),
    ],
)
def test_a_check_that_does_not_mean_the_incident_is_left_out(
    context: Context,
    is_asked: bool,  # noqa: FBT001  # a table of cases
) -> None:
    gate = gates_for(context, WHEN)[Phase.ACTIONS_TICKETED]

    assert ("action-tied" in checks_in(gate)) is is_asked


def test_a_check_that_asks_for_a_label_says_so() -> None:
    asked = every_asked(gates_for(Context(severity=Severity.SEV1), WHEN))

    assert asked["action-tied"].meant_for == "for label big"
    assert asked["ci-linked"].numbers == "for label ci"


def test_what_passes_now_is_told_of_an_open_record_only() -> None:
    record = changed(complete_record(), learnings=())
    open_ = {one.gate: one for one in checklist(POLICY, case_of(record))}

    assert every_asked(open_)["factor-count"].passes
    assert not every_asked(open_)["learning-count"].passes
    assert not any(one.passes for one in every_asked(gates_for(Context())).values())


def test_what_only_warns_is_told_apart() -> None:
    gates = gates_for(Context())

    soft = {
        one.check
        for gate in gates.values()
        for party in gate.parties
        for one in party.asked
        if one.enforce is Enforce.WARN
    }
    assert {"blameless", "specific", "conditions-drafted"} <= soft
