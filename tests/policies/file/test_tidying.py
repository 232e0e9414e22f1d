"""A file put in order says the same, keeps every comment, and stays as it is the next time."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.strict_yaml import load
from policies.file.order import ORDERS
from policies.file.tidying import tidied
from policies.shelf import default_text
from states.errors import InvalidError
from tests.policies.family import PARENT
from tests.policies.small import SMALL

MESSY = """\
# About the file.

# the version
version: 1.0.0   # what it is
# the name
policy: small
gates:
  # facts
  facts: {checks: [], deadline: {ladder: short, within: 24h}}  # F


  stabilized:
    checks:
      - uses: actions.owned   # why
        # the id
        id: owner
      - {with: {min: 3},   id: count, enforce: warn, uses: factors.count}   # R30
    # its deadline
    deadline: {within: 24h, ladder: short}
# waivers
waivers:
  never: [owner]
  approve: [sre-lead]    # who
"""

TIDY = """\
# About the file.

# the name
policy: small
# the version
version: 1.0.0   # what it is
# waivers
waivers:
  approve: [sre-lead]    # who
  never: [owner]
gates:

  stabilized:
    # its deadline
    deadline: {within: 24h, ladder: short}
    checks:
        # the id
      - id: owner
        uses: actions.owned   # why
      - {id: count, uses: factors.count, with: {min: 3}, enforce: warn}     # R30
  # facts
  facts: {deadline: {within: 24h, ladder: short}, checks: []}  # F
"""


def comments(text: str) -> list[str]:
    return sorted(line.partition("#")[2] for line in text.splitlines() if "#" in line)


def keys(body: Any) -> Any:
    if isinstance(body, dict):
        return [(key, keys(one)) for key, one in body.items()]
    return [keys(one) for one in body] if isinstance(body, list) else body


def test_keys_take_their_comments_along() -> None:
    assert tidied(MESSY, "p.yaml").splitlines() == TIDY.splitlines()


@pytest.mark.parametrize("text", [MESSY, TIDY, SMALL, PARENT, default_text()])
def test_what_is_in_order_stays(text: str) -> None:
    once = tidied(text, "p.yaml")

    assert tidied(once, "p.yaml") == once
    assert load(once, "p.yaml") == load(text, "p.yaml")
    assert comments(once) == comments(text)


def test_the_keys_of_a_clock_and_of_a_rung_are_put_in_order() -> None:
    rung = "{at_once: true, repeat: 1d, notify: [owner], times: 2, at: 1h}"
    clock = "{digest: '09:00', quiet: {to: '08:00', from: '18:00'}, working_days: [mon]}"
    messy = f"waivers: {{ladder: a, approve: [x]}}\nladders:\n  a: [{rung}]\nclock: {clock}\n"

    assert tidied(messy, "p.yaml").splitlines() == [
        "clock: {working_days: [mon], quiet: {from: '18:00', to: '08:00'}, digest: '09:00'}",
        "ladders:",
        "  a: [{at: 1h, notify: [owner], repeat: 1d, times: 2, at_once: true}]",
        "waivers: {approve: [x], ladder: a}",
    ]


def test_the_packaged_policy_is_in_order() -> None:
    assert tidied(default_text(), "p.yaml") == default_text()


@given(st.randoms(use_true_random=False))
def test_sections_in_any_order_come_out_the_same(dice: random.Random) -> None:
    blocks = [
        f"# about {key}\n{key}:\n  # within {key}\n  other: 1   # one\n" for key in ORDERS[()][:8]
    ]
    shuffled = dice.sample(blocks, len(blocks))

    new = tidied("# The file.\n\n" + "".join(shuffled), "p.yaml")

    assert new == "# The file.\n\n" + "".join(blocks)


@pytest.mark.parametrize("text", ["policy: [small\n", "policy: &a small\n", "a: 1\na: 2\n", ""])
def test_what_is_no_strict_yaml_is_refused(text: str) -> None:
    with pytest.raises(InvalidError, match=r"p\.yaml:[12]:"):
        tidied(text, "p.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "version: 22:30\npolicy: no\n",
        "version: '1.10'\npolicy: 2026-03-01\n",
        "version: 0o17\npolicy: 1_000\n",
        "version: |\n  a\n\n\n\n  b # c\npolicy: >-\n  folded\n  text\n",
        "gates:\n- {id: a}\n- id: b\n",
        "version: 1\r\npolicy: 2\r\n",
    ],
)
def test_odd_values_are_kept_or_left_alone(text: str) -> None:
    try:
        new = tidied(text, "p.yaml")
    except InvalidError as error:
        assert "without changing what it says" in str(error)  # noqa: PT017  # either is right
    else:
        assert load(new, "p.yaml") == load(text, "p.yaml")


def test_the_order_is_that_of_the_reference() -> None:
    assert keys(load(tidied(MESSY, "p.yaml"), "p.yaml"))[0] == ("policy", "small")
