"""A difference shows moments as people write them, and gives machines what they read back."""

from datetime import timedelta

from cli.showing.difference_page import fact_lines, facts_json
from policies.comparing.facts import Facts
from tests.builders import NOON

ODD = NOON + timedelta(seconds=43, microseconds=401_397)
FACTS = Facts((("meeting.at", ODD), ("context.labels", ("ci",))), ("meeting.held",))


def test_a_moment_is_told_to_the_minute() -> None:
    assert [*fact_lines(FACTS)] == [
        "set meeting.at: 2026-03-10T12:00Z",
        "set context.labels: [ci]",
        "unset meeting.held",
    ]


def test_a_machine_gets_moments_as_everywhere() -> None:
    assert facts_json(FACTS) == {
        "set": {"meeting.at": "2026-03-10T12:00:43Z", "context.labels": ["ci"]},
        "unset": ["meeting.held"],
    }
