"""What a policy owner asks before a change: does it hold, what is untried, what would it do."""

import json
from pathlib import Path
from typing import Any

import pytest

from documents.people_file import write_people
from documents.record_file import write
from policies.shelf import default_text
from tests.builders import PEOPLE, complete_record
from tests.cli.offline import Ended, Terminal
from tests.policies.trials.test_trying import LATE
from tests.policies.trials.written import HEAD

TICKET = "      - {id: ticket, uses: actions.ticketed} "
LINE = next(one for one in default_text().splitlines() if one.startswith(TICKET))
WRONG = LATE.replace("item: A2}]", "item: A3}]").replace("45 days", "45 days, told of another")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a policy, its tests, and the files they name."""
    (tmp_path / "people.yaml").write_text(write_people(PEOPLE.people.values()))
    (tmp_path / "complete.yaml").write_text(write(complete_record()))
    (tmp_path / "payments.yaml").write_text(default_text())
    (tmp_path / "loose.yaml").write_text(default_text().replace(LINE, ""))
    (tmp_path / "payments.test.yaml").write_text(HEAD + LATE)
    (tmp_path / "wrong.test.yaml").write_text(HEAD + WRONG)
    return tmp_path


def ran(folder: Path, *words: str) -> Ended:
    here = Terminal(folder / "home")
    return here("policy", *(str(folder / one) if one.endswith(".yaml") else one for one in words))


def parsed(ended: Ended) -> Any:
    return json.loads(ended.out)


def test_tests_that_hold_are_counted(folder: Path) -> None:
    ended = ran(folder, "test", "payments.test.yaml")

    assert ended.code == 0
    assert ended.out.endswith("payments.test.yaml: 1 of 1 cases hold for default@1.0.0\n")


def test_a_case_that_fails_is_told_with_its_place_and_exits_with_3(folder: Path) -> None:
    ended = ran(folder, "test", "wrong.test.yaml")

    assert ended.code == 3
    assert "✕ " in ended.out
    assert "wrong.test.yaml:14:5: a P1 action due in 45 days, told of another" in ended.out
    assert "expected, and did not come: deny ticket on A3" in ended.out
    assert "got, and was not expected: deny ticket on A2" in ended.out


def test_what_became_of_the_tests_is_json_too(folder: Path) -> None:
    body = parsed(ran(folder, "test", "payments.test.yaml", "wrong.test.yaml", "-o", "json"))

    assert [one["holds"] for one in body["files"]] == [True, False]
    assert len(body["files"][1]["cases"][0]["problems"]) == 2


def test_a_name_that_no_case_has_is_a_mistake(folder: Path) -> None:
    ended = ran(folder, "test", "payments.test.yaml", "--only", "P9")

    assert ended.code == 2
    assert "no case is called “P9”" in ended.err


def test_a_policy_named_default_is_the_packaged_one(folder: Path) -> None:
    text = (HEAD + LATE).replace("policy: payments.yaml", "policy: default")
    (folder / "default.test.yaml").write_text(text)

    assert ran(folder, "test", "default.test.yaml").code == 0


def test_coverage_names_what_no_case_made_fail(folder: Path) -> None:
    ended = ran(folder, "coverage", "payments.test.yaml")

    assert ended.code == 0
    assert "actions_ticketed: 2 of 14 · never: some-action, one-owner" in ended.out
    assert "nobody tried SEV1, SEV3, SEV4" in ended.out


def test_coverage_that_is_required_and_missed_exits_with_3(folder: Path) -> None:
    assert ran(folder, "coverage", "payments.test.yaml", "--require", "2").code == 0
    ended = ran(folder, "coverage", "payments.test.yaml", "--require", "100", "--json")

    assert ended.code == 3
    assert parsed(ended)["policies"][0]["untried"] == ["SEV1", "SEV3", "SEV4"]


def test_a_change_is_told_by_what_it_allows(folder: Path) -> None:
    ended = ran(folder, "diff", "default", "loose.yaml")

    assert ended.code == 0
    assert ended.out.splitlines()[:5] == [
        f"default → {folder / 'loose.yaml'}",
        "newly allowed: 1",
        "  actions_ticketed · ticket",
        "    ! an action without a ticket: A1, A2, A3, A4",
        "        unset actions.A1.ticket",
    ]
    assert ended.out.endswith("records, not a proof\n")


def test_each_change_comes_with_a_record(folder: Path) -> None:
    ended = ran(folder, "diff", "loose.yaml", "payments.yaml", "--exit-code", "-o", "json")

    assert ended.code == 3
    (change,) = parsed(ended)["newly_blocked"]
    assert change["facts"] == {"set": {}, "unset": ["actions.A1.ticket"]}
    assert "ticket" not in change["record"]["actions"][0]
    assert parsed(ended)["proof"] is False


def test_no_difference_exits_with_0(folder: Path) -> None:
    ended = ran(folder, "diff", "payments.yaml", "default", "--exit-code")

    assert ended.code == 0
    assert "no difference was found" in ended.out


def test_another_deadline_is_said_with_both_values(folder: Path) -> None:
    later = default_text().replace("deadline: {within: 5d,", "deadline: {within: 9d,")
    (folder / "later.yaml").write_text(later)

    ended = ran(folder, "diff", "default", "later.yaml", "--exit-code")

    assert ended.code == 0
    assert "  gates.factors.deadline.within: 5d → 9d\n" in ended.out


def test_gaps_are_told_as_sentences(folder: Path) -> None:
    ended = ran(folder, "gaps", "loose.yaml", "--record", "complete.yaml")

    assert ended.code == 0
    assert "! an action without a ticket passes actions_ticketed (R40)" in ended.out
    assert "later gates were not asked" in ended.out


def test_gaps_are_json_too(folder: Path) -> None:
    body = parsed(ran(folder, "gaps", "loose.yaml", "--record", "complete.yaml", "-o", "json"))

    assert "an action without a ticket" in {one["told"] for one in body["gaps"]}
    assert body["until"] == "actions_ticketed"


def test_a_record_that_passes_nothing_cannot_be_broken(folder: Path) -> None:
    (folder / "empty.yaml").write_text("context: {title: Nothing yet, severity: SEV1}\n")

    ended = ran(folder, "gaps", "default", "--record", "empty.yaml")

    assert ended.code == 3
    assert "the record does not pass stabilized, so there is nothing to break" in ended.err
