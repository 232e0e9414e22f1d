"""An incident is held, entry by entry, to what the rules of its time let happen."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from policies.auditing.course import Course
from policies.auditing.discrepancy import Discrepancy, Finding, Kind, Remark
from policies.auditing.step import Step
from policies.auditing.world import World
from policies.shelf import default_text, policy_of
from policies.simulating.past import Staff
from states.codec import event_to_json
from states.events.actions import ActionFinished, ActionVerified
from states.events.consents import ProposalMade, ProposalSettled, RecordApproved
from states.events.escalations import DeadlineMet, DeadlineSet, RungReached
from states.events.event import Event
from states.events.gates import GateBlocked, PhaseEntered, PolicyMoved
from states.events.record import IncidentOpened, ItemAdded, ItemChanged, ItemRemoved, TextsErased
from states.lifecycle import Phase, Trigger
from states.people import Directory
from states.record.context import Context, Severity
from states.record.deadlines import Deadline, DeadlineKind
from states.record.facts import Fact, FactKind
from states.record.proposals import Moving, Proposal, Respite, Waiver, Wish
from states.rules import Case, CheckResult, Report, Result
from tests.builders import DAY, HOUR, KEY, NOON, PEOPLE, changed, complete_record

POLICY = policy_of(default_text())
OPENED = IncidentOpened(Context("Queue stuck", Severity.SEV2, facilitator="fay"), POLICY.digest)
FACT = Fact("T1", NOON, FactKind.CHANGE, "The queue stood still")
PASSED = CheckResult(Phase.FACTS, "facts-there", "there are facts", Result.PASS)
DUE = Deadline(DeadlineKind.GATE, "facts", NOON, NOON + DAY, NOON, "gate", moments=(NOON + DAY,))


def world(*staff: tuple[datetime, Directory]) -> World:
    return World(Staff(staff or ((NOON - DAY, PEOPLE),)), {POLICY.digest: default_text()})


def step(seq: int, *events: Event, by: str = "fay", at: datetime = NOON) -> Step:
    return Step(seq, at, by, tuple(map(event_to_json, events)))


def course(*steps: Step, among: World | None = None) -> tuple[Finding, ...]:
    """Walk an incident that was opened before, and say what is found."""
    walk = Course(KEY, among or world())
    return tuple(one for it in (step(1, OPENED), *steps) for one in walk.take(it))


def told(*steps: Step, among: World | None = None) -> Iterator[tuple[Kind, str, str]]:
    for one in course(*steps, among=among):
        assert isinstance(one, Discrepancy)
        yield one.kind, one.expected, one.found


def test_an_opening_and_a_fact_are_nothing_to_tell() -> None:
    assert course(step(2, ItemAdded(FACT)), step(3, ItemChanged(FACT))) == ()


def test_a_finding_names_its_entry() -> None:
    assert course(step(2, ItemRemoved("T9"))) == (
        Discrepancy(KEY, 2, "T9 in the record", "no such item", Kind.SENSE),
    )


def test_an_item_is_changed_only_while_it_is_there() -> None:
    gone = (step(2, ItemAdded(FACT)), step(3, ItemRemoved("T1")), step(4, ItemChanged(FACT)))

    assert [*told(*gone)] == [(Kind.SENSE, "T1 in the record", "no such item")]


def test_an_id_is_given_once_even_to_what_was_taken_out() -> None:
    again = (step(2, ItemAdded(FACT)), step(3, ItemRemoved("T1")), step(4, ItemAdded(FACT)))

    assert [*told(*again)] == [(Kind.SENSE, "T1 added once", "added again")]


def test_nothing_is_told_of_what_follows_a_fact_that_nobody_can_read() -> None:
    bad = Step(2, NOON, "fay", ({"event": "ItemAdded", "item": 7},))

    (found,) = course(bad, step(3, ItemRemoved("T9")))

    assert isinstance(found, Discrepancy)
    assert (found.seq, found.kind) == (2, Kind.SENSE)


@pytest.mark.parametrize(
    ("event", "expected", "found"),
    [
        (
            PhaseEntered(Phase.CLOSED, Trigger.ADVANCE),
            "after opening: advance to stabilized, withdraw to withdrawn",
            "advance to closed",
        ),
        (
            PhaseEntered(Phase.OPENING, Trigger.RETURN, "why"),
            "after opening: advance to stabilized, withdraw to withdrawn",
            "return to opening",
        ),
        (
            GateBlocked(Report(KEY, Phase.FACTS, (PASSED,))),
            "after opening: advance to stabilized, withdraw to withdrawn",
            "asked for facts",
        ),
    ],
)
def test_a_step_is_a_row_of_the_lifecycle(event: Event, expected: str, found: str) -> None:
    assert [*told(step(2, event))] == [(Kind.LIFECYCLE, expected, found)]


def test_going_back_takes_a_reason() -> None:
    walk = Course(KEY, world())
    record = complete_record(Phase.FACTORS)
    walk._record = changed(record, incident=KEY, policy=POLICY.digest)  # noqa: SLF001  # half-way

    (found,) = walk.take(step(9, PhaseEntered(Phase.FACTS, Trigger.RETURN)))

    assert isinstance(found, Discrepancy)
    assert (found.kind, found.expected) == (Kind.LIFECYCLE, "a reason to return")


def _blocked(people: int | None = None) -> GateBlocked:
    record = changed(complete_record(Phase.OPENING), context=OPENED.context)
    answer = POLICY.judge(Phase.STABILIZED, Case(record, PEOPLE, NOON))
    return GateBlocked(answer, people)


def test_an_answer_is_judged_by_the_directory_that_it_names() -> None:
    later = world((NOON - DAY, Directory(revision=1)), (NOON + DAY, changed(PEOPLE, revision=2)))
    asked = Directory({**PEOPLE.people}, 2)

    assert asked.revision == 2
    assert Kind.GATE in {kind for kind, *_ in told(step(2, _blocked(1)), among=later)}
    assert [*told(step(2, _blocked(2)), among=later)] == []


def test_a_directory_that_never_was_is_told() -> None:
    assert [*told(step(2, _blocked(9)))] == [
        (Kind.GATE, "entry 9 of the directory's history", "no such entry")
    ]


def test_a_gate_that_was_judged_by_erased_texts_is_a_remark() -> None:
    turned = changed(_blocked(), report=Report(KEY, Phase.STABILIZED, (PASSED,)))

    found = course(step(2, turned)._replace(has_erased=True))

    assert found
    assert all(isinstance(one, Remark) and "texts were erased" in one.text for one in found)


def test_a_move_leaves_the_policy_that_was_pinned_for_one_that_is_kept() -> None:
    assert [*told(step(2, PolicyMoved("0" * 64, "1" * 64)))] == [
        (Kind.POLICY, f"moved from the policy {POLICY.digest[:12]}", "from 000000000000"),
        (Kind.POLICY, "the policy 111111111111", "none is kept"),
    ]


def _asked(wish: Wish, by: str = "fay", name: str = "W1") -> ProposalMade:
    return ProposalMade(Proposal(name, wish, "the vendor answers on Friday", by, NOON))


WAIVER = Waiver("timeline-complete", NOON + DAY)


def test_a_waiver_ends_when_the_policy_says_at_the_latest() -> None:
    late = step(2, _asked(changed(WAIVER, until=NOON + 90 * DAY)))

    assert [*told(late)] == [
        (
            Kind.WAIVER,
            "a waiver that ends by 2026-03-24 12:00 UTC",
            "one until 2026-06-08 12:00 UTC",
        )
    ]


def test_what_the_policy_lets_nobody_waive_is_waived_by_nobody() -> None:
    never = step(2, _asked(changed(WAIVER, check="p1-done")))

    assert [*told(never)] == [
        (Kind.WAIVER, "p1-done waived by nobody, as the policy says", "asked for")
    ]


def test_a_wish_is_asked_for_once_and_by_whoever_sent_it() -> None:
    twice = (step(2, _asked(WAIVER)), step(3, _asked(WAIVER, by="ana")))

    assert [*told(*twice)] == [
        (Kind.CONSENT, "W1 asked for once", "asked for again"),
        (Kind.CONSENT, "W1 asked for by fay, and pending", "by ana, and pending"),
    ]


def test_nobody_settles_what_nobody_asked_for() -> None:
    assert [*told(step(2, ProposalSettled("W7", granted=True), by="sol"))] == [
        (Kind.CONSENT, "W7 pending", "never asked for")
    ]


@pytest.mark.parametrize("wish", [WAIVER, Moving("1" * 64)])
def test_a_second_person_settles(wish: Wish) -> None:
    steps = (step(2, _asked(wish)), step(3, ProposalSettled("W1", granted=False), by="sol"))

    assert course(*steps) == ()


def test_a_respite_is_settled_by_nobody_whom_it_waits_for() -> None:
    ours = changed(DUE, kind=DeadlineKind.WAIVER, subject="W1", owner="sol")
    rest = _asked(Respite("waiver:W1", NOON + DAY), name="E1", by="mia")
    steps = (step(2, DeadlineSet(ours)), step(3, rest, by="mia"))

    assert [*told(*steps, step(4, ProposalSettled("E1", granted=True), by="sol"))] == [
        (
            Kind.CONSENT,
            "E1 settled by a second person who may",
            "sol is whom it is waiting on: E1 needs a second person",
        )
    ]


def test_a_clock_put_wrong_accuses_nobody() -> None:
    came_later = world((NOON + HOUR, PEOPLE))
    steps = (step(2, _asked(WAIVER)), step(3, ProposalSettled("W1", granted=True), by="sol"))

    assert course(*steps, among=came_later) == ()
    much_later = world((NOON + 9 * DAY, PEOPLE))
    assert [kind for kind, *_ in told(*steps, among=much_later)] == [Kind.CONSENT]


def test_an_approval_is_of_the_record_as_it_was_and_by_no_author() -> None:
    assert [*told(step(2, RecordApproved(7), by="fay"))] == [
        (Kind.APPROVAL, "revision 1 approved", "revision 7"),
        (
            Kind.APPROVAL,
            "approved by somebody who is no author",
            "fay wrote or owes part of it",
        ),
    ]


def test_only_an_action_is_verified() -> None:
    steps = (step(2, ActionVerified("A9", "https://example.org/ci/1"), by="sol"),)

    assert next(told(*steps)) == (Kind.PROOF, "A9 done", "not there")


def rung(times: int, at: timedelta, by: str = "retrogate", place: int = 0) -> Step:
    reached = RungReached("gate:facts", place, times, moment=NOON + at)
    return step(3, reached, by=by, at=NOON + at)


def test_a_rung_is_reached_at_its_moment_and_as_often_as_it_repeats() -> None:
    climbs = (rung(1, DAY), rung(2, 2 * DAY), rung(5, 5 * DAY), rung(1, DAY, place=1))

    assert course(step(2, DeadlineSet(DUE)), *climbs) == ()


def test_a_rung_before_its_moment_is_told() -> None:
    assert [*told(step(2, DeadlineSet(DUE)), rung(1, DAY - HOUR))] == [
        (
            Kind.LADDER,
            "rung 0 of gate:facts not before 2026-03-11 12:00:00 UTC",
            "reached at 2026-03-11 11:00:00 UTC",
        )
    ]


def test_a_deadline_that_is_set_anew_climbs_anew() -> None:
    anew = step(4, DeadlineSet(changed(DUE, anchor=NOON + HOUR)))

    assert course(step(2, DeadlineSet(DUE)), rung(1, DAY), anew, rung(1, DAY)) == ()
    kept = step(4, DeadlineSet(changed(DUE, fired=(1,))))
    assert [*told(step(2, DeadlineSet(DUE)), rung(1, DAY), kept, rung(1, DAY))] == [
        (Kind.LADDER, "rung 0 of gate:facts reached 1 times before", "for time 1")
    ]


def test_what_was_never_owed_is_never_met() -> None:
    met = step(3, DeadlineMet("gate:facts"))

    assert course(step(2, DeadlineSet(DUE)), met) == ()
    assert [*told(met)] == [
        (Kind.LADDER, "the deadline gate:facts set before it is met", "never set")
    ]


def test_an_erasure_is_nothing_to_tell() -> None:
    assert course(step(2, TextsErased(("0" * 64,), "a customer's name"))) == ()


def test_whoever_did_something_has_a_name() -> None:
    assert [*told(step(2, ItemAdded(FACT), by=""))] == [(Kind.SENSE, "somebody who did it", "''")]


def test_an_action_that_is_not_there_cannot_be_finished() -> None:
    (found,) = course(step(2, ActionFinished("A9", "https://example.org/pull/1")))

    assert isinstance(found, Discrepancy)
    assert found.expected == "events that can be folded"
