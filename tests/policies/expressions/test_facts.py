"""A rule sees what was said, and nothing where nothing was."""

from datetime import UTC, date, datetime

from policies.expressions.facts import Told, told_in
from states.people import PartyKind
from states.record.actions import Action, ActionState, Metric, Progress
from states.record.retrospective import Retrospective
from tests.builders import NOON, OPENED, PEOPLE, case_of, changed, complete_record

COMPLETE = complete_record()
A1 = COMPLETE.actions[0]


def seen(**fields: object) -> dict[str, object]:
    """Say what a rule sees of one action."""
    record = Retrospective("INC-1", actions=(changed(Action("A1"), **fields),))
    return Told(case_of(record)).facts("actions")[0]


def test_of_a_bare_action_there_is_only_what_always_is() -> None:
    assert seen() == {
        "id": "A1",
        "factors": [],
        "top": False,
        "runbook": False,
        "state": "open",
        "reschedules": 0,
    }


def test_a_day_ends_where_the_owner_is() -> None:
    due = seen(owner="ben", due=date(2026, 3, 20))["due"]

    assert due == datetime(2026, 3, 21, 3, 59, 59, tzinfo=UTC)
    assert isinstance(due, datetime)
    assert due.date() == date(2026, 3, 20)


def test_who_owns_an_action_is_a_person_a_team_or_unknown() -> None:
    kinds = [seen(owner=name).get("owner_kind") for name in ("ana", "payments-team", "zoe", "")]

    assert kinds == [PartyKind.PERSON.value, PartyKind.TEAM.value, None, None]


def test_what_became_of_an_action_is_told_with_it() -> None:
    record = changed(
        COMPLETE, progress={"A1": Progress(ActionState.DONE, "ana", NOON, "https://x")}
    )
    told = Told(case_of(record)).facts("actions")[0]

    assert {name: told[name] for name in ("state", "by", "at", "evidence")} == {
        "state": "done",
        "by": "ana",
        "at": NOON,
        "evidence": "https://x",
    }


def test_a_criterion_says_of_which_kind_it_is() -> None:
    verification = Told(case_of(COMPLETE)).facts("actions")[0]["verification"]

    assert A1.verification
    assert isinstance(A1.verification.criterion, Metric)
    assert verification["criterion"]["type"] == "metric"
    assert verification["criterion"]["threshold"] == 100.0


def test_an_action_that_was_parked_is_out_of_sight() -> None:
    parked = changed(COMPLETE, progress={"A2": Progress(ActionState.PARKED)})

    assert [one["id"] for one in Told(case_of(parked)).facts("actions")] == ["A1", "A3"]


def test_of_a_bare_incident_there_is_only_what_always_is() -> None:
    told = Told(case_of(Retrospective("INC-1", opened=OPENED))).incident

    assert told == {
        "key": "INC-1",
        "phase": "opening",
        "opened": OPENED,
        "services": [],
        "participants": [],
        "crossed_boundary": False,
        "adjacent": [],
        "labels": [],
        "impact": {},
        "meeting": {"attendees": []},
    }


def test_a_case_is_read_once_for_all_rules() -> None:
    case = case_of(COMPLETE, NOON, PEOPLE)

    assert told_in(case) is told_in(case)
    assert told_in(case).facts("actions") is told_in(case).facts("actions")


def test_another_case_is_read_anew() -> None:
    first, second = case_of(COMPLETE), case_of(COMPLETE)

    assert told_in(first) is not told_in(second)
