"""A policy is called by a file, by its name and version, or `default`."""

from tests.cli.offline import Terminal
from tests.cli.policies import policy_file, publish


def test_published_versions_are_compared_by_their_names(here: Terminal) -> None:
    publish(here, policy_file(here, "2.0.0", days=60))
    publish(here, policy_file(here, "3.0.0", days=30))

    ended = here("policy", "diff", "default@2.0.0", "default@3.0.0", "--exit-code")

    assert ended.code == 3
    assert ended.out.startswith("default@2.0.0 → default@3.0.0\nnewly blocked: ")


def test_a_file_wins_over_a_name(here: Terminal) -> None:
    named = here.home / "ours@1.0.0"
    named.write_text("policy: ours\n", encoding="utf-8")

    assert here("policy", "diff", "default", str(named)).err.startswith(f"{named}:1:1: ")


def test_the_first_to_publish_is_compared_with_the_packaged_policy(here: Terminal) -> None:
    ended = here("policy", "publish", policy_file(here, "1.1.0", days=60), acting="ana")

    assert ended.code == 3
    assert ended.err.startswith("version: 1.1.0 blocks what 1.0.0 lets through")


def test_a_name_that_nobody_published_is_not_found(here: Terminal) -> None:
    ended = here("policy", "diff", "default", "ours@1.0.0")

    assert (ended.code, ended.err.splitlines()[0]) == (5, "there is no policy ours@1.0.0")
