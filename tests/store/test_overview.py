"""Bulletins tell of all incidents what the entries say, by the names that things have now."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Engine

from documents.bulletins.digest import Owed
from documents.bulletins.facts import CameBack, Finished, Late, Learnt, Milestone
from states.events.actions import ActionFinished, ActionVerified, VerificationFailed
from states.events.escalations import DeadlineSet
from states.events.gates import PhaseEntered
from states.events.record import IncidentOpened, ItemAdded, ItemChanged, SingleChanged
from states.events.recurrence import FactorRecurred
from states.lifecycle import Phase, Trigger
from states.people import Directory, Person
from states.record.actions import ActionState
from states.record.context import Impact
from states.record.factors import Learning, Remedy
from store.books import SqlBooks
from store.bulletins import Bulletins
from store.overview import Overview
from tests.store.builders import (
    CONTEXT,
    GATE,
    NO_ALERT,
    NOON,
    OPENED,
    OWED,
    PAGE_ALERT,
    append,
)
from tests.store.test_bulletins import SENT

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
PEOPLE = Directory({"ana": Person("ana", team="payments"), "fay": Person("fay")})
LEARNING = Learning("L1", "Pages were not routed.", remedy=Remedy.RUNBOOK)
CLOSED = PhaseEntered(Phase.CLOSED, Trigger.ADVANCE)


def test_what_is_owed_in_open_incidents_is_listed(engine: Engine) -> None:
    books = SqlBooks(engine)
    done = replace(PAGE_ALERT, id="A2", owner="", due=None)
    kept = replace(PAGE_ALERT, id="A3")
    append(books, "INC-1", (OPENED, ItemAdded(PAGE_ALERT), ItemAdded(done), ItemAdded(kept)))
    append(books, "INC-1", (ActionFinished("A2", "x"), ActionFinished("A3", "x")))
    append(books, "INC-1", (ActionVerified("A3", "y"),))
    append(books, "INC-2", (OPENED, ItemAdded(PAGE_ALERT), CLOSED))

    assert sorted(Overview(engine).owed(), key=lambda one: one.id) == [
        Owed(
            "INC-1",
            "A1",
            "Page on depth",
            "ana",
            date(2026, 3, 9),
            "P1",
            ActionState.OPEN,
            "opening",
        ),
        Owed("INC-1", "A2", "Page on depth", "", None, "P1", ActionState.DONE, "opening"),
    ]


def test_a_week_is_what_was_written_in_it(engine: Engine) -> None:
    books = SqlBooks(engine)
    opened = (OPENED, ItemAdded(PAGE_ALERT), ItemAdded(NO_ALERT), SingleChanged(Impact(cost="€5")))
    append(books, "INC-1", opened)
    append(books, "INC-1", (ItemAdded(LEARNING),), at=NOON + DAY)
    append(books, "INC-1", (ActionVerified("A1", "https://example.org/1"),), at=NOON + 2 * DAY)
    append(books, "INC-1", (FactorRecurred("F1", "INC-9", "F2"),), at=NOON + 3 * DAY)
    append(books, "INC-1", (CLOSED,), at=NOON + 4 * DAY)
    append(books, "INC-2", (ItemAdded(replace(PAGE_ALERT, id="A7")),), at=NOON - DAY)
    append(books, "INC-2", (VerificationFailed("A7", "no"),), at=NOON + 5 * DAY)

    week = Overview(engine).week(NOON, NOON + WEEK, PEOPLE)

    told = Milestone("INC-1", "Queue stuck", "SEV2", ("billing", "queue"), ("€5",))
    assert (week.opened, week.closed, week.withdrawn) == ((told,), (told,), ())
    assert week.learnt == (Learnt("INC-1", "L1", "Pages were not routed.", "runbook"),)
    assert week.finished == (
        Finished("INC-1", "A1", "Page on depth", "payments", "https://example.org/1"),
    )
    assert week.came_back == (
        CameBack("INC-1", "F1", "Nobody was paged", seen_in="INC-9"),
        CameBack("INC-2", "A7", "Page on depth", evidence="no"),
    )


def test_what_was_before_or_comes_later_is_of_another_week(engine: Engine) -> None:
    books = SqlBooks(engine)
    append(books, "INC-1", (OPENED,), at=NOON - DAY)
    append(books, "INC-1", (ItemAdded(LEARNING),), at=NOON)
    append(books, "INC-1", (CLOSED,), at=NOON + WEEK)

    week = Overview(engine).week(NOON, NOON + WEEK, PEOPLE)

    assert (week.opened, len(week.learnt), week.closed) == ((), 1, ())


def test_titles_are_those_of_now(engine: Engine) -> None:
    books = SqlBooks(engine)
    append(books, "INC-1", (OPENED, ItemAdded(PAGE_ALERT), ActionVerified("A1", "y")))
    later = ItemChanged(replace(PAGE_ALERT, title="Page at once"))
    append(books, "INC-1", (later, SingleChanged(replace(CONTEXT, title="Stuck"))), at=NOON + WEEK)

    week = Overview(engine).week(NOON, NOON + DAY, PEOPLE)

    assert [one.title for one in week.opened] == ["Stuck"]
    assert [one.title for one in week.finished] == ["Page at once"]


def test_late_is_what_was_due_at_the_end(engine: Engine) -> None:
    append(
        SqlBooks(engine),
        "INC-1",
        (OPENED, ItemAdded(PAGE_ALERT), DeadlineSet(GATE), DeadlineSet(OWED)),
    )

    assert Overview(engine).week(NOON, NOON + 3 * DAY, PEOPLE).late == (
        Late("INC-1", "facts", "", "fay", "no team", GATE.due, NOON + 3 * DAY - GATE.due),
    )
    both = Overview(engine).week(NOON, NOON + 8 * DAY, PEOPLE).late
    assert [(one.subject, one.title, one.team) for one in both] == [
        ("facts", "", "no team"),
        ("A1", "Page on depth", "payments"),
    ]


def test_what_was_promised_of_an_action_is_known_to_the_digest(engine: Engine) -> None:
    append(SqlBooks(engine), "INC-1", (OPENED, ItemAdded(PAGE_ALERT), DeadlineSet(OWED)))
    append(SqlBooks(engine), "INC-2", (OPENED, ItemAdded(PAGE_ALERT)))

    kept = {one.incident: one.kept for one in Overview(engine).owed()}

    assert kept == {"INC-1": OWED, "INC-2": None}


def test_other_histories_are_no_incidents(engine: Engine) -> None:
    Bulletins(engine).note(SENT, NOON)
    append(SqlBooks(engine), "INC-1", (IncidentOpened(CONTEXT, "p"),))

    assert len(Overview(engine).week(NOON, NOON + WEEK, PEOPLE).opened) == 1


def test_an_empty_database_has_had_a_quiet_week(engine: Engine) -> None:
    week = Overview(engine).week(NOON, NOON + WEEK, PEOPLE)

    assert (week.opened, week.late, Overview(engine).owed()) == ((), (), ())
