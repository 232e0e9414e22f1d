"""An escalation rests for a while when a second person says so, within the limits of a waiver."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from states.commands import AcknowledgeEscalation, FinishAction, Propose, Settle
from states.decide import decide
from states.decisions.hearing import Hearing
from states.errors import (
    ConflictError,
    InvalidError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
)
from states.events.consents import ProposalMade, ProposalSettled
from states.events.escalations import DeadlineSet, EscalationAcknowledged
from states.record.deadlines import Deadline, DeadlineKind, Hold
from states.record.proposals import Proposal, Respite
from tests.builders import DAY, changed
from tests.states.builders import answered, heard, question, refused
from tests.states.climbing import (
    A2,
    DUE,
    RECORD,
    RULES,
    TERMS_OF_ACTS,
    acted,
    coming,
    deadline_in,
    late,
    passed,
)

NOW = DUE + 3 * DAY
UNTIL = NOW + 12 * DAY
SECOND = timedelta(seconds=1)
WHY = "the vendor patches it in a fortnight"
WISH = Respite(A2, UNTIL)
ASK = Propose(WISH, WHY)
GATE = "gate:verified"
AGAIN = 'retro escalations waive INC-42 action:A2 --until {} --reason "…"'
RENEWABLE = replace(RULES, terms_given=replace(TERMS_OF_ACTS, waiver_renewals=1))


def asked(by: str = "ben", wish: Respite = WISH) -> Hearing:
    """Build the hearing in which somebody's wish is settled by sol."""
    return replace(acted(late(NOW), Propose(wish, WHY), by=by), actor="sol")


def test_anybody_may_ask_for_it_and_nothing_moves() -> None:
    asked = ProposalMade(Proposal("E1", WISH, WHY, "ben", NOW))
    assert decide(ASK, late(NOW, "ben")) == (asked, question("E1", NOW))


def test_granted_it_climbs_on_from_the_moment_that_was_named() -> None:
    made = decide(Settle("E1"), asked())

    settled, said, moved, ended = made
    assert settled == ProposalSettled("E1", granted=True)
    assert said == EscalationAcknowledged(A2, UNTIL, WHY)
    assert ended == answered("E1")
    assert isinstance(moved, DeadlineSet)
    assert moved.deadline.hold == Hold("sol", NOW, UNTIL, WHY, "E1")
    assert coming(acted(asked(), Settle("E1"))) == {3: UNTIL, 4: UNTIL + 7 * DAY}


def test_declined_it_climbs_as_before() -> None:
    declined = acted(asked(), Settle("E1", grant=False))

    assert deadline_in(declined) == deadline_in(late(NOW))


@pytest.mark.parametrize("grant", [True, False])
def test_neither_wish_nor_answer_is_progress(*, grant: bool) -> None:
    before = late(NOW).record

    record = acted(asked(), Settle("E1", grant=grant)).record

    assert (record.touched, record.revision) == (before.touched, before.revision)


# fmt: off
MAY_NOT = [
    ("sol", "sol", "sol asked for it: E1 needs a second person"),
    ("mia", "ben", "ben owns A2: E1 needs a second person"),
    ("ben", "mia", "mia is not sre-lead: the policy asks one about E1"),
]
# fmt: on


@pytest.mark.parametrize(("by", "second", "message"), MAY_NOT)
def test_a_second_person_with_the_role_settles_it(by: str, second: str, message: str) -> None:
    told, hint = refused(NotAllowedError, Settle("E1"), replace(asked(by), actor=second))

    assert told == message
    assert hint == f"retro grant INC-42 E1 --as {'PERSON' if by == 'sol' else 'sol'}"


def test_whoever_a_gate_waits_for_does_not_settle_it() -> None:
    hearing = replace(asked("mia", Respite(GATE, UNTIL)), actor="fay")

    told, hint = refused(NotAllowedError, Settle("E1"), hearing)

    assert told == "fay is whom it is waiting on: E1 needs a second person"
    assert hint == "retro grant INC-42 E1 --as sol"


def test_whoever_may_not_grant_a_waiver_by_their_part_may_not_grant_this() -> None:
    barred = replace(RULES, terms_given=replace(TERMS_OF_ACTS, waiver_barred=("commander",)))
    hearing = replace(asked("mia", Respite(GATE, UNTIL)), actor="ben", rules=barred)

    told, _ = refused(NotAllowedError, Settle("E1"), hearing)

    assert told == "ben was the commander: E1 needs a second person"


def test_the_same_is_not_asked_for_twice_at_a_time() -> None:
    again = Propose(replace(WISH, until=UNTIL + SECOND), WHY)

    told, hint = refused(ConflictError, again, replace(asked(), actor="mia"))

    assert told == "ben asked for the same before: E1 waits for a second person"
    assert hint == "retro grant INC-42 E1 --as sol"


def test_something_else_may_be_asked_for_meanwhile() -> None:
    assert acted(asked(), Propose(Respite(GATE, UNTIL), WHY)).record.proposals[-1].id == "E2"


def test_what_was_declined_may_be_asked_for_again() -> None:
    declined = acted(asked(), Settle("E1", grant=False))

    assert acted(declined, ASK, by="ben").record.proposals[-1].id == "E2"


def test_it_says_enough() -> None:
    told, _ = refused(InvalidError, Propose(WISH, "x" * 19), late(NOW))

    assert told == "reason: 19 characters, the policy asks for 20"


@pytest.mark.parametrize("until", [NOW, NOW + 14 * DAY + SECOND])
def test_it_ends_in_time(until: datetime) -> None:
    told, hint = refused(InvalidError, Propose(Respite(A2, until), WHY), late(NOW))

    assert told == (
        f"until: {until:%Y-%m-%d %H:%M} UTC is not a moment until which an escalation may be waived"
    )
    assert hint == (
        f"choose one after now and by 2026-04-12 00:00 UTC: {AGAIN.format('2026-04-12T00:00Z')}"
    )


def test_it_is_longer_than_what_stops_it_already() -> None:
    stopped = acted(late(NOW), AcknowledgeEscalation(A2, NOW + 10 * DAY, WHY))

    told, _ = refused(RefusedError, Propose(Respite(A2, NOW + 9 * DAY), WHY), stopped)

    assert told == "action:A2 is stopped until 2026-04-08 00:00 UTC already, by mia"


def test_it_begins_with_what_stops_it_already() -> None:
    stopped = passed(
        acted(late(NOW), AcknowledgeEscalation(A2, NOW + 10 * DAY, WHY)), NOW + 9 * DAY
    )

    rests = acted(stopped, Propose(Respite(A2, NOW + 14 * DAY), WHY), by="ben")
    rests = acted(rests, Settle("E1"), by="sol")

    assert deadline_in(rests).hold == Hold(
        "sol", NOW + 9 * DAY, NOW + 14 * DAY, WHY, "E1", since=NOW
    )
    told, _ = refused(
        RefusedError,
        Propose(Respite(A2, NOW + 14 * DAY + SECOND), WHY),
        replace(stopped, actor="ben"),
    )
    assert told.startswith("action:A2 was stopped on 2026-03-29 00:00 UTC, and no rung was ")


def test_granted_it_is_longer_than_what_stops_it_already() -> None:
    wish = Respite(A2, NOW + 9 * DAY)
    stopped = acted(asked("ben", wish), AcknowledgeEscalation(A2, NOW + 10 * DAY, WHY), by="mia")

    told, _ = refused(RefusedError, Settle("E1"), replace(stopped, actor="sol"))

    assert told == "action:A2 is stopped until 2026-04-08 00:00 UTC already, by mia"


def test_it_is_granted_as_often_as_a_waiver() -> None:
    hearing = replace(acted(asked(), Settle("E1")), rules=RENEWABLE)
    again = Propose(Respite(A2, UNTIL + DAY), WHY)
    granted = acted(acted(hearing, again, by="ben"), Settle("E2"), by="sol")

    told, hint = refused(RefusedError, again, granted)

    assert told == (
        "action:A2 was waived before (E1, E2), and the policy lets it be renewed 1 times"
    )
    ack = AGAIN.format("TIME").replace("waive", "ack")
    assert hint == f"stop its climb for a while: {ack}"


def test_two_wishes_are_not_granted_more_often_than_that() -> None:
    hearing = replace(acted(asked(), Settle("E1")), rules=RENEWABLE)
    asked_again = acted(hearing, Propose(Respite(A2, UNTIL + DAY), WHY), by="ben")

    told, _ = refused(RefusedError, Settle("E2"), replace(asked_again, actor="sol", rules=RULES))

    assert told == "action:A2 was waived before (E1), and the policy lets it be renewed 0 times"


def test_a_respite_of_something_else_does_not_count() -> None:
    elsewhere = acted(asked("ben", Respite(GATE, UNTIL)), Settle("E1"))

    assert decide(ASK, replace(elsewhere, actor="ben"))


def test_only_what_climbs_may_rest() -> None:
    told, _ = refused(RefusedError, ASK, late(DUE - SECOND))

    assert told.startswith("action:A2 does not escalate yet: ")


def test_a_waiver_that_ended_is_renewed_and_does_not_rest() -> None:
    ended = Deadline(DeadlineKind.WAIVER, "W1", DUE, DUE, DUE, "action", "ana", (1, 1))
    record = changed(RECORD, deadlines={ended.id: ended})

    told, hint = refused(
        RefusedError,
        Propose(Respite(ended.id, UNTIL), WHY),
        heard(record, "fay", rules=RULES, now=NOW),
    )

    assert told.startswith("waiver:W1 is about a waiver that ended: ")
    assert 'retro waive INC-42 CHECK --until TIME --reason "…"' in hint


def test_what_is_done_meanwhile_needs_no_rest() -> None:
    done = acted(asked(), FinishAction("A2", "https://ci.example.org"), by="ben")

    told, _ = refused(NotFoundError, Settle("E1"), replace(done, actor="sol"))

    assert told == "INC-42 has no deadline “action:A2”"


def test_a_rest_that_would_have_ended_is_not_granted() -> None:
    too_late = passed(asked(), UNTIL)

    told, hint = refused(RefusedError, Settle("E1"), replace(too_late, actor="sol"))

    assert told == "E1 would have ended on 2026-04-10 00:00 UTC"
    assert hint == f"ask again: {AGAIN.format('TIME')}"
