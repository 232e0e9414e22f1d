"""An action is promised with what anyone can measure, and moves only by its own commands."""

from datetime import date
from decimal import Decimal

import pytest

from states.record.actions import (
    ActionState,
    Comparator,
    Drill,
    Metric,
    NoRecurrence,
    Priority,
    Verification,
)
from tests.builders import RETRY_DEPTH, verified_by
from tests.cli.offline import Terminal
from tests.cli.written import action, record, written

EXAMPLES = (
    '  → say it as one of these: --verify "checkout errors < 1 % for 14 days from Prometheus"'
    ' · --verify "no recurrence for 30 days" · --verify "test: failover-suite"'
    ' · --verify "drill: lose one zone"\n'
)
PROOF = "https://git.example.org/pull/88"


def test_an_action_is_promised_with_everything_a_gate_asks_for(here: Terminal) -> None:
    written(here)

    ended = here(
        *("action", "add", "INC-42", "Page on queue depth", "--owner", "ana"),
        *("--due", "2026-04-01", "--sprint", "2026-14", "--ticket", "PAY-812", "--priority", "p1"),
        *("--factor", "F1", "--factor", "F2", "--deliverable", "An alert", "--component", "queue"),
        *("--verify", "queue depth < 1000 for 14 days from Prometheus", "--steps", "Look"),
        *("--environment", "production", "--test-data", "none", "--expected", "No page"),
        *("--rollback", "Delete the alert", "--signal", "pages a week", "--top", "--runbook"),
    )

    added = action(here, "A4")
    assert ended.code == 0
    assert (added.title, added.owner, added.due) == ("Page on queue depth", "ana", date(2026, 4, 1))
    assert (added.sprint, added.ticket, added.priority) == ("2026-14", "PAY-812", Priority.P1)
    assert (added.factors, added.deliverable) == (("F1", "F2"), "An alert")
    assert (added.component, added.top, added.runbook) == ("queue", True, True)
    assert added.verification == Verification(
        Metric("queue depth", Comparator.BELOW, Decimal(1000), "", 14, "Prometheus"),
        "Look",
        "production",
        "none",
        "No page",
        "Delete the alert",
        "pages a week",
    )


OVER = (
    "A1: “Cap webhook retries at five” is due 2026-03-09, which is over in Europe/Lisbon · "
    "retro action edit INC-42 A1 --due YYYY-MM-DD\n"
)


def test_a_day_that_is_over_is_told_when_it_is_written(here: Terminal) -> None:
    written(here)

    assert here("action", "edit", "INC-42", "A1", "--due", "2026-03-09").err == OVER
    assert here("action", "edit", "INC-42", "A1", "--due", "2026-03-10").err == ""
    added = here("action", "add", "INC-42", "Page", "--owner", "ana", "--due", "2026-03-08")
    assert added.err.startswith("A4: “Page” is due 2026-03-08, which is over in Europe/Lisbon · ")


def test_a_promised_day_that_is_over_is_nothing_new(here: Terminal) -> None:
    written(here)
    for _ in range(3):
        here("advance", "INC-42")
    here.later(days=30)

    assert here("action", "edit", "INC-42", "A1", "--component", "queue").err == ""


def test_an_edit_touches_only_what_was_given(here: Terminal) -> None:
    before = action(written(here), "A1")

    here("action", "edit", "INC-42", "A1", "Cap retries at four", "--owner", "ben", "--no-top")

    after = action(here, "A1")
    assert (after.title, after.owner, after.top) == ("Cap retries at four", "ben", False)
    assert (after.due, after.verification) == (before.due, before.verification)


def test_a_new_criterion_keeps_how_it_is_checked(here: Terminal) -> None:
    written(here)

    here("action", "edit", "INC-42", "A1", "--verify", "no recurrence for 30 days")

    assert action(here, "A1").verification == verified_by(NoRecurrence(30))


def test_how_it_is_checked_changes_without_its_criterion(here: Terminal) -> None:
    written(here)

    here("action", "edit", "INC-42", "A1", "--steps", "Look twice", "--rollback", "")

    verification = action(here, "A1").verification
    assert verification
    assert verification.criterion == RETRY_DEPTH
    assert (verification.steps, verification.rollback) == ("Look twice", "")


def test_a_verification_is_taken_back_as_a_whole(here: Terminal) -> None:
    written(here)

    here("action", "edit", "INC-42", "A1", "--verify", "")

    assert action(here, "A1").verification is None


def test_a_test_or_a_drill_is_a_criterion_too(here: Terminal) -> None:
    written(here)

    here("action", "add", "INC-42", "Practise", "--verify", "drill: lose one zone")

    assert action(here, "A4").verification == Verification(Drill("lose one zone"))


def test_a_sentence_that_nobody_could_measure_is_refused_with_some_that_one_can(
    here: Terminal,
) -> None:
    written(here)

    ended = here("action", "add", "INC-42", "Improve tests", "--verify", "better tests")

    told = f"--verify: “better tests” cannot be measured\n{EXAMPLES}"
    assert (ended.code, ended.err) == (2, told)
    assert not here.sent


def test_how_to_check_needs_what_is_checked(here: Terminal) -> None:
    written(here)

    ended = here(
        "action", "add", "INC-42", "Improve tests", "--steps", "Run", "--expected", "Green"
    )

    told = f"steps, expected: nothing says yet what must hold\n{EXAMPLES}"
    assert (ended.code, ended.err) == (2, told)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            ["--owner", "payments-team"],
            2,
            "A4.owner: “payments-team” is a team: one person answers",
        ),
        (["--owner", "lee"], 2, "A4.owner: “lee” left on 2026-02-01"),
        (["--due", "2026-02-27"], 2, "A4.due: 2026-02-27 lies before the incident (2026-03-01)"),
        (["--factor", "F9"], 5, "INC-42 has no factor “F9”"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(
    words: list[str], code: int, told: str, here: Terminal
) -> None:
    written(here)

    ended = here("action", "add", "INC-42", "Cap retries", *words)

    assert ended.code == code
    assert ended.err.startswith(told)
    assert len(record(here).actions) == 3


def test_a_promise_without_a_title_is_refused(here: Terminal) -> None:
    ended = here("action", "add", "INC-42", "")

    assert (ended.code, ended.err) == (
        2,
        "title: the action says nothing\n  → retro action add --help has an example\n",
    )


def test_a_ticket_is_noted_on_its_action(here: Terminal) -> None:
    written(here)

    here("action", "ticket", "INC-42", "A1", "PAY-900")

    assert action(here, "A1").ticket == "PAY-900"


def test_an_action_that_is_not_there_is_told_with_those_that_are(here: Terminal) -> None:
    written(here)

    ended = here("action", "ticket", "INC-42", "A9", "PAY-900")

    assert (ended.code, ended.err) == (
        5,
        "INC-42 has no action “A9”\n  → there are: A1, A2, A3 · retro show INC-42\n",
    )


def test_done_is_not_verified_until_somebody_else_looks(here: Terminal) -> None:
    written(here)

    done = here("action", "done", "INC-42", "A1", "--evidence", PROOF, acting="ana")
    own = here("verify", "INC-42", "A1", "--evidence", PROOF, acting="ana")
    other = here("verify", "INC-42", "A1", "--evidence", PROOF, acting="ben")

    assert (done.code, own.code, other.code) == (0, 4, 0)
    assert record(here).progress_of("A1").state is ActionState.VERIFIED


def test_a_verification_that_failed_opens_the_action_again(here: Terminal) -> None:
    written(here)("action", "done", "INC-42", "A1", "--evidence", PROOF, acting="ana")

    here("verify", "INC-42", "A1", "--evidence", PROOF, "--failed", acting="ben")

    assert record(here).progress_of("A1").state is ActionState.OPEN


def test_an_action_is_parked_and_taken_up_again(here: Terminal) -> None:
    written(here)

    here("action", "park", "INC-42", "A3", "--reason", "The top two come first")
    parked = record(here).progress_of("A3")
    here("action", "resume", "INC-42", "A3", "--reason", "It is wanted after all")

    assert (parked.state, parked.reason) == (ActionState.PARKED, "The top two come first")
    assert record(here).progress_of("A3").state is ActionState.OPEN


def test_a_due_date_moves_with_a_reason(here: Terminal) -> None:
    written(here)

    ended = here(
        *("action", "reschedule", "INC-42", "A2", "--due", "2026-04-15"),
        *("--reason", "The vendor mends it on the 10th"),
    )

    assert ended.code == 0
    assert action(here, "A2").due == date(2026, 4, 15)


def test_a_p1_action_moves_when_somebody_else_says_yes(here: Terminal) -> None:
    written(here)

    asked = here(
        *("action", "reschedule", "INC-42", "A1", "--due", "2026-04-15"),
        *("--reason", "The vendor mends it on the 10th"),
    )
    here("grant", "INC-42", "R1", "--note", "Until then it is watched", acting="mia")

    assert "R1 waits for a second person" in asked.out
    assert action(here, "A1").due == date(2026, 4, 15)
