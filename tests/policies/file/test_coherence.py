"""A policy is as long as a gate can be asked at once, and no longer."""

import pytest

from policies.file.coherence import CHECKS_LIMIT, CONDITIONS_LIMIT, SEARCHES_LIMIT
from policies.file.loader import SIZE_LIMIT, load_policy
from states.errors import InvalidError
from tests.policies.hostile.written import checks, many
from tests.policies.small import SMALL

CHECK = "{id: a#, uses: actions.owned}"
OTHERS = 2
"""The checks that the small policy has of its own."""

CONDITION = "it.top || it.id != 'x'"
RULE = f'{{id: a#, for_each: actions, require: "{CONDITION}PAD", message: a, fix: b}}'


def with_conditions(total: int) -> str:
    """Write a policy whose conditions have so many characters all together."""
    padded = RULE.replace("PAD", " " * (total // 100 - len(CONDITION)))
    return checks(*many(padded, 100))


def test_a_policy_may_have_as_many_checks_as_a_gate_asks_quickly() -> None:
    assert load_policy(checks(*many(CHECK, CHECKS_LIMIT - OTHERS))).name == "small"

    with pytest.raises(InvalidError, match="a policy has 200 checks at most"):
        load_policy(checks(*many(CHECK, CHECKS_LIMIT - OTHERS + 1)))


def test_conditions_are_counted_all_together() -> None:
    assert load_policy(with_conditions(CONDITIONS_LIMIT)).name == "small"

    with pytest.raises(InvalidError, match="40,000 characters at most, all together"):
        load_policy(with_conditions(CONDITIONS_LIMIT + 100))


def test_searches_are_counted_all_together() -> None:
    rule = RULE.replace("PAD", " || it.title.matches('a')")
    assert load_policy(checks(*many(rule, SEARCHES_LIMIT))).name == "small"

    with pytest.raises(InvalidError, match=r"conditions say matches\(…\) 10 times at most"):
        load_policy(checks(*many(rule, SEARCHES_LIMIT + 1)))


def test_a_policy_may_be_as_large_as_it_is_read_quickly() -> None:
    comment = "#" * 99
    room = SIZE_LIMIT - len(SMALL.encode())
    lines = f"{comment}\n" * (room // 100)

    assert load_policy(SMALL + lines).name == "small"
    with pytest.raises(InvalidError, match="policy:1:1: a policy is no larger than 256 KiB"):
        load_policy(SMALL + lines + f"{comment}\n")
