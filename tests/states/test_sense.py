"""What cannot be true is refused with the field, the value and what is allowed."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from states.commands import Add, Edit, Open, Revise, Set
from states.decisions.sense import shown
from states.errors import InvalidError, NotFoundError
from states.lifecycle import Phase
from states.people import Directory
from states.record.actions import Action
from states.record.context import Context
from states.record.facts import Fact
from states.record.retrospective import Item, Retrospective
from tests.builders import ACTIONS, CONTEXT, DAY, KEY, NOON, PEOPLE, STARTED, TIMELINE, changed
from tests.states.builders import after, heard, record_in, refused

RECORD = record_in(Phase.FACTORS)
SECOND = NOON.resolution
FUTURE = NOON + SECOND
ORDER = "they must lie in this order: started, detected, acknowledged, stabilized"
GONE = Directory({**PEOPLE.people, "ben": replace(PEOPLE.people["ben"], left=date(2026, 3, 5))})
"""The people once ben, who was the commander and owns A2, has left."""


def put(**fields: object) -> Revise:
    return Revise(set=(Set(CONTEXT, changed(CONTEXT, **fields)),))


def add(item: Item) -> Revise:
    return Revise(add=(Add(item),))


# fmt: off
OUT_OF_ORDER = [
    ({"detected": STARTED - DAY},
     "detected: 2026-02-28 09:00 UTC lies before started (2026-03-01 09:00 UTC)"),
    ({"acknowledged": STARTED},
     "acknowledged: 2026-03-01 09:00 UTC lies before detected (2026-03-01 09:12 UTC)"),
    ({"stabilized": STARTED},
     "stabilized: 2026-03-01 09:00 UTC lies before acknowledged (2026-03-01 09:15 UTC)"),
    ({"detected": None, "acknowledged": None, "stabilized": STARTED - DAY},
     "stabilized: 2026-02-28 09:00 UTC lies before started (2026-03-01 09:00 UTC)"),
]
# fmt: on


@pytest.mark.parametrize(("fields", "message"), OUT_OF_ORDER)
def test_the_moments_of_an_incident_lie_in_order(fields: dict[str, object], message: str) -> None:
    assert refused(InvalidError, put(**fields), heard(RECORD)) == (message, ORDER)


def test_moments_may_coincide() -> None:
    record = after(put(detected=STARTED, acknowledged=STARTED), heard(RECORD))

    assert record.context.acknowledged == STARTED


@pytest.mark.parametrize("field", ["started", "detected", "acknowledged", "stabilized"])
def test_no_moment_of_an_incident_lies_in_the_future(field: str) -> None:
    empty = replace(RECORD, context=Context())
    asked = Revise(set=(Set(Context(), changed(Context(), **{field: FUTURE})),))

    told, hint = refused(InvalidError, asked, heard(empty))

    assert told == f"{field}: 2026-03-10 12:00 UTC lies in the future"
    assert hint == "it is now 2026-03-10 12:00 UTC"


@pytest.mark.parametrize("field", ["stabilized", "title", "severity"])
def test_what_opening_needs_is_never_taken_back(field: str) -> None:
    empty = getattr(Context(), field)
    asked = Revise(set=(Set(RECORD.context, changed(RECORD.context, **{field: empty})),))

    told, _ = refused(InvalidError, asked, heard(RECORD))

    assert field in told


@pytest.mark.parametrize("field", ["timeline_sent", "held"])
def test_what_a_meeting_was_lies_in_the_past(field: str) -> None:
    asked = Revise(set=(Set(RECORD.meeting, changed(RECORD.meeting, **{field: FUTURE})),))

    told, _ = refused(InvalidError, asked, heard(RECORD))

    assert told == f"{field}: 2026-03-10 12:00 UTC lies in the future"


def test_a_meeting_may_lie_ahead() -> None:
    asked = Revise(set=(Set(RECORD.meeting, changed(RECORD.meeting, at=NOON + DAY)),))

    assert after(asked, heard(RECORD)).meeting.at == NOON + DAY


def test_a_fact_lies_in_the_past() -> None:
    told, _ = refused(InvalidError, add(Fact(at=FUTURE, text="It rained")), heard(RECORD))

    assert told == "T5.at: 2026-03-10 12:00 UTC lies in the future"


@pytest.mark.parametrize("at", [NOON, None])
def test_a_fact_may_have_just_happened_or_have_no_time_yet(at: datetime | None) -> None:
    assert after(add(Fact(at=at, text="It rained")), heard(RECORD)).timeline[-1].at == at


# fmt: off
WRONG_PEOPLE = {
    "bne":           "{}: there is no “bne” in the people directory (did you mean “ben”?)",
    "lee":           "{}: “lee” left on 2026-02-01",
    "payments-team": "{}: “payments-team” is a team: one person answers for it",
}
# fmt: on


@pytest.mark.parametrize("name", WRONG_PEOPLE)
@pytest.mark.parametrize("field", ["commander", "facilitator", "scribe", "decision_owner"])
def test_a_role_is_held_by_a_person_who_is_here(field: str, name: str) -> None:
    told, hint = refused(InvalidError, put(**{field: name}), heard(RECORD))

    assert told == WRONG_PEOPLE[name].format(field)
    assert hint == "see who there is: retro people list"


@pytest.mark.parametrize("name", WRONG_PEOPLE)
def test_an_action_is_owned_by_a_person_who_is_here(name: str) -> None:
    told, _ = refused(InvalidError, add(Action(owner=name)), heard(RECORD))

    assert told == WRONG_PEOPLE[name].format("A4.owner")


@pytest.mark.parametrize(
    ("field", "value"),
    [("service_owner", "bne"), ("participants", ("ana", "bne")), ("adjacent", ("bne",))],
)
def test_whoever_is_invited_is_known(field: str, value: object) -> None:
    told, _ = refused(InvalidError, put(**{field: value}), heard(RECORD))

    assert told == WRONG_PEOPLE["bne"].format(field)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("service_owner", "payments-team"),
        ("participants", ("payments-team",)),
        ("adjacent", ("payments-team", "mia")),
    ],
)
def test_a_team_may_be_invited(field: str, value: object) -> None:
    assert getattr(after(put(**{field: value}), heard(RECORD)).context, field) == value


UNKNOWN = "{}: there is no “bne” in the people directory (did you mean “ben”?)"
OUTSIDER = "see who there is: retro people list · who is from outside is named in a text"


def meet(*attendees: str) -> Revise:
    return Revise(set=(Set(RECORD.meeting, changed(RECORD.meeting, attendees=attendees)),))


def told_by(name: str) -> Revise:
    return Revise(edit=(Edit(TIMELINE[0], changed(TIMELINE[0], by=name)),))


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (meet("ana", "bne"), "attendees"),
        (add(Fact(text="It rained", by="bne")), "T5.by"),
        (told_by("bne"), "T1.by"),
    ],
)
def test_whoever_meets_or_contributes_is_in_the_directory(asked: Revise, field: str) -> None:
    assert refused(InvalidError, asked, heard(RECORD)) == (UNKNOWN.format(field), OUTSIDER)


@pytest.mark.parametrize("name", ["ana", "lee", "payments-team", ""])
def test_a_contributor_may_have_left_or_be_a_team_or_not_be_named(name: str) -> None:
    assert after(told_by(name), heard(RECORD)).timeline[0].by == name


def test_an_old_meeting_was_attended_by_some_who_have_left() -> None:
    record = after(meet("lee", "payments-team"), heard(RECORD))

    assert record.meeting.attendees == ("lee", "payments-team")


def test_a_name_that_was_written_before_there_was_a_directory_stays() -> None:
    old = replace(
        RECORD,
        timeline=(changed(TIMELINE[0], by="Ana D."), *TIMELINE[1:]),
        meeting=changed(RECORD.meeting, attendees=("Ana D.",)),
    )
    edit = Edit(old.timeline[0], changed(old.timeline[0], source="https://x.example.org"))
    joined = Set(old.meeting, changed(old.meeting, attendees=("Ana D.", "ben")))

    record = after(Revise(edit=(edit,), set=(joined,)), heard(old))

    assert record.timeline[0].by == "Ana D."
    assert record.meeting.attendees == ("Ana D.", "ben")


def test_nobody_unknown_opens_as_a_role() -> None:
    asked = Open(changed(CONTEXT, commander="bne"))

    told, _ = refused(InvalidError, asked, heard(Retrospective(KEY)))

    assert told == WRONG_PEOPLE["bne"].format("commander")


def test_whoever_left_since_stays_in_the_record() -> None:
    asked = put(ci_run="https://ci.example.org/runs/3")

    assert after(asked, heard(RECORD, people=GONE)).context.commander == "ben"


def test_an_action_of_someone_who_left_can_still_be_edited() -> None:
    asked = Revise(edit=(Edit(ACTIONS[1], changed(ACTIONS[1], ticket="PAY-9")),))

    assert after(asked, heard(RECORD, people=GONE)).actions[1].ticket == "PAY-9"


def test_whoever_left_takes_nothing_new_on() -> None:
    told, _ = refused(InvalidError, put(scribe="ben"), heard(RECORD, people=GONE))

    assert told == "scribe: “ben” left on 2026-03-05"


def test_an_action_is_not_due_before_the_incident() -> None:
    told, hint = refused(InvalidError, add(Action(due=date(2026, 2, 28))), heard(RECORD))

    assert told == "A4.due: 2026-02-28 lies before the incident (2026-03-01)"
    assert hint == "choose a day from 2026-03-10 on"


def test_an_incident_without_a_start_began_when_it_was_stable() -> None:
    record = replace(RECORD, context=Context(stabilized=CONTEXT.stabilized))

    told, _ = refused(InvalidError, add(Action(due=date(2026, 2, 28))), heard(record))

    assert told == "A4.due: 2026-02-28 lies before the incident (2026-03-01)"


def test_an_imported_action_may_be_due_already() -> None:
    assert after(add(Action(due=date(2026, 3, 1))), heard(RECORD)).actions[-1].due


def test_an_action_addresses_factors_there_are() -> None:
    told, hint = refused(NotFoundError, add(Action(factors=("F1", "F9"))), heard(RECORD))

    assert told == "INC-42 has no factor “F9”"
    assert hint == "there are: F1, F2, F3 · retro show INC-42"


def test_an_action_keeps_a_factor_that_went() -> None:
    record = replace(RECORD, factors=RECORD.factors[1:])
    asked = Revise(edit=(Edit(ACTIONS[0], changed(ACTIONS[0], ticket="PAY-9")),))

    assert after(asked, heard(record)).actions[0].factors == ("F1",)


# fmt: off
SHOWN = [
    (NOON,         "2026-03-10 12:00 UTC"),
    ("ana",        "“ana”"),
    (Phase.FACTS,  "facts"),
    (7,            "7"),
    (None,         "None"),
]
# fmt: on


@pytest.mark.parametrize(("thing", "text"), SHOWN)
def test_a_value_is_written_as_a_message_does(thing: object, text: str) -> None:
    assert shown(thing) == text
