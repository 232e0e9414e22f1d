"""One workflow per incident: it orders commands, keeps the clock, and acts.

It knows no rule. A command is given to `commit`, whose answer is folded and never
recomputed, so rules may change under a workflow that is a year old. `run` and the one
turn of a handler are the only places that emit anything.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.workflow import ActivityConfig

from activities.options import (
    COMMIT,
    COMMIT_OPTIONS,
    ERRAND_OPTIONS,
    LEDGER_PAUSE,
    LETTER_OPTIONS,
    LONGEST_PAUSE,
    NOTIFY,
    RELAY,
)
from states.commands import ConfirmErrand, ConfirmNotice
from states.envelope import Envelope, Outcome, Request
from states.record.deadlines import Notice
from states.record.errands import Errand
from workflows.admission import envelope_in, must_fit, start_in
from workflows.attributes import attributes_of
from workflows.engine_commands import confirm, tick
from workflows.failures import answerable
from workflows.names import UPDATE, WORKFLOW

# fmt: off
CARRIED_OUT: dict[type, tuple[str, type, ActivityConfig]] = {
    #        by      answered with  how patiently
    Notice: (NOTIFY, ConfirmNotice, LETTER_OPTIONS),
    Errand: (RELAY,  ConfirmErrand, ERRAND_OPTIONS),
}
# fmt: on


@workflow.defn(name=WORKFLOW)
class RetrospectiveWorkflow:
    """Looks after one incident until it is closed or withdrawn."""

    @workflow.init
    def __init__(self, *given: object) -> None:
        """Know the incident; the first turn tells where it stands."""
        self._start = start_in(given, workflow.info().workflow_id)
        self._incident = self._start.incident
        self._stands = Outcome(self._incident)
        self._turn = asyncio.Lock()
        self._turns = 0
        self._armed: datetime | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._attributes: Sequence[SearchAttributeUpdate[Any]] = ()
        self._shown: Sequence[SearchAttributeUpdate[Any]] = ()
        self._sending: dict[str, workflow.ActivityHandle[ConfirmNotice | ConfirmErrand]] = {}

    @workflow.run
    async def run(self, *_: object) -> None:
        """Tick when something is due, tell whom it concerns, until nothing is owed."""
        await self._tick()
        while not self._over():
            self._show()
            self._send()
            await self._wait()
            await self._confirm()
            if self._is_due():
                await self._tick()
            if self._is_long():
                await self._start_afresh()

    # A handler that still waits for its turn when the history starts afresh is left behind:
    # it has done nothing yet, and its client asks again under the same id.
    @workflow.update(name=UPDATE, unfinished_policy=workflow.HandlerUnfinishedPolicy.ABANDON)
    async def command(self, *given: object) -> Outcome:
        """Take a turn for a command and answer with what came of it."""
        outcome = await self._take_turn(envelope_in(given, self._incident))
        # The salts are for whoever may read the history: who has one can guess an erased text.
        return replace(outcome, notices=(), errands=(), writing=None)

    @command.validator
    def is_admitted(self, *given: object) -> None:
        """Refuse what is no command for this incident: it leaves nothing in the history."""
        must_fit(envelope_in(given, self._incident))

    async def _take_turn(self, envelope: Envelope) -> Outcome:
        async with self._turn:
            request = Request(envelope, workflow.now(), workflow.info().run_id)
            try:
                self._stands = await workflow.execute_local_activity(
                    COMMIT, request, result_type=Outcome, **COMMIT_OPTIONS
                )
            except ActivityError as error:
                raise answerable(error) from error
            self._attributes = attributes_of(self._stands)
            self._turns += 1
            return self._stands

    async def _tick(self) -> None:
        outcome = await self._insist(tick(self._incident, str(workflow.uuid4()), self._sending))
        if self._is_due() and not outcome.entry:
            await workflow.sleep(LEDGER_PAUSE)  # what was due left no entry: do not run hot

    async def _insist(self, envelope: Envelope) -> Outcome:
        """Take a turn for the engine itself: it has nobody to tell, so it tries again."""
        pause = LEDGER_PAUSE
        while True:
            try:
                return await self._take_turn(envelope)
            except ApplicationError:
                await workflow.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    def _over(self) -> bool:
        return self._stands.finished and workflow.all_handlers_finished()

    def _is_long(self) -> bool:
        # What nobody listens to is no turn, and makes a history long all the same.
        if workflow.info().is_continue_as_new_suggested():
            return True
        # An answer that arrives while a history starts afresh costs a failed workflow task,
        # so it waits for what is under way; but not for a channel that is dead for days.
        patience = 1 if not self._sending else 5
        return self._turns >= self._start.turns * patience

    def _is_due(self) -> bool:
        return self._stands.due is not None and self._stands.due <= workflow.now()

    def _show(self) -> None:
        if self._stands.phase and self._attributes != self._shown:
            workflow.upsert_search_attributes(self._attributes)
        self._shown = self._attributes

    def _send(self) -> None:
        for duty in self._stands.duties:
            if duty.key not in self._sending:
                name, answer, options = CARRIED_OUT[type(duty)]
                self._sending[duty.key] = workflow.start_activity(
                    name, duty, result_type=answer, **options
                )

    async def _confirm(self) -> None:
        for key in [one for one, sending in self._sending.items() if sending.done()]:
            try:
                sent = await self._sending.pop(key)
            except ActivityError:  # it never gives up by itself; whoever ended it, it starts again
                await workflow.sleep(LEDGER_PAUSE)
            else:
                outcome = await self._insist(confirm(self._incident, sent))
                if outcome.refusal:
                    await workflow.sleep(LEDGER_PAUSE)

    async def _wait(self) -> None:
        """Sleep until the next moment, or until a turn leaves something to do."""
        self._arm()
        await workflow.wait_condition(self._has_work)

    def _arm(self) -> None:
        """Set the one timer, where something comes before it.

        A moment that moves later keeps its timer: it rings early and nothing is due.
        """
        if self._stands.due is None or not self._comes_sooner():
            return
        if self._alarm:
            self._alarm.cancel()
        self._armed = self._stands.due
        left = max(self._armed - workflow.now(), timedelta(0))
        self._alarm = asyncio.get_running_loop().call_later(left.total_seconds(), self._ring)

    def _ring(self) -> None:
        self._armed = self._alarm = None

    def _has_work(self) -> bool:
        return (
            self._over()
            or self._is_long()
            or self._comes_sooner()
            or self._attributes != self._shown
            or any(sending.done() for sending in self._sending.values())
            or any(one.key not in self._sending for one in self._stands.duties)
        )

    def _comes_sooner(self) -> bool:
        due = self._stands.due
        return due is not None and (self._armed is None or due < self._armed)

    async def _start_afresh(self) -> None:
        # Whoever queued before gets a turn, whoever comes after finds the new run.
        async with self._turn:
            workflow.continue_as_new(self._start)
