"""Every row of the table breaks the sample, in its own way, against a requirement there is."""

import re
from collections import Counter

import pytest

from policies.comparing.grounds import grounds
from policies.supposing.breaking import HARMS, Breakage, breakages, broken, pairs
from policies.supposing.harms.harm import Harm
from states.lifecycle import GATED
from states.record.context import Severity
from states.rules import Case
from tests.builders import case_of, changed, complete_record
from tests.policies.comparing.policies import DEFAULT, NOW

SAMPLE: Case = grounds((DEFAULT,), Severity.SEV1, NOW)[0]
NEEDS_MORE_APPROVERS = "an approver who is counted twice"


@pytest.mark.parametrize("harm", HARMS, ids=lambda one: one.words)
def test_every_row_breaks_the_sample(harm: Harm) -> None:
    ways = [one for one in breakages(SAMPLE) if one.harm is harm]

    assert bool(ways) is (harm.words != NEEDS_MORE_APPROVERS)


@pytest.mark.parametrize("harm", HARMS, ids=lambda one: one.words)
def test_every_row_names_a_requirement_and_a_gate(harm: Harm) -> None:
    assert re.fullmatch(r"R[0-9]+", harm.requirement)
    assert harm.gate in GATED


def test_no_two_rows_are_told_the_same() -> None:
    told = Counter(one.words for one in HARMS)

    assert [words for words, count in told.items() if count > 1] == []


def test_a_row_tells_one_thing_that_could_pass() -> None:
    assert [one.words for one in HARMS if not re.match(r"(an?|facts|more) ", one.words)] == []


def test_a_breakage_that_changes_nothing_is_none() -> None:
    bare = broken(SAMPLE, *[one for one in breakages(SAMPLE) if one.item == "A1"][:1]).case

    assert all(one(bare) != bare for one in breakages(bare))


def test_two_approvers_can_be_one_who_is_counted_twice() -> None:
    first = complete_record().approvals[0]
    two = changed(complete_record(), approvals=(first, changed(first, by="sol")))

    twice = next(one for one in breakages(case_of(two)) if one.harm.words == NEEDS_MORE_APPROVERS)

    assert twice(case_of(two)).record.approvals == (first, first)


def test_a_pair_strikes_the_same_item_where_it_can() -> None:
    ways = [*breakages(SAMPLE)]
    shared = {
        (first.harm.words, second.harm.words): (first.item, second.item)
        for first, second in pairs(ways)
    }

    assert shared["an action without an owner", "an action without a ticket"] == ("A1", "A1")
    assert shared["an incident without a title", "an action without a ticket"] == ("", "A1")


def test_a_row_is_never_paired_with_itself() -> None:
    assert [one for one in pairs(breakages(SAMPLE)) if _same(*one)] == []


def _same(first: Breakage, second: Breakage) -> bool:
    return first.harm is second.harm
