"""A command that is sent as it was printed says nothing, and is refused."""

import re

import pytest

from policies.language.placeholders import PLACEHOLDERS, placeholders_in
from tests.policies.test_fixes import FIXES

PRINTED = re.compile(r'"([A-Z][A-Z’ -]+)"|--[a-z-]+ ([A-Z][A-Z-]{2,})(?= |$)')
ANSWERS = {"SOMEONE ELSE VERIFIES IT"}
"""What is printed in capitals and may stand as it is."""


def printed() -> set[str]:
    found = (one for fix in FIXES for pair in PRINTED.findall(fix) for one in pair if one)
    return set(found) - ANSWERS


def test_every_placeholder_that_a_gate_prints_is_known() -> None:
    assert printed() - PLACEHOLDERS == set()
    assert len(printed()) > 10


@pytest.mark.parametrize("text", ["URL", " PERSON ", "WHAT WILL EXIST", "…"])
def test_a_placeholder_is_found_wherever_it_stands(text: str) -> None:
    body = {"add": [{"item": {"title": "Cap retries", "evidence": ["T1", text]}}]}

    assert [*placeholders_in(body)] == [text]


@pytest.mark.parametrize("text", ["https://x.example.org/URL", "DNS OUTAGE", "OPS-1", ""])
def test_what_a_person_wrote_is_left_alone(text: str) -> None:
    assert [*placeholders_in({"text": text})] == []
