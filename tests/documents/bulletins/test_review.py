"""The review says what a week taught, finished, left late and brought back.

Each line names its incident; what did not happen is said, too.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from documents.bulletins.facts import Kind, Late, Week
from documents.bulletins.happenings import Happenings, happenings
from documents.bulletins.review import review_lines, review_subject
from documents.bulletins.telling import Headline, Known, Overdue, Teller
from states.events.actions import ActionVerified, VerificationFailed
from states.events.event import Event
from states.events.gates import PhaseEntered
from states.events.record import CommentMade, IncidentOpened, ItemAdded, ItemChanged, ItemRemoved
from states.events.recurrence import FactorRecurred
from states.lifecycle import Phase, Trigger
from states.people import Directory, Person
from states.record.actions import Action
from states.record.context import Context, Impact
from states.record.factors import Learning, Remedy
from states.record.proposals import Comment

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)

PEOPLE = Directory({"ana": Person("ana", team="payments")})
KNOWN = Known(
    incidents={"INC-42": Headline("Charged twice", "SEV1", ("checkout", "queue"))},
    titles={("INC-42", "A2"): "Rehearse", ("INC-31", "F2"): "no limit", ("INC-42", "A3"): "Alert"},
    owners={("INC-42", "A2"): "ana"},
    impacts={"INC-42": Impact(users_affected=1200, engineering_hours=1, scope="EU\norders")},
)
OPENED = IncidentOpened(Context(), "p")
CLOSED = PhaseEntered(Phase.CLOSED, Trigger.ADVANCE)
WITHDRAWN = PhaseEntered(Phase.WITHDRAWN, Trigger.WITHDRAW)
REOPENED = PhaseEntered(Phase.FACTS, Trigger.REOPEN)
RETRIES = Learning("L1", "The broker retries.", remedy=Remedy.SCOPE_CHANGE)
VERIFIED = ActionVerified("A2", "https://example.org/ci/90")


def week(*events: Event, late: tuple[Overdue, ...] = (), known: Known = KNOWN) -> Week:
    found = happenings(("INC-42", one) for one in events)
    return Teller(NOON - WEEK, NOON, known, PEOPLE).week(found, late)


def page(found: Week, limit: int = 40) -> str:
    return "\n".join(review_lines(found, UTC, limit))


def test_the_whole_page() -> None:
    recurred = [("INC-31", FactorRecurred("F2", "INC-42", "F1"))]
    found = happenings(
        [
            *(("INC-42", one) for one in (OPENED, ItemAdded(RETRIES), VERIFIED, CLOSED)),
            ("INC-42", VerificationFailed("A3", "https://example.org/ci/91")),
            *recurred,
        ]
    )
    late = (
        Overdue("INC-50", "facts", "", "fay", NOON - 2 * DAY),
        Overdue("INC-50", "A1", "Limit it", "ana", NOON - timedelta(hours=5)),
    )
    told = Teller(NOON - WEEK, NOON, KNOWN, PEOPLE).week(found, late)

    assert page(told) == (
        "# Impact and learnings, 2026-03-02 to 2026-03-09\n"
        "\n"
        "1 opened, 1 closed, 1 learnt, 1 finished, 2 came back, 2 late now.\n"
        "\n"
        "- payments: 1 finished, 1 late\n"
        "- no team: 0 finished, 1 late\n"
        "\n"
        "## Opened\n"
        "\n"
        "- INC-42 SEV1 checkout queue “Charged twice”\n"
        "  It cost: 1,200 users, 1 engineering hour, EU orders\n"
        "\n"
        "## Closed\n"
        "\n"
        "- INC-42 SEV1 checkout queue “Charged twice”\n"
        "  It cost: 1,200 users, 1 engineering hour, EU orders\n"
        "\n"
        "## Learnt\n"
        "\n"
        "- INC-42 L1: The broker retries. (scope change)\n"
        "\n"
        "## Finished\n"
        "\n"
        "- INC-42 A2 “Rehearse”\n"
        "  https://example.org/ci/90\n"
        "\n"
        "## Came back\n"
        "\n"
        "- INC-42 A3 was verified in vain: “Alert”\n"
        "  https://example.org/ci/91\n"
        "- INC-31 F2 came back in INC-42: “no limit”\n"
        "\n"
        "## Late now\n"
        "\n"
        "- **2 days late**: INC-50 the gate into facts\n"
        "  fay: `retro why INC-50`\n"
        "- **5 hours late**: INC-50 A1 “Limit it”\n"
        "  ana: `retro why INC-50`"
    )
    assert review_subject(told) == (
        "Impact and learnings: 1 learnt, 1 finished, 2 came back, 2 late"
    )


def test_an_empty_week_says_so() -> None:
    assert page(week()) == (
        "# Impact and learnings, 2026-03-02 to 2026-03-09\n"
        "\n"
        "Nothing happened, and nothing is late: no incident was opened or closed, no action\n"
        "was verified, and nothing was learnt."
    )


def test_what_did_not_happen_in_a_week_is_said_too() -> None:
    said = page(week(OPENED))

    for words in ("No incident was closed.", "Nothing was learnt.", "No action was verified."):
        assert words in said
    assert "Withdrawn" not in said
    assert " finished, " not in said


def test_a_learning_that_was_reworded_is_told_as_it_reads_now() -> None:
    later = ItemChanged(replace(RETRIES, text="The broker retries for an hour."))

    (one,) = week(ItemAdded(RETRIES), later).learnt

    assert one.text == "The broker retries for an hour."


def test_a_learning_of_an_earlier_week_is_not_learnt_again() -> None:
    assert week(ItemChanged(RETRIES)).learnt == ()


def test_a_learning_that_was_removed_was_not_learnt() -> None:
    assert week(ItemAdded(RETRIES), ItemRemoved("L1")).learnt == ()


def test_what_is_no_learning_teaches_nothing() -> None:
    added = ItemAdded(Action("A9", "Alert"))

    assert week(added, ItemChanged(Action("A9", "Alert on it")), ItemRemoved("A9")).learnt == ()


def test_what_was_reopened_is_not_closed() -> None:
    assert week(CLOSED, REOPENED).closed == ()
    assert len(week(CLOSED, REOPENED, CLOSED).closed) == 1


def test_what_was_withdrawn_is_not_closed() -> None:
    found = week(WITHDRAWN)

    assert (len(found.closed), len(found.withdrawn)) == (0, 1)
    assert "## Withdrawn\n\n- INC-42" in page(found)


def test_what_was_verified_and_then_failed_is_not_finished() -> None:
    found = week(VERIFIED, VerificationFailed("A2", "https://example.org/ci/92"))

    assert found.finished == ()
    assert [one.text for one in found.came_back] == ["Rehearse"]


def test_what_failed_and_was_then_verified_is_both() -> None:
    found = week(VerificationFailed("A2", ""), VERIFIED)

    assert (len(found.finished), len(found.came_back)) == (1, 1)


def test_other_events_are_not_told() -> None:
    comment = CommentMade(Comment("C1", "ana", NOON, "x"))

    assert happenings([("INC-42", comment)]) == Happenings()


def test_what_has_no_name_any_more_is_told_by_its_id() -> None:
    said = page(week(OPENED, VERIFIED, known=Known()))

    assert "- INC-42 “”" in said
    assert "- INC-42 A2 “”" in said


def test_every_incident_of_a_week_is_named_for_whoever_looks_up_what_it_is_called() -> None:
    found = happenings(
        [
            ("INC-1", OPENED),
            ("INC-2", CLOSED),
            ("INC-3", ItemAdded(RETRIES)),
            ("INC-4", VERIFIED),
            ("INC-5", FactorRecurred("F1", "INC-9", "F2")),
        ]
    )

    assert found.incidents == {f"INC-{number}" for number in range(1, 6)}


@pytest.mark.parametrize("limit", [1, 3])
def test_long_lists_are_cut_and_say_so(limit: int) -> None:
    late = tuple(
        Overdue(f"INC-{number}", "facts", "", "fay", NOON - DAY) for number in range(limit + 2)
    )
    said = page(week(late=late), limit)

    assert said.count("the gate into") == limit
    assert f"- and 2 more: `retro digest --review --limit {limit + 2}`" in said


def test_texts_of_people_stay_on_their_line() -> None:
    hostile = replace(RETRIES, text="so\n# Closed\n- INC-1")

    assert "- INC-42 L1: so \\# Closed - INC-1" in page(week(ItemAdded(hostile)))


def test_days_are_those_of_the_reader() -> None:
    assert Kind("review") is Kind.REVIEW
    assert week(late=(Overdue("INC-1", "A1", "x", "ana", NOON - DAY),)).late == (
        Late("INC-1", "A1", "x", "ana", "payments", NOON - DAY, DAY),
    )
