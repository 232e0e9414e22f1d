"""A title that commits to nothing is shown what it leaves open; a specific one is left alone."""

import pytest

from policies.language.vagueness import vague_in


@pytest.mark.parametrize(
    ("title", "phrase", "lacking"),
    [
        ("Improve monitoring", "Improve", "which number moves, from what to what"),
        ("add more alerts", "add more alerts", "which signal, and at what value who is called"),
        ("Monitoring of the queue", "Monitoring", "which signal, and at what value who is called"),
        ("We should look into retries", "look into", "which question is answered, and where"),
        ("Review the rollout", "Review", "what is decided, and by whom"),
        ("Be more careful", "Be more", "what makes it so without anyone remembering"),
        ("Update the docs", "Update the docs", "which page, and who finds it when needed"),
        ("More tests", "More tests", "which case, and what it proves"),
    ],
)
def test_a_vague_title_is_found(title: str, phrase: str, lacking: str) -> None:
    assert vague_in(title) == (phrase, lacking)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Cap webhook retries at five",
        "Improve p95 checkout latency to 200 ms",
        "Add alert on `retry_queue_depth`",
        "Ensured delivery for webhooks",
        "Remove the manual failover step",
        "Write the rollback runbook",
        "Investigate if the agent can run with a memory limit",
        "Look into why the queue fills up at night",
    ],
)
def test_a_specific_title_is_left_alone(title: str) -> None:
    assert vague_in(title) is None
