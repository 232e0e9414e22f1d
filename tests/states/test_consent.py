"""Nobody settles their own wish, and nobody approves their own work."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from states.commands import (
    Advance,
    Approve,
    Edit,
    FinishAction,
    Propose,
    Remove,
    RescheduleAction,
    Revise,
    Settle,
    Tick,
)
from states.decide import decide
from states.decisions.hearing import Hearing
from states.envelope import ENGINE
from states.errors import (
    ConflictError,
    InvalidError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
)
from states.events.actions import ActionRescheduled
from states.events.consents import ProposalMade, ProposalSettled, RecordApproved
from states.events.gates import GateBlocked, PhaseEntered
from states.lifecycle import Phase, Trigger
from states.people import Directory, Person
from states.record.proposals import Approval, Proposal, Rescheduling, Verdict, Waiver, Withdrawal
from states.record.retrospective import Retrospective
from tests.builders import ACTIONS, DAY, HOUR, KEY, NOON, PEOPLE, REVISION, changed
from tests.states.builders import after, heard, question, record_in, refused, went_on
from tests.states.rules import OPEN, TERMS, Asked, Switches, shut

RULES = Switches(
    (shut(Phase.FACTS), Asked(Phase.FACTORS, "nothing-owed", shut(Phase.FACTORS).missing)),
    owing=False,
)
RECORD = record_in(Phase.STABILIZED)
WHY = "the vendor answers on Friday"
WAIVER = Waiver("facts-switch", NOON + DAY)
APRIL = date(2026, 4, 1)
LATEST = NOON + TERMS.waiver_max
SECOND = timedelta(seconds=1)


def asked_for(wish: Waiver | Withdrawal | Rescheduling, by: str = "ana") -> Proposal:
    return Proposal("W1", wish, WHY, by, NOON - HOUR)


def record_asking(wish: Waiver | Withdrawal | Rescheduling, by: str = "ana") -> Retrospective:
    return replace(RECORD, proposals=(asked_for(wish, by),))


def test_a_waiver_names_who_why_and_until_when() -> None:
    made = decide(Propose(WAIVER, WHY), heard(RECORD, rules=RULES))

    asked = ProposalMade(Proposal("W1", WAIVER, WHY, "ana", NOON))
    assert made == (asked, question("W1"))


@pytest.mark.parametrize(
    ("wish", "prefix"), [(WAIVER, "W"), (Withdrawal(), "X"), (Withdrawal("INC-7"), "X")]
)
def test_each_kind_of_wish_is_numbered_by_itself(wish: Waiver | Withdrawal, prefix: str) -> None:
    hearing = heard(RECORD, rules=RULES)
    for asked in (Propose(WAIVER, WHY), Propose(Withdrawal(), WHY)):
        hearing = went_on(asked, hearing)

    assert after(Propose(wish, WHY), hearing).proposals[-1].id == f"{prefix}2"


def test_a_waiver_is_for_a_check_of_the_next_gate_or_an_earlier_one() -> None:
    told, hint = refused(
        NotFoundError,
        Propose(replace(WAIVER, check="fact-switch"), WHY),
        heard(RECORD, rules=RULES),
    )

    assert told == "the gate into facts has no check “fact-switch” (did you mean “facts-switch”?)"
    assert hint == "checks: facts-switch"


def test_what_the_policy_never_waives_is_not_even_asked_for() -> None:
    asked = Propose(replace(WAIVER, check="nothing-owed"), WHY)

    told, hint = refused(RefusedError, asked, heard(record_in(Phase.FACTS), rules=RULES))

    assert told == "the policy lets nobody waive nothing-owed"
    assert hint == "mend it: retro why INC-42"


def test_a_waiver_says_enough() -> None:
    told, hint = refused(InvalidError, Propose(WAIVER, "x" * 19), heard(RECORD, rules=RULES))

    assert told == "reason: 19 characters, the policy asks for 20"
    assert hint == "say why, for whoever reads it in a year"


@pytest.mark.parametrize("until", [NOON + SECOND, LATEST])
def test_a_waiver_may_end_until_the_policy_says_so(until: datetime) -> None:
    assert decide(Propose(replace(WAIVER, until=until), "x" * 20), heard(RECORD, rules=RULES))


@pytest.mark.parametrize("until", [NOON - DAY, NOON, LATEST + SECOND])
def test_a_waiver_ends_and_in_time(until: datetime) -> None:
    asked = Propose(replace(WAIVER, until=until), WHY)

    told, hint = refused(InvalidError, asked, heard(RECORD, rules=RULES))

    assert told == f"until: {until:%Y-%m-%d %H:%M} UTC is not a moment a waiver may end"
    assert hint == "choose one after now and by 2026-03-24 12:00 UTC"


def test_a_withdrawal_says_why() -> None:
    told, _ = refused(InvalidError, Propose(Withdrawal(), ""), heard(RECORD, rules=RULES))

    assert told == "reason: 0 characters, the policy asks for 1"


def test_a_new_date_is_asked_for_by_rescheduling() -> None:
    told, hint = refused(
        InvalidError, Propose(Rescheduling("A1", APRIL), WHY), heard(RECORD, rules=RULES)
    )

    assert told == "a new date is asked for by rescheduling"
    assert hint == "retro action reschedule INC-42 A1 --due DATE"


def test_a_granted_waiver_opens_its_gate_and_voids_the_approvals() -> None:
    granted = went_on(Settle("W1"), heard(record_asking(WAIVER), "sol", rules=RULES))

    (entered,) = decide(Advance(), granted)

    assert isinstance(entered, PhaseEntered)
    assert granted.record.proposals[0] == replace(
        asked_for(WAIVER), verdict=Verdict.GRANTED, settled_by="sol", settled_at=NOON
    )
    assert granted.record.revision != RECORD.revision


@pytest.mark.parametrize("later", [DAY, DAY + SECOND])
def test_a_waiver_that_ran_out_opens_nothing(later: timedelta) -> None:
    granted = went_on(Settle("W1"), heard(record_asking(WAIVER), "sol", rules=RULES))

    assert isinstance(decide(Advance(), replace(granted, now=NOON + later))[0], GateBlocked)


def test_a_declined_waiver_opens_nothing() -> None:
    hearing = heard(record_asking(WAIVER), "sol", rules=RULES)

    declined = went_on(Settle("W1", grant=False, note="mend it"), hearing)

    assert declined.record.proposals[0].verdict is Verdict.DECLINED
    assert isinstance(decide(Advance(), declined)[0], GateBlocked)


def test_a_waiver_that_would_have_ended_is_not_granted() -> None:
    hearing = heard(record_asking(WAIVER), "sol", rules=RULES, now=NOON + DAY)

    told, hint = refused(RefusedError, Settle("W1"), hearing)

    assert told == "the waiver of facts-switch would have ended on 2026-03-11 12:00 UTC"
    assert hint == "ask again: retro waive INC-42 facts-switch --until TIME"
    assert decide(Settle("W1", grant=False), hearing) == (ProposalSettled("W1", granted=False),)


def test_a_granted_withdrawal_ends_it_and_nothing_is_owed() -> None:
    owing = went_on(Tick(), heard(record_asking(Withdrawal()), ENGINE, rules=OPEN))
    assert owing.record.deadlines

    record = after(Settle("W1"), replace(owing, actor="mia"))

    assert record.phase is Phase.WITHDRAWN
    assert record.deadlines == {}


def test_a_granted_withdrawal_keeps_its_reason() -> None:
    made = decide(Settle("W1"), heard(record_asking(Withdrawal()), "sol"))

    assert made == (
        ProposalSettled("W1", granted=True),
        PhaseEntered(Phase.WITHDRAWN, Trigger.WITHDRAW, WHY),
    )


def test_a_granted_date_moves_the_action() -> None:
    made = decide(Settle("W1"), heard(record_asking(Rescheduling("A1", APRIL)), "ben"))

    assert made == (ProposalSettled("W1", granted=True), ActionRescheduled("A1", APRIL, WHY))


def rescheduled_once_more(hearing: Hearing, due: date = APRIL) -> Hearing:
    return went_on(RescheduleAction("A1", due, WHY), replace(hearing, actor="ana"))


def test_two_wishes_do_not_move_a_date_more_often_than_the_policy_says() -> None:
    hearing = heard(RECORD, "ana")
    for day in range(3):
        hearing = rescheduled_once_more(hearing, APRIL + day * DAY)
    for number in (1, 2):
        hearing = went_on(Settle(f"R{number}"), replace(hearing, actor="ben"))

    told, _ = refused(RefusedError, Settle("R3"), hearing)

    assert told == "A1 was rescheduled 2 of 2 times: it does not move again"


def test_an_action_that_is_done_no_longer_moves() -> None:
    hearing = went_on(
        FinishAction("A1", "https://x.example.org"), rescheduled_once_more(heard(RECORD))
    )

    told, _ = refused(RefusedError, Settle("R1"), replace(hearing, actor="ben"))

    assert told == "A1 is done, not open"


def test_an_action_that_is_gone_no_longer_moves() -> None:
    hearing = went_on(Revise(remove=(Remove("A1"),)), rescheduled_once_more(heard(RECORD)))

    told, _ = refused(NotFoundError, Settle("R1"), replace(hearing, actor="ben"))

    assert told == "INC-42 has no action “A1”"


def test_a_date_that_has_passed_is_no_longer_granted() -> None:
    hearing = replace(rescheduled_once_more(heard(RECORD)), actor="ben", now=NOON + 22 * DAY)

    told, _ = refused(InvalidError, Settle("R1"), hearing)

    assert told == "due: 2026-04-01 is not ahead"


@pytest.mark.parametrize("wish", [WAIVER, Withdrawal(), Rescheduling("A2", APRIL)])
def test_nobody_settles_their_own_wish(wish: Waiver | Withdrawal | Rescheduling) -> None:
    told, _ = refused(NotAllowedError, Settle("W1"), heard(record_asking(wish, "sol"), "sol"))

    assert told == "sol asked for it: W1 needs a second person"


@pytest.mark.parametrize("grant", [True, False])
@pytest.mark.parametrize("wish", [Rescheduling("A1", APRIL), replace(WAIVER, item="A1")])
def test_the_owner_of_an_action_settles_nothing_about_it(
    wish: Waiver | Rescheduling, *, grant: bool
) -> None:
    told, hint = refused(
        NotAllowedError, Settle("W1", grant=grant), heard(record_asking(wish, "ben"), "ana")
    )

    assert told == "ana owns A1: W1 needs a second person"
    assert hint.startswith("retro grant INC-42 W1 --as ")


# fmt: off
WITHOUT_THE_ROLE = [
    (WAIVER,       "mia", "sre-lead",            "sol"),
    (WAIVER,       "ben", "sre-lead",            "sol"),
    (Withdrawal(), "ben", "sre-lead or manager", "mia"),
]
# fmt: on


@pytest.mark.parametrize(("wish", "actor", "roles", "able"), WITHOUT_THE_ROLE)
def test_the_second_person_holds_the_role(
    wish: Waiver | Withdrawal, actor: str, roles: str, able: str
) -> None:
    told, hint = refused(NotAllowedError, Settle("W1"), heard(record_asking(wish), actor))

    assert told == f"{actor} is not {roles}: the policy asks one about W1"
    assert hint == f"retro grant INC-42 W1 --as {able}"


def test_the_hint_never_names_somebody_who_may_not() -> None:
    people = Directory({**PEOPLE.people, "abe": Person("abe", roles=("sre-lead",))})

    _, hint = refused(
        NotAllowedError, Settle("W1"), heard(record_asking(WAIVER, "abe"), "abe", people=people)
    )

    assert hint == "retro grant INC-42 W1 --as sol"


@pytest.mark.parametrize(("grant", "verdict"), [(True, "granted"), (False, "declined")])
def test_a_wish_is_settled_once(verdict: str, *, grant: bool) -> None:
    hearing = went_on(Settle("W1", grant=grant), heard(record_asking(WAIVER), "sol"))

    told, hint = refused(ConflictError, Settle("W1"), hearing)

    assert (told, hint) == (f"W1 was {verdict} by sol", "see it: retro show INC-42")


def test_only_a_wish_there_is_can_be_settled() -> None:
    told, hint = refused(NotFoundError, Settle("W9"), heard(record_asking(WAIVER), "sol"))

    assert told == "INC-42 has no proposal “W9”"
    assert hint == "there are: W1 · retro show INC-42"


@pytest.mark.parametrize("revision", [0, REVISION])
def test_an_approval_is_bound_to_the_revision_it_saw(revision: int) -> None:
    hearing = heard(RECORD, "mia")

    assert decide(Approve(revision), hearing) == (RecordApproved(REVISION),)
    assert after(Approve(revision), hearing).approvals[-1] == Approval("mia", NOON, REVISION)
    assert after(Approve(revision), hearing).revision == REVISION


@pytest.mark.parametrize("revision", [1, REVISION - 1, REVISION + 1])
def test_an_approval_of_another_revision_is_refused(revision: int) -> None:
    told, hint = refused(ConflictError, Approve(revision), heard(RECORD, "mia"))

    assert told == f"{KEY} is at revision 40, you read revision {revision}"
    assert hint == "read what changed: retro history INC-42"


@pytest.mark.parametrize("author", ["fay", "ana", "ben"])
def test_an_approver_is_not_an_author(author: str) -> None:
    told, hint = refused(NotAllowedError, Approve(), heard(RECORD, author))

    assert told == f"{author} wrote or owes part of INC-42: an approver is not an author"
    assert hint == "ask someone else: retro approve INC-42 --as PERSON"


def test_a_revision_is_approved_once_by_one_person() -> None:
    approved = went_on(Approve(), heard(RECORD, "mia"))

    told, _ = refused(RefusedError, Approve(), approved)

    assert told == "mia already approved revision 40"
    assert decide(Approve(), replace(approved, actor="rob"))


def test_a_change_asks_for_a_new_approval() -> None:
    edit = Edit(ACTIONS[0], changed(ACTIONS[0], ticket="PAY-9"))
    changed_since = went_on(Revise(edit=(edit,)), went_on(Approve(), heard(RECORD, "mia")))

    assert decide(Approve(), changed_since) == (RecordApproved(changed_since.record.revision),)
