"""Every fact of a record has a path, and a path that leads nowhere is refused."""

from datetime import UTC, date, datetime

import pytest

from policies.supposing.paths import facts_of, value_at, with_fact, with_facts, without_fact
from states.errors import InvalidError
from states.record.actions import Action, ActionState, Priority, Test
from states.record.context import Severity
from states.record.proposals import Approval
from states.record.retrospective import Retrospective
from tests.builders import ACTIONS, KEY, NOON, OPENED, RETRY_DEPTH, complete_record

RECORD = complete_record()
FACTS = facts_of(RECORD)

# fmt: off
NOWHERE = {
    "actios.A2.due":      "actios.A2.due: a record has no “actios” (did you mean “actions”?)",
    "actions.A2.ownr":    "actions.A2.ownr: there is no “ownr” (did you mean “owner”?)",
    "actions.A9.owner":   "actions.A9.owner: actions has no “A9”; there are: A1, A2, A3",
    "progress.A9":        "progress.A9: progress has no “A9”; there are: A1, A2, A3",
    "marks.A9.added":     "marks.A9.added: marks has no “A9”",
    "actions":            "actions: actions has no “”; there are: A1, A2, A3",
    "actions.A1.id":      "actions.A1.id: it is the name of the thing, and stays as it is",
    "impact":             "impact: say which of its facts: scope, users_affected, "
                          "engineering_hours, cost",
    "impact.scope.width": "impact.scope.width: nothing is said there that could have a “width”",
    "actions.A1.verification.criterion.windw_days":
                          "actions.A1.verification.criterion.windw_days: there is no “windw_days” "
                          "(did you mean “window_days”?)",
}

READ: dict[tuple[str, object], object] = {
    ("actions.A2.due", "+16d"):             date(2026, 3, 26),
    ("actions.A2.due", "2026-04-01"):       date(2026, 4, 1),
    ("meeting.held", "-24h"):               datetime(2026, 3, 9, 12, 0, tzinfo=UTC),
    ("context.severity", "SEV1"):           Severity.SEV1,
    ("actions.A1.priority", "P3"):          Priority.P3,
    ("actions.A1.ticket", 42):              "42",
    ("actions.A1.top", False):              False,
    ("progress.A1.state", "done"):          ActionState.DONE,
    ("actions.A1.verification.criterion.window_days", 3): 3,
    ("actions.A1.verification.criterion", "test: smoke"): Test("smoke"),
}

UNREAD: dict[tuple[str, object], str] = {
    ("actions.A2.due", "soon"):          "actions.A2.due: ",
    ("actions.A2.due", "+16x"):          "actions.A2.due: “+16x” is no duration",
    ("context.severity", "SEV9"):        "context.severity: input should be 'SEV1'",
    ("actions.A1.verification", "Fine"): "actions.A1.verification: “Fine” cannot be measured",
}
# fmt: on


def test_every_fact_supposed_where_it_stands_changes_nothing() -> None:
    assert with_facts(RECORD, FACTS) == RECORD


def test_what_stands_at_a_path_is_what_the_facts_say() -> None:
    assert {path: value_at(RECORD, path) for path in FACTS} == FACTS


def test_what_nobody_said_has_no_path() -> None:
    assert facts_of(Retrospective(KEY)) == {
        "phase": Retrospective(KEY).phase,
        "revision": 0,
    }


@pytest.mark.parametrize(("path", "given"), READ)
def test_a_value_is_read_as_a_record_file_has_it(path: str, given: object) -> None:
    supposed = with_fact(RECORD, path, given, NOON)

    assert value_at(supposed, path) == READ[path, given]


def test_a_list_is_read_too() -> None:
    supposed = with_fact(RECORD, "actions.A1.factors", ["F2", "F3"])

    assert value_at(supposed, "actions.A1.factors") == ("F2", "F3")


@pytest.mark.parametrize(("path", "given"), UNREAD)
def test_a_value_that_cannot_be_read_is_refused_with_its_path(path: str, given: object) -> None:
    with pytest.raises(InvalidError) as refused:
        with_fact(RECORD, path, given, NOON)

    assert str(refused.value).startswith(UNREAD[path, given])


def test_a_relative_date_needs_a_now() -> None:
    with pytest.raises(InvalidError, match="nobody says when that is"):
        with_fact(RECORD, "actions.A2.due", "+16d")


@pytest.mark.parametrize("path", NOWHERE)
def test_a_path_that_leads_nowhere_says_what_was_meant(path: str) -> None:
    with pytest.raises(InvalidError) as refused:
        with_fact(RECORD, path, "x", NOON)

    assert str(refused.value).startswith(NOWHERE[path])


@pytest.mark.parametrize("path", ["actios.A2.due", "actions.A2.ownr", "impact", "actions.A1.id"])
def test_nothing_is_taken_away_from_nowhere(path: str) -> None:
    with pytest.raises(InvalidError):
        without_fact(RECORD, path)


def test_a_whole_item_is_put_where_its_name_stands() -> None:
    supposed = with_fact(RECORD, "actions.A2", Action("A2", "Do less"))

    assert [one.title for one in supposed.actions] == [
        ACTIONS[0].title,
        "Do less",
        ACTIONS[2].title,
    ]


def test_a_new_item_joins_under_its_name() -> None:
    supposed = with_fact(RECORD, "actions.A4", {"title": "Do more"})

    assert supposed.actions == (*ACTIONS, Action("A4", "Do more"))


def test_nothing_in_the_place_of_an_item_takes_it_away() -> None:
    assert with_fact(RECORD, "actions.A2", None) == without_fact(RECORD, "actions.A2")
    assert [one.id for one in without_fact(RECORD, "actions.A2").actions] == ["A1", "A3"]


def test_an_approval_is_found_by_name_whatever_its_dots() -> None:
    approval = Approval("sam.petrov", OPENED, 3)

    supposed = with_fact(RECORD, "approvals.sam.petrov", approval)

    assert value_at(supposed, "approvals.sam.petrov.revision") == 3
    assert value_at(supposed, "approvals.sam.revision") == RECORD.revision


def test_of_an_action_nobody_worked_on_the_progress_is_open() -> None:
    fresh = without_fact(RECORD, "progress.A1")

    assert value_at(fresh, "progress.A1") is None
    assert value_at(with_fact(fresh, "progress.A1.by", "ana"), "progress.A1.state") is (
        ActionState.OPEN
    )


def test_a_fact_taken_away_is_one_nobody_said() -> None:
    without = without_fact(RECORD, "context.services")

    assert without.context.services == ()
    assert facts_of(without).keys() == FACTS.keys() - {"context.services"}


def test_a_thing_that_is_not_there_is_taken_away_already() -> None:
    assert without_fact(RECORD, "actions.A9") == RECORD


def test_what_is_never_empty_is_not_taken_away_alone() -> None:
    with pytest.raises(InvalidError, match="it is never empty"):
        without_fact(RECORD, "actions.A1.verification.criterion.window_days")


def test_a_part_of_what_nobody_said_is_nothing() -> None:
    without = without_fact(RECORD, "actions.A1.verification")

    assert value_at(without, "actions.A1.verification.criterion.window_days") is None
    assert value_at(RECORD, "actions.A1.verification.criterion") == RETRY_DEPTH
