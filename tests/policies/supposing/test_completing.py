"""The facts that were found open the gate, and without any one of them it stays shut."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.shelf import default_text, policy_of
from policies.supposing.completing import Suppositions, completed
from policies.supposing.paths import facts_of, with_fact, with_facts, without_fact
from states.errors import InvalidError
from states.lifecycle import GATED, Phase
from states.people import Directory
from states.record.actions import ActionState, Progress
from states.record.factors import Factor
from states.record.proposals import Proposal, Verdict, Waiver
from states.record.retrospective import Retrospective
from tests.builders import (
    DAY,
    FACTORS,
    KEY,
    NOON,
    OPENED,
    PEOPLE,
    case_of,
    changed,
    complete_record,
)

POLICY = policy_of(default_text())
COMPLETE = complete_record()
EMPTY = Retrospective(KEY, opened=OPENED, opened_by="fay", entered=OPENED, revision=1)
SAID = sorted(
    path
    for path in facts_of(COMPLETE)
    if path.partition(".")[0] not in ("marks", "opened", "entered", "phase", "revision", "policy")
)
WHOLE = sorted({".".join(path.split(".")[:2]) for path in SAID if path.count(".") > 1})


def found(record: Retrospective, gate: Phase, people: Directory = PEOPLE) -> Suppositions:
    return completed(record, POLICY, gate, people, NOON)


def opens(record: Retrospective, gate: Phase, facts: Mapping[str, object]) -> bool:
    return POLICY.judge(gate, case_of(with_facts(record, facts))).gate_open


def without(record: Retrospective, *paths: str) -> Retrospective:
    for path in paths:
        try:
            record = without_fact(record, path)
        except InvalidError:  # what it belongs to is gone, or is never without it
            continue
    return record


def is_needed(record: Retrospective, gate: Phase, facts: Mapping[str, object], path: str) -> bool:
    try:
        return not opens(record, gate, {one: facts[one] for one in facts if one != path})
    except InvalidError:
        return True


def test_an_open_gate_asks_for_nothing() -> None:
    assert found(COMPLETE, Phase.CLOSED).facts == {}


@pytest.mark.parametrize("gate", GATED)
def test_every_gate_can_be_opened_from_nothing(gate: Phase) -> None:
    supposed = found(EMPTY, gate)

    assert supposed.gate_open
    assert opens(EMPTY, gate, supposed.facts)
    assert all(is_needed(EMPTY, gate, supposed.facts, path) for path in supposed.facts)


@settings(max_examples=60, deadline=None)
@given(
    paths=st.lists(st.sampled_from([*SAID, *WHOLE]), min_size=1, max_size=8, unique=True),
    gate=st.sampled_from(GATED),
)
def test_what_was_taken_away_is_found_again_and_no_more(paths: list[str], gate: Phase) -> None:
    broken = without(COMPLETE, *paths)

    supposed = found(broken, gate)

    assert supposed.gate_open, supposed.report.shut
    assert opens(broken, gate, supposed.facts)
    assert all(is_needed(broken, gate, supposed.facts, path) for path in supposed.facts)


@settings(max_examples=20, deadline=None)
@given(
    fields=st.dictionaries(
        st.sampled_from([path for path in SAID if isinstance(facts_of(COMPLETE)[path], str)]),
        st.text("aé—“0F1T", max_size=12),
        max_size=5,
    ),
    gate=st.sampled_from(GATED),
)
def test_no_record_breaks_the_search(fields: dict[str, str], gate: Phase) -> None:
    odd = COMPLETE
    for path, text in fields.items():
        odd = with_fact(odd, path, text)

    supposed = found(odd, gate)

    assert supposed.gate_open is opens(odd, gate, supposed.facts)


def test_the_same_record_gets_the_same_facts() -> None:
    assert found(EMPTY, Phase.CLOSED) == found(EMPTY, Phase.CLOSED)


def test_an_approval_is_of_the_record_with_all_the_other_facts() -> None:
    ticketless = without(COMPLETE, "actions.A1.ticket")

    facts = found(ticketless, Phase.CLOSED).facts

    assert facts.keys() == {"revision", "actions.A1.ticket", "approvals.sam"}
    assert facts["revision"] == COMPLETE.revision + 1


def test_an_approval_alone_leaves_the_revision() -> None:
    unapproved = without(COMPLETE, "approvals.sam")

    assert found(unapproved, Phase.CLOSED).facts.keys() == {"approvals.sam"}


def test_too_many_factors_are_taken_out_as_far_as_needed() -> None:
    many = changed(
        COMPLETE, factors=(*FACTORS, *(changed(FACTORS[1], id=f"F{n}") for n in range(4, 10)))
    )

    facts = found(many, Phase.FACTORS).facts

    assert facts == {"factors.F8": None, "factors.F9": None}


def test_a_new_thing_says_no_more_than_is_asked() -> None:
    two = changed(COMPLETE, factors=FACTORS[::2])

    (said,) = (one for one in found(two, Phase.FACTORS).facts.values())

    assert isinstance(said, Factor)
    assert said.evidence
    assert (said.whys, said.same_as, said.acknowledged) == ((), "", "")


def test_whoever_owns_an_action_does_not_verify_it() -> None:
    open_ = without(COMPLETE, "progress.A1")

    became = found(open_, Phase.VERIFIED).facts["progress.A1"]

    assert isinstance(became, Progress)
    assert became.state is ActionState.VERIFIED
    assert became.by != "ana"


def test_what_was_promised_as_most_important_is_not_parked() -> None:
    promised = without(complete_record(Phase.ACTIONS_TICKETED), "progress.A1", "actions.A1.ticket")

    facts = found(promised, Phase.VERIFIED).facts

    assert not any(
        isinstance(one, Progress) and one.state is ActionState.PARKED for one in facts.values()
    )


def test_a_factor_cites_what_the_timeline_has() -> None:
    dangling = with_fact(COMPLETE, "factors.F1.evidence", ("T99",))

    assert found(dangling, Phase.FACTORS).facts == {"factors.F1.evidence": ("T1",)}


def test_what_somebody_asked_for_gets_an_answer() -> None:
    wish = Waiver("ticket", NOON + DAY)
    asked = changed(COMPLETE, proposals=(Proposal("W1", wish, "The tracker is down", "ana", NOON),))

    facts = found(asked, Phase.CLOSED).facts

    assert facts["proposals.W1.verdict"] is Verdict.DECLINED


def test_a_severity_that_was_said_is_never_made_less() -> None:
    worse = with_fact(EMPTY, "context.severity", "SEV1")

    assert "context.severity" not in found(worse, Phase.CLOSED).facts


def test_where_nobody_is_there_what_can_be_found_is_found_and_the_rest_is_told() -> None:
    supposed = found(without(COMPLETE, "actions.A1.ticket"), Phase.ACTIONS_TICKETED, Directory())

    assert not supposed.gate_open
    assert supposed.facts.keys() == {"actions.A1.ticket"}
    assert {one.check for one in supposed.report.shut} == {"roles-assigned", "roles-invited"}


WRITTEN = {
    "a word that a rule names": (
        "for_each: actions, require: \"it.component == 'core'\"",
        {"actions.A1.component", "actions.A2.component"},
    ),
    "a thing that a rule counts": (
        "for_each: actions, where: \"it.title.startsWith('Customer')\", at_least: 1",
        {"actions.A4"},
    ),
    "two new things, for what was said of the others stays": (
        "for_each: actions, where: \"it.priority == 'P1'\", at_least: 3",
        {"actions.A4", "actions.A5"},
    ),
    "a label": ("require: \"'big' in incident.labels\"", {"context.labels"}),
    "a list of some length": (
        'for_each: factors, require: "size(it.whys) >= 2"',
        {"factors.F1.whys", "factors.F2.whys", "factors.F3.whys"},
    ),
    "a kind of entry": (
        "for_each: timeline, where: \"it.kind == 'communication'\", at_least: 1",
        {"timeline.T5"},
    ),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_what_a_written_rule_asks_is_found_in_its_own_words(what: str) -> None:
    rule, paths = WRITTEN[what]
    line = f"      - {{id: written, {rule}, message: It is not so, fix: Say it}}\n"
    place = "      - {id: some-action,"
    policy = policy_of(default_text().replace(place, line + place))
    before = complete_record(Phase.FACTORS)

    supposed = completed(before, policy, Phase.ACTIONS_TICKETED, PEOPLE, NOON)

    assert supposed.gate_open
    assert supposed.facts.keys() == paths


def test_of_a_new_thing_everything_is_said_at_once() -> None:
    rule = 'for_each: factors, require: "size(it.whys) >= 2", message: No whys, fix: Ask why'
    place = "      - {id: factor-category,"
    policy = policy_of(default_text().replace(place, f"      - {{id: whys, {rule}}}\n{place}"))
    two = with_facts(COMPLETE, {"factors.F1.whys": ("a", "b"), "factors.F3.whys": ("a", "b")})

    supposed = completed(without(two, "factors.F2"), policy, Phase.FACTORS, PEOPLE, NOON)

    assert supposed.gate_open
    assert supposed.facts.keys() == {"factors.F4"}


def test_nobody_verifies_what_was_once_theirs() -> None:
    marks = {**COMPLETE.marks, "A1": changed(COMPLETE.marks["A1"], owners=("ana", "ben"))}
    handed_over = changed(without(COMPLETE, "progress.A1"), marks=marks)

    became = found(handed_over, Phase.VERIFIED).facts["progress.A1"]

    assert isinstance(became, Progress)
    assert became.by not in ("ana", "ben")


def test_what_one_finding_needs_together_is_found_together() -> None:
    fields = {f"factors.F1.{name}" for name in ("category", "nature", "made_sense")}

    supposed = found(without(COMPLETE, *fields), Phase.FACTORS)

    assert supposed.gate_open
    assert supposed.facts.keys() == fields


def test_a_top_factor_stays_one() -> None:
    uncovered = with_fact(complete_record(Phase.FACTORS), "factors.F2.top", given=True)

    facts = found(uncovered, Phase.ACTIONS_TICKETED).facts

    assert facts == {"actions.A1.factors": ("F1", "F2")}
