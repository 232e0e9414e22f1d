"""A policy is put in force by its owners, by two of them where it asks less."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.commands.policy import publish as command
from cli.installation.founding import set_up
from policies.publishing.library import Library
from tests.builders import KEY
from tests.cli.offline import Terminal
from tests.cli.policies import policy_file, publish
from tests.cli.written import record, written


@pytest.fixture
def here(here: Terminal) -> Terminal:
    """Sit at a terminal where the packaged policy is in force."""
    set_up(here.app("rob"))
    return here


def listed(here: Terminal) -> dict[str, dict[str, Any]]:
    """List policies, by name and version."""
    rows = json.loads(here("policy", "list", "--json").out)
    return {f"{row['policy']}@{row['version']}": row for row in rows}


def test_the_packaged_policy_is_the_first_one_in_force(here: Terminal) -> None:
    assert [*listed(here)] == ["default@1.0.0"]
    row = listed(here)["default@1.0.0"]
    assert (row["state"], row["by"], row["open"]) == ("in force", "retrogate", 0)

    set_up(here.app("rob"))

    assert [*listed(here)] == ["default@1.0.0"]
    assert here("audit", "verify").code == 0


def test_two_that_set_a_database_up_at_once_publish_once(here: Terminal) -> None:
    late = here.app("rob")
    late.policies.library = Library  # type: ignore[method-assign]  # as it was before the other one

    set_up(late)

    assert [*listed(here)] == ["default@1.0.0"]


CEO = (
    "nobody has the role ceo, which ladders.gate counts on · give it to somebody: "
    "retro people import people.yaml\n"
)


def test_a_role_that_nobody_has_is_told_when_a_policy_counts_on_it(here: Terminal) -> None:
    path = Path(policy_file(here, "2.0.0", days=60))
    path.write_text(path.read_text("utf-8").replace("role:director", "role:ceo"), "utf-8")

    assert publish(here, str(path)).err.count(CEO) == 1
    agreed = here("policy", "publish", "--agree", "default@2.0.0", acting="sol")
    written(here)
    there = here("policy", "move", KEY, "--to", "default@2.0.0", "--dry-run")
    back = here("policy", "move", KEY, "--to", "default@1.0.0", "--dry-run")

    assert agreed.err.count(CEO) == 1
    assert there.err.count(CEO) == 1
    assert "ceo" not in back.err


def test_new_incidents_are_pinned_to_what_is_published_at_once(here: Terminal) -> None:
    written(here)

    ended = publish(here, policy_file(here, "2.0.0", days=60))

    assert "✓ default@2.0.0 is in force: new incidents are pinned to it\n" in ended.out
    assert (
        "1 open incident stays on default@1.0.0 · move: "
        'retro policy move --from default@1.0.0 --to default@2.0.0 --reason "…"\n'
    ) in ended.err
    here(
        "open",
        "INC-43",
        "--title",
        "Late",
        "--severity",
        "SEV2",
        "--stabilized",
        "2026-03-01T10:00Z",
    )
    assert here("policy", "show", "INC-43").err.startswith("default 2.0.0, digest ")
    assert here("policy", "show", KEY).err.startswith("default 1.0.0, digest ")
    assert {title: (row["state"], row["open"]) for title, row in listed(here).items()} == {
        "default@1.0.0": ("superseded", 1),
        "default@2.0.0": ("in force", 1),
    }


def test_the_policy_of_an_incident_is_the_one_for_such_incidents(here: Terminal) -> None:
    publish(here, policy_file(here, name="payments", days=60, when="services: [payments]"))

    for key, service in (("INC-1", "payments"), ("INC-2", "mail")):
        words = ("--title", "Late", "--severity", "SEV2", "--stabilized", "2026-03-01T10:00Z")
        assert here("open", key, *words, "--service", service).code == 0

    assert here("policy", "show", "INC-1").err.startswith("payments 1.0.0, ")
    assert here("policy", "show", "INC-2").err.startswith("default 1.0.0, ")


def test_what_newly_blocks_says_which_version_to_write(here: Terminal) -> None:
    ended = here("policy", "publish", policy_file(here, "1.1.0", days=60), acting="ana")

    assert ended.code == 3
    assert ended.err.endswith("  → such a change is a major version: write version: 2.0.0\n")
    assert [*listed(here)] == ["default@1.0.0"]


def test_what_newly_allows_is_published_by_two(here: Terminal) -> None:
    ended = publish(here, policy_file(here, "1.1.0", days=120))

    assert "  ! due-within: other_days: 120, before: 90\n" in ended.out
    assert "    retro policy publish --agree default@1.1.0 --as PERSON\n" in ended.out
    assert listed(here)["default@1.1.0"]["state"] == "proposed"
    alone = here("policy", "publish", "--agree", "default@1.1.0", acting="ana")
    assert (alone.code, alone.err.splitlines()[0]) == (
        4,
        "ana proposed default@1.1.0: it needs a second person",
    )

    agreed = here("policy", "publish", "--agree", "default@1.1.0", acting="fay")

    assert agreed.code == 0
    row = listed(here)["default@1.1.0"]
    assert (row["state"], row["by"], row["agreed_by"]) == ("in force", "ana", "fay")


def test_a_stranger_to_the_policy_publishes_nothing(here: Terminal) -> None:
    publish(here, policy_file(here, "1.0.1", owners="ana, ben"))

    ended = here("policy", "publish", policy_file(here, "1.0.2", owners="ana, ben"), acting="fay")

    assert ended.code == 4
    assert ended.err.startswith("fay does not own default@1.0.1")


def test_the_same_version_with_another_text_is_a_conflict(here: Terminal) -> None:
    ended = here("policy", "publish", policy_file(here, days=60), acting="ana")

    assert ended.code == 6
    assert ended.err == (
        "default@1.0.0 is in force already, and says something else\n"
        "  → write a higher version: 1.1.0\n"
    )


def test_publishing_what_is_in_force_does_nothing(here: Terminal) -> None:
    ended = here("policy", "publish", "default", acting="ana")

    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "default@1.0.0 is in force already: there was nothing to do\n"


def test_a_dry_run_records_nothing(here: Terminal) -> None:
    file = policy_file(here, "2.0.0", days=60)

    ended = here("policy", "publish", file, "--dry-run", "--json", acting="ana")

    told = json.loads(ended.out)
    assert (told["policy"], told["state"], told["recorded"]) == ("default@2.0.0", "in force", False)
    assert told["newly_blocks"]
    assert [*listed(here)] == ["default@1.0.0"]


def test_tests_beside_a_policy_have_to_hold(here: Terminal) -> None:
    file = Path(policy_file(here, "1.0.1"))
    failing = """
policy: default.yaml
fixtures: {complete: {record: record.yaml, at: 2026-03-10T12:00Z}}
cases:
  - {name: nothing is wrong, from: complete, enter: facts, expect: {deny: [{check: due-within}]}}
"""
    written(here)
    file.with_suffix(".test.yaml").write_text(failing, encoding="utf-8")
    (here.home / "other.test.yaml").write_text(failing.replace("default.yaml", "default"))

    ended = here("policy", "publish", str(file), acting="ana")

    assert ended.code == 3
    assert ended.err.startswith("the tests of default@1.0.1 do not hold: ")
    assert ended.err.endswith(
        f"  → see what they say: retro policy test {file.parent}/default.test.yaml\n"
    )


def test_a_file_beside_a_policy_that_is_no_test_is_named(here: Terminal) -> None:
    file = policy_file(here, "1.0.1")
    beside = here.home / "other.test.yaml"
    beside.write_text("policy: [", encoding="utf-8")

    ended = here("policy", "publish", file, acting="ana")

    assert ended.code == 2
    first, second, hint = ended.err.splitlines()
    assert first == f"{beside} cannot be read, and tests beside a policy have to hold:"
    assert second.startswith(f"{beside}:1:")
    assert hint.endswith("or move it elsewhere, if it tests nothing here")


def test_who_may_not_publish_hears_it_before_anything_is_searched(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(here, policy_file(here, "1.0.1", owners="ana, ben"))
    searched: list[object] = []
    monkeypatch.setattr(command, "effects_of", lambda *given: searched.append(given))

    ended = here("policy", "publish", policy_file(here, "1.0.2", owners="ana, ben"), acting="fay")

    assert (ended.code, searched) == (4, [])


def test_it_says_what_it_was_compared_with_and_what_is_a_major_version(here: Terminal) -> None:
    publish(here, policy_file(here, name="strict", days=80, when="services: [mail]"))
    file = policy_file(here, "1.0.1", name="strict", days=80, when="services: [mail, post]")

    ended = publish(here, file, "--dry-run")

    diff = f"retro policy diff strict@1.0.0 {file}"
    assert ended.err.splitlines()[1:] == [
        "compared with default@1.0.0 and strict@1.0.0, from which it takes incidents",
        "only what strict@1.0.0 lets through makes a change a major version",
        f"what is alike is told once; each record that shows it: {diff}",
    ]


def opened(here: Terminal, key: str, service: str) -> None:
    """Open an incident that is about one service."""
    words = ("--title", "Late", "--severity", "SEV2", "--stabilized", "2026-03-01T10:00Z")
    assert here("open", key, *words, "--service", service).code == 0


def test_only_incidents_it_is_for_are_offered_to_be_moved(here: Terminal) -> None:
    opened(here, "INC-1", "payments")
    opened(here, "INC-2", "mail")

    ended = publish(here, policy_file(here, name="payments", days=60, when="services: [payments]"))

    assert ended.err.splitlines()[-1] == (
        "1 open incident stays on default@1.0.0 · move: "
        'retro policy move INC-1 --to payments@1.0.0 --reason "…"'
    )


def test_what_is_not_in_force_yet_is_nothing_to_move_to(here: Terminal) -> None:
    opened(here, "INC-1", "payments")

    proposed = publish(here, policy_file(here, "1.1.0", days=120))
    dry = publish(here, policy_file(here, "2.0.0", days=60), "--dry-run")

    for ended in (proposed, dry):
        assert ended.err.splitlines()[-1] == "1 open incident stays on default@1.0.0"


def test_a_proposal_that_was_overtaken_is_not_listed_as_superseded(here: Terminal) -> None:
    publish(here, policy_file(here, "1.1.0", days=120))
    publish(here, policy_file(here, "1.2.0"))

    assert listed(here)["default@1.1.0"]["state"] == "never in force"


def test_a_policy_may_extend_one_that_is_published(here: Terminal) -> None:
    publish(here, policy_file(here, "2.0.0", days=60))
    Path(policy_file(here)).unlink()
    child = here.home / "payments.yaml"
    child.write_text(
        "policy: payments\nversion: 1.0.0\nextends: default@2.0.0\n"
        "when: {services: [payments]}\nloosens: [{what: when, why: only theirs}]\n"
        "actions: {ladder: action, reschedules: 1}\n",
        encoding="utf-8",
    )

    publish(here, str(child))

    shown = here("policy", "show", "payments")
    assert shown.err.startswith("payments 1.0.0, ")
    assert "reschedules: 1" in shown.out


def test_a_file_that_cannot_be_read_is_refused_with_its_place(here: Terminal) -> None:
    (here.home / "ours.yaml").write_text("policy: ours\n", encoding="utf-8")

    ended = here("policy", "publish", str(here.home / "ours.yaml"), acting="ana")

    assert ended.code == 2
    assert ended.err.startswith(f"{here.home}/ours.yaml:1:1: ")


@pytest.mark.parametrize("words", [(), ("default", "--agree", "default@1.1.0")])
def test_a_file_or_an_agreement_is_named_and_not_both(
    here: Terminal, words: tuple[str, ...]
) -> None:
    assert here("policy", "publish", *words, acting="ana").code == 2


def test_a_policy_file_in_the_settings_is_told_what_to_do_once(here: Terminal) -> None:
    here.variables["RETRO_POLICY"] = "/etc/ours.yaml"

    ended = here("policy", "show")

    assert ended.code == 0
    assert ended.err.count("is no longer read") == 1
    assert "retro policy publish /etc/ours.yaml" in ended.err


def test_a_policy_is_shown_by_name_and_version(here: Terminal) -> None:
    publish(here, policy_file(here, "2.0.0", days=60))

    assert here("policy", "show").err.startswith("default 2.0.0, ")
    assert here("policy", "show", "default@1.0.0").err.startswith("default 1.0.0, ")
    missing = here("policy", "show", "defualt@1.0.0")
    assert (missing.code, "did you mean" in missing.err) == (5, True)
    assert here("policy", "show", "--candidate").code == 5


def test_everything_that_was_published_is_proved_with_the_rest(here: Terminal) -> None:
    written(here)
    publish(here, policy_file(here, "2.0.0", days=60))

    assert here("audit", "verify").code == 0
    assert here("store", "rebuild").code == 0
    assert here("audit", "verify").code == 0
    assert record(here).policy == listed_digest(here, "default@1.0.0")


def listed_digest(here: Terminal, title: str) -> str:
    """Name a policy by its digest."""
    found = here.app().library.called(title)
    assert found
    return found.offer.digest


def test_an_incident_that_two_are_for_goes_to_the_one_that_is_named(here: Terminal) -> None:
    services = "services: [checkout]"
    publish(here, policy_file(here, name="night", days=60, when=services))
    fast = policy_file(here, name="fast", days=30, when="services: [checkout, cart]")

    ended = publish(here, fast)

    assert ended.out.endswith(
        "✓ fast@1.0.0 is in force: new incidents are pinned to it, but not all\n"
        "! an incident that night@1.0.0 is for, too, goes to night@1.0.0:"
        " its `when` names as much, and it was first\n"
    )
    here(
        "open", "INC-43", "--title", "Late", "--severity", "SEV2",
        "--service", "checkout", "--stabilized", "2026-03-01T10:00Z",
    )  # fmt: skip
    assert here("policy", "show", "INC-43").err.startswith("night 1.0.0, digest ")


def test_a_policy_that_names_less_goes_behind_and_says_so(here: Terminal) -> None:
    publish(here, policy_file(here, name="night", days=60, when="services: [checkout]"))

    ended = publish(here, policy_file(here, "2.0.0", days=60), "--json")

    assert json.loads(ended.out)["goes_before"] == ["night@1.0.0"]
    assert "its `when` names more" in publish(here, policy_file(here, "3.0.0", days=50)).out
