"""What a change of policy newly blocks and allows is found, with a record that shows it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

import pytest
from hypothesis import Phase as Phases
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.comparing.changes import COMPLETE, Change
from policies.comparing.difference import Difference, difference
from policies.comparing.stops import judged
from policies.file.lines import Enforce, When
from policies.policy import Policy
from policies.shelf import default_text, policy_of
from states.lifecycle import Phase
from states.record.context import Severity
from states.rules import Case
from tests.builders import changed
from tests.policies.comparing.policies import (
    CHECKS,
    DEFAULT,
    NOW,
    Refusing,
    with_parameters,
    with_rule,
    without,
)

T = TypeVar("T")

FEW = 0
"""Pairs take long, and few policies need them."""


def between(before: Policy, after: Policy) -> Difference:
    return difference(before, after, NOW, most_pairs=FEW)


def told(changes: tuple[Change, ...]) -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.gate.value, one.checks, one.told) for one in changes]


def test_a_policy_does_not_differ_from_itself() -> None:
    found = between(DEFAULT, DEFAULT)

    assert found.is_empty
    assert found.tried == 0


def test_a_check_that_is_taken_away_newly_allows() -> None:
    found = between(DEFAULT, without("ticket"))

    assert found.newly_blocked == ()
    assert told(found.newly_allowed) == [
        ("actions_ticketed", ("ticket",), "an action without a ticket")
    ]
    assert found.newly_allowed[0].items == ("A1", "A2", "A3", "A4")
    assert found.newly_allowed[0].severities == tuple(Severity)


def test_the_record_differs_in_the_smallest_set_of_facts() -> None:
    (change,) = between(without("ticket"), DEFAULT).newly_blocked

    assert change.facts.set == ()
    assert change.facts.unset == ("actions.A1.ticket",)


def test_a_tighter_number_newly_blocks_what_lies_between() -> None:
    found = between(DEFAULT, with_parameters("due-within", p1_days=20))

    assert found.newly_allowed == ()
    assert told(found.newly_blocked) == [
        ("actions_ticketed", ("due-within",), f"a P1 action that is due in {days} days")
        for days in (21, 29, 30)
    ]


def test_a_complete_record_may_no_longer_be_enough() -> None:
    found = between(DEFAULT, with_parameters("factor-count", min=4))

    assert told(found.newly_blocked)[0] == ("factors", ("factor-count",), COMPLETE)
    assert ("factors", ("factor-count",), "an incident with 3 conditions") in told(
        found.newly_blocked
    )


def test_policies_that_no_record_satisfies_both_of_are_compared_all_the_same() -> None:
    few = without("ticket", policy=with_parameters("factor-count", min=1, max=2))
    many = with_parameters("factor-count", min=5, max=9)

    found = between(few, many)

    assert ("factors", ("factor-count",), "an incident with 2 conditions") in told(
        found.newly_blocked
    )
    assert ("factors", ("factor-count",), "an incident with 5 conditions") in told(
        found.newly_allowed
    )


def test_a_warning_that_becomes_a_denial_newly_blocks() -> None:
    found = between(DEFAULT, with_rule("blameless", enforce=Enforce.DENY))

    assert told(found.newly_blocked) == [
        ("factors", ("blameless",), "a condition that makes a person the cause")
    ]


def test_a_day_on_which_a_check_tightens_is_looked_at() -> None:
    tightening = ((date(2027, 1, 15), Enforce.DENY),)
    found = between(DEFAULT, with_rule("specific", enforce_from=tightening))

    (change,) = found.newly_blocked
    assert change.checks == ("specific",)
    assert change.case.now.date() == date(2027, 1, 15)


def test_a_check_that_is_only_for_some_incidents_allows_the_others() -> None:
    some = When(severity=(Severity.SEV1,), labels=("customer-facing",))
    found = between(DEFAULT, with_rule("ticket", when=some))

    (change,) = found.newly_allowed
    assert change.severities == tuple(Severity)
    sev1 = between(DEFAULT, with_rule("ticket", when=When(severity=(Severity.SEV1,))))
    assert sev1.newly_allowed[0].severities == (Severity.SEV2, Severity.SEV3, Severity.SEV4)


def test_a_fact_that_no_table_foresaw_is_told_by_its_path() -> None:
    unread = Refusing(lambda case: not case.record.context.audience)

    found = between(without("times-ordered"), with_rule("times-ordered", check=unread))

    assert told(found.newly_blocked) == [
        ("stabilized", ("times-ordered",), "a record without context.audience")
    ]


def test_who_approves_is_compared_by_role_and_by_number() -> None:
    found = between(DEFAULT, with_parameters("approved", roles=("service-owner", "cto"), count=2))

    assert ("closed", ("approved",), "a record with one approval") in told(found.newly_blocked)
    assert (
        "closed",
        ("approved",),
        "a record approved only by people with the role cto",
    ) in told(found.newly_allowed)


def test_terms_are_told_with_both_values() -> None:
    file = DEFAULT.editions[Severity.SEV1].file
    loose = file.model_copy(
        update={"waivers": file.waivers.model_copy(update={"reason_min": 5, "never": ()})}
    )
    editions = {**DEFAULT.editions}
    editions[Severity.SEV1] = changed(editions[Severity.SEV1], file=loose)

    found = between(DEFAULT, changed(DEFAULT, editions=editions))

    assert [(one.what, one.before, one.after, one.severities) for one in found.terms] == [
        ("waivers.reason_min", "20", "5", (Severity.SEV1,)),
        ("waivers.never", "[roles-separate, p1-done, actions-settled]", "", (Severity.SEV1,)),
    ]
    assert (found.newly_blocked, found.newly_allowed) == ((), ())


def test_a_deadline_and_a_rung_are_terms() -> None:
    file = DEFAULT.editions[None].file
    gates = {**file.gates}
    deadline = gates["facts"].deadline
    gates["facts"] = gates["facts"].model_copy(
        update={"deadline": deadline.model_copy(update={"within": timedelta(hours=96)})}
    )
    ladders = {**file.ladders, "gate": file.ladders["gate"][1:]}
    other = file.model_copy(update={"gates": gates, "ladders": ladders})
    editions = {one: changed(edition, file=other) for one, edition in DEFAULT.editions.items()}

    found = between(DEFAULT, changed(DEFAULT, editions=editions))

    assert [(one.what, one.before, one.after) for one in found.terms if "facts" in one.what] == [
        ("gates.facts.deadline.within", "24h", "96h")
    ]
    (ladder,) = [one for one in found.terms if one.what == "ladders.gate"]
    assert ladder.before.startswith("[{at: -24h, notify: [owner]}, {at: 0h, ")
    assert ladder.after.startswith("[{at: 0h, ")


def test_hours_and_limits_of_escalations_are_terms() -> None:
    quieter = policy_of(
        default_text()
        .replace('quiet: {from: "18:00", to: "08:00"}', 'quiet: {from: "17:00", to: "08:00"}')
        .replace("[mon, tue, wed, thu, fri]", "[mon, tue]")
        .replace("extensions: 1", "extensions: 2")
        .replace("{at: +2wd, notify: [manager]}", "{at: +2d, notify: [manager], at_once: true}")
        .replace("  ladder: waiver\n", "  ladder: gate\n")
    )

    found = {one.what: (one.before, one.after) for one in between(DEFAULT, quieter).terms}

    ladders = found.pop("ladders.waiver")
    assert found == {
        "clock.working_days": ("[mon, tue, wed, thu, fri]", "[mon, tue]"),
        "clock.quiet.from": ("18:00", "17:00"),
        "escalations.extensions": ("1", "2"),
        "waivers.ladder": ("waiver", "gate"),
    }
    assert ("{at: 2wd, notify: [manager]}" in ladders[0], "at: 2d" in ladders[0]) == (True, False)
    assert "{at: 2d, notify: [manager], at_once: true}" in ladders[1]


@pytest.mark.parametrize("check", CHECKS[::4])
def test_a_check_that_is_added_blocks_what_its_absence_allowed(check: str) -> None:
    forth, back = between(DEFAULT, without(check)), between(without(check), DEFAULT)

    assert forth.newly_blocked == ()
    assert forth.newly_allowed == back.newly_blocked


class Written(NamedTuple):
    """What a made-up policy leaves out, and two of its numbers."""

    gone: frozenset[str]
    least: int
    days: int

    @property
    def policy(self) -> Policy:
        few = with_parameters("factor-count", min=self.least)
        return without(*self.gone, policy=with_parameters("due-within", few, p1_days=self.days))


WRITTEN = st.builds(
    Written,
    st.frozensets(st.sampled_from(CHECKS), max_size=3),
    st.integers(1, 5),
    st.integers(1, 60),
)


@settings(max_examples=4, deadline=None, phases=[Phases.explicit, Phases.generate])
@given(one=WRITTEN, other=WRITTEN)
def test_every_change_is_true_and_the_way_back_is_its_mirror(one: Written, other: Written) -> None:
    before, after = one.policy, other.policy

    found, back = between(before, after), between(after, before)

    for change in found.newly_blocked:
        assert before.judge(change.gate, change.case).gate_open
        assert not after.judge(change.gate, change.case).gate_open
    assert (found.newly_blocked, found.newly_allowed) == (back.newly_allowed, back.newly_blocked)


def test_what_neither_minds_alone_is_tried_together() -> None:
    def nobody_said(case: Case) -> bool:
        return not (case.record.context.audience or case.record.context.privacy)

    after = with_rule("times-ordered", check=Refusing(nobody_said))

    found = difference(without("times-ordered"), after, NOW, most_pairs=10_000)

    assert told(found.newly_blocked) == [
        (
            "stabilized",
            ("times-ordered",),
            "a record without context.privacy, and a record without context.audience",
        )
    ]


def test_all_complete_records_together_are_changed_twice_so_often() -> None:
    after = with_rule("ticket", when=When(severity=(Severity.SEV1,)))

    once, twice = (difference(DEFAULT, after, NOW, most_pairs=most).tried for most in (0, 10))

    assert twice - once == 10


def test_nothing_is_tried_that_changes_nothing() -> None:
    tried: list[Any] = []

    def watch(work: Sequence[T], /) -> Iterable[T]:
        tried.extend(work)
        return work

    difference(DEFAULT, with_parameters("due-within", p1_days=20), NOW, watch, most_pairs=FEW)

    same = [one.words for ground, one in tried if one.move(ground.case) == ground.case]
    assert same == [COMPLETE]


def test_a_record_is_judged_under_both_by_the_one_evaluator() -> None:
    (change,) = between(DEFAULT, without("ticket")).newly_allowed

    (shut,) = judged(DEFAULT, change.case).shut
    assert (shut.gate, shut.check) == (Phase.ACTIONS_TICKETED, "ticket")


def test_a_list_that_is_shorter_by_one_is_tried_as_well() -> None:
    few = Refusing(lambda case: any(len(one.evidence) < 2 for one in case.record.factors))

    found = between(without("times-ordered"), with_rule("times-ordered", check=few))

    assert told(found.newly_blocked) == [
        ("stabilized", ("times-ordered",), words)
        for words in (
            "a condition without evidence",
            "a condition whose evidence is not there",
        )
    ]
    (change,) = between(with_rule("factor-evidence", check=few), DEFAULT).newly_allowed
    assert change.told == "a record in which one of the factors is with 1 of its evidence"
    assert change.items == ("F1", "F2", "F3")
