"""The workflow orders commands, keeps the clock and acts; it decides nothing."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from temporalio.client import WorkflowExecutionStatus, WorkflowHandle
from temporalio.common import TypedSearchAttributes

from states.commands import Add, Advance, FinishAction, Propose, Reopen, Revise, Say, Settle
from states.errors import Exit, InvalidError, UnreachableError
from states.lifecycle import Phase
from states.record.actions import Action
from states.record.context import Severity
from states.record.factors import Factor
from states.record.proposals import Withdrawal
from tests.workflows.desk import envelope, opening
from tests.workflows.engine import OURS, Engine
from workflows.attributes import PHASE, SERVICE, SEVERITY


async def eventually(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until `holds()`, and fail after so many seconds."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  # what is waited for happens in a thread
            await asyncio.sleep(0.02)


def handle_of(engine: Engine, incident: str) -> WorkflowHandle[object, object]:
    return engine.clock.client.get_workflow_handle(OURS.workflow_id(incident))


async def test_an_incident_opens_into_its_first_phase(engine: Engine) -> None:
    outcome = await engine.send("OPEN-1", opening())

    assert (outcome.phase, outcome.seq, outcome.refusal) == (Phase.STABILIZED, 1, None)


async def test_a_shut_gate_is_an_answer_that_names_every_check(engine: Engine) -> None:
    await engine.send("SHUT-1", opening())

    outcome = await engine.send("SHUT-1", Advance())

    assert outcome.report
    assert {one.check for one in outcome.report.shut} >= {"timeline-kinds", "meeting-scheduled"}
    assert outcome.phase is Phase.STABILIZED


async def test_a_command_sent_twice_under_one_id_happens_once(engine: Engine) -> None:
    await engine.send("TWICE-1", opening())
    said = envelope("TWICE-1", Say("once"), name="twice-1/once")

    first = await engine.sender.send(said)
    second = await engine.sender.send(said)

    assert first.entry == second.entry == 2
    assert len(engine.books.records["TWICE-1"].comments) == 1


async def test_an_id_never_stands_for_two_commands(engine: Engine) -> None:
    await engine.send("BOUND-1", opening())
    await engine.sender.send(envelope("BOUND-1", Say("this"), name="bound-1"))

    outcome = await engine.sender.send(envelope("BOUND-1", Say("that"), name="bound-1"))

    assert outcome.refusal
    assert outcome.refusal.message == "the command id bound-1 already stands for another command"
    assert outcome.refusal.exit == Exit.CONFLICT.value


async def test_a_command_too_large_never_reaches_the_server(engine: Engine) -> None:
    long = Revise(add=tuple(Add(Factor(text="x" * 9_000)) for _ in range(8)))

    with pytest.raises(InvalidError, match="at most 32,768 are taken"):
        await engine.send("LARGE-1", long)


async def test_unknown_incidents_leave_no_workflow_behind(engine: Engine) -> None:
    outcome = await engine.send("GHOST-1", Advance())

    assert outcome.refusal
    assert outcome.refusal.message == "there is no incident GHOST-1"
    await handle_of(engine, "GHOST-1").result()


async def test_each_rung_is_told_once_over_ninety_five_days(engine: Engine) -> None:
    await engine.send("CLIMB-1", opening())

    await engine.skip("CLIMB-1", timedelta(days=95))
    await eventually(lambda: not engine.books.records["CLIMB-1"].notices)

    told = Counter(engine.outbox.keys("CLIMB-1"))
    assert set(told.values()) == {1}
    assert {key.split("/")[-1] for key in told} == {"fay", "rob"}
    assert len(told) > 20


async def test_no_rung_is_reached_before_its_moment(engine: Engine) -> None:
    await engine.send("EARLY-1", opening())

    await engine.skip("EARLY-1", timedelta(hours=22))

    assert engine.outbox.keys("EARLY-1") == []


async def test_a_stalled_gate_climbs_after_thirty_days_of_silence(engine: Engine) -> None:
    await engine.send("STALL-1", opening())

    await engine.skip("STALL-1", timedelta(days=31))
    await eventually(lambda: not engine.books.records["STALL-1"].notices)

    stalled = [key for key in engine.outbox.keys("STALL-1") if "stalled_gate:facts" in key]
    assert [key.split("/")[-2:] for key in stalled] == [["0.1", "rob"]]


async def test_a_history_starts_afresh_and_nothing_is_lost(engine: Engine) -> None:
    await engine.send("AFRESH-1", opening())
    first = (await handle_of(engine, "AFRESH-1").describe()).run_id

    for number in range(100):
        await engine.send("AFRESH-1", Say(f"remark {number}"))

    assert (await handle_of(engine, "AFRESH-1").describe()).run_id != first
    assert len(engine.books.records["AFRESH-1"].comments) == 100


async def test_fifty_clients_at_once_get_one_sequence_number_each(engine: Engine) -> None:
    await engine.send("CROWD-1", opening())

    outcomes = await asyncio.gather(
        *(engine.send("CROWD-1", Say(f"remark {number}")) for number in range(50))
    )

    assert sorted(one.entry for one in outcomes) == list(range(2, 52))


async def test_temporal_can_be_searched_by_phase_severity_and_service(engine: Engine) -> None:
    await engine.send("SEEN-1", opening())
    shown: TypedSearchAttributes | None = None

    async with asyncio.timeout(10):
        while shown is None or shown.get(PHASE) != "stabilized":
            shown = (await handle_of(engine, "SEEN-1").describe()).typed_search_attributes

    assert shown.get(SEVERITY) == Severity.SEV2.value
    assert shown.get(SERVICE) == ["checkout"]


async def test_an_ended_incident_has_no_workflow_and_can_be_reopened(engine: Engine) -> None:
    await engine.send("ENDED-1", opening())
    await engine.send("ENDED-1", Propose(Withdrawal(), "the same as another"))
    await engine.send("ENDED-1", Settle("X1"), by="sam")
    await handle_of(engine, "ENDED-1").result()

    outcome = await engine.send("ENDED-1", Reopen("it was not the same after all"))

    assert outcome.phase is Phase.OPENING
    status = (await handle_of(engine, "ENDED-1").describe()).status
    assert status is WorkflowExecutionStatus.RUNNING


async def test_without_a_ledger_the_answer_is_no_answer(engine: Engine) -> None:
    await engine.send("DOWN-1", opening())
    engine.books.down = True
    try:
        with pytest.raises(UnreachableError, match="the ledger does not answer"):
            await engine.send("DOWN-1", Say("anyone?"))
    finally:
        engine.books.down = False

    assert (await engine.send("DOWN-1", Say("yes"))).accepted


async def test_a_wiped_incident_is_adopted_with_its_deadlines(engine: Engine) -> None:
    before = await engine.send("WIPED-1", opening())
    await handle_of(engine, "WIPED-1").terminate("as if Temporal had been wiped")

    after = await engine.send("WIPED-1", Say("still here"))

    assert (after.gate_due, after.seq) == (before.gate_due, 2)


async def test_a_factor_that_comes_back_reopens_what_was_to_prevent_it(engine: Engine) -> None:
    for incident in ("FIRST-1", "LATER-1"):
        await engine.send(incident, opening())
    await engine.send("FIRST-1", _with_action())
    await engine.send("FIRST-1", FinishAction("A1", "https://example.org/pull/1"))

    await engine.send("LATER-1", Revise(add=(Add(Factor(text="again", same_as="FIRST-1/F1")),)))
    await eventually(lambda: not engine.books.records["LATER-1"].errands)

    first = engine.books.records["FIRST-1"]
    assert [(one.incident, one.seen_as) for one in first.recurrences] == [("LATER-1", "F1")]
    assert first.progress_of("A1").reason == "F1 came back as LATER-1/F1"


def _with_action() -> Revise:
    factor = Factor(id="F1", text="no limit on the queue")
    return Revise(add=(Add(factor), Add(Action(title="limit the queue", factors=("F1",)))))


async def test_opening_twice_is_a_conflict_and_the_incident_goes_on(engine: Engine) -> None:
    await engine.send("AGAIN-1", opening())

    outcome = await engine.send("AGAIN-1", opening())

    assert outcome.refusal
    assert outcome.refusal.message == "AGAIN-1 is already open"
    assert (await engine.send("AGAIN-1", Say("go on"))).seq == 2
