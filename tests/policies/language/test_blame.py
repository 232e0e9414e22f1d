"""Who acts in a factor is a system, not a person; who was acted upon may be one (R31)."""

from pathlib import Path

import pytest

from policies.language.blame import INSTEAD, Blame, blame_in, roster_of
from tests.builders import PEOPLE

ROSTER = roster_of(PEOPLE)
POSTMORTEMS = Path(__file__).parents[4] / "shared" / "incidents" / "dfds"

LET_THROUGH = "the system let it through without a stop or a warning: someone "
MEMORY = "it depended on memory, and nothing reminded: someone "
HIDDEN = "what mattered was not visible at that moment: someone "


@pytest.mark.parametrize(
    ("text", "culprit", "rewrite"),
    [
        ("Ana deployed the wrong config", "Ana", LET_THROUGH + "deployed the wrong config"),
        ("ana pushed to main", "ana", LET_THROUGH + "pushed to main"),
        ("Ben Roth ran the script twice.", "Ben Roth", LET_THROUGH + "ran the script twice"),
        (
            "The on-call engineer missed the page",
            "The on-call engineer",
            MEMORY + "missed the page",
        ),
        (
            "The junior payments engineer forgot the flag",
            "The junior payments engineer",
            MEMORY + "forgot the flag",
        ),
        (
            "An operator then restarted both nodes",
            "An operator",
            LET_THROUGH + "restarted both nodes",
        ),
        ("The engineer on duty ignored it", "The engineer", LET_THROUGH + "ignored it"),
        (
            "The developer was unaware of the limit",
            "The developer",
            HIDDEN + "was unaware of the limit",
        ),
        ("The admin did not check the backup", "The admin", MEMORY + "did not check the backup"),
        ("Reviewers assumed it was safe", "Reviewers", HIDDEN + "assumed it was safe"),
        (
            "Checks were off because the engineer skipped them",
            "the engineer",
            MEMORY + "skipped them",
        ),
        ("Someone merged without review", "Someone", LET_THROUGH + "merged without review"),
        (
            "The engineer who deployed it was new",
            "The engineer",
            LET_THROUGH + "who deployed it was new",
        ),
        ("Ana’s mistake took the site down", "Ana’s mistake", INSTEAD),
        ("The engineer's error went unseen", "The engineer's error", INSTEAD),
        ("It was human error", "human error", INSTEAD),
        ("This was the fault of nobody in particular", "fault of", INSTEAD),
        ("A careless rollout", "careless", INSTEAD),
    ],
)
def test_a_person_who_acts_is_found(text: str, culprit: str, rewrite: str) -> None:
    assert blame_in(text, ROSTER) == Blame(culprit, rewrite)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The deployment failed to roll back",
        "The webhook retries had no upper limit",
        "The alert should have fired",
        "A default of five retries was too high",
        "An accidental restart of the broker",
        "The on-call engineer was not paged",
        "The engineer was given the wrong runbook",
        "Engineers had no access to the dashboard",
        "The operator could not see the queue",
        "Developers can push to production",
        "Ana was on another incident",
        "The on-call engineer noticed the alert",
        "The engineer did not have the permission",
        "The alert paged an engineer who was asleep",
        "The admin console crashed",
        "Developer documentation was out of date",
        "The engineering rota had a gap",
        "Ana's change passed review",
        "The engineer's laptop",
        "Max connections was set to ten",
        "Payments deployed on Friday",
        "Engineer",
        "The",
    ],
)
def test_a_condition_is_left_alone(text: str) -> None:
    assert blame_in(text, ROSTER) is None


def test_a_team_is_no_person() -> None:
    assert "Payments" not in ROSTER
    assert "payments-team" not in ROSTER


def test_only_the_first_is_shown() -> None:
    assert blame_in("Ana ran it. Ben merged it.", ROSTER) == Blame("Ana", LET_THROUGH + "ran it")


def test_names_nobody_knows_are_left_alone() -> None:
    assert blame_in("Ana ran it", frozenset()) is None


def test_real_postmortems_are_rarely_pointed_at() -> None:
    """R31: it must rarely be wrong. These eight name nobody as the cause."""
    if not POSTMORTEMS.is_dir():
        pytest.skip("the shared postmortems are not here")
    lines = [
        line.lstrip("-*|0123456789. ")
        for path in POSTMORTEMS.glob("*.md")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    pointed_at = [line for line in lines if blame_in(line, ROSTER)]

    assert len(pointed_at) <= len(lines) // 100, pointed_at
