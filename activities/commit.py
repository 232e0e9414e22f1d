"""The one way into the ledger: load, decide, record, answer, in one transaction.

Safe to run twice, late, or beside itself: a command that has its entry is answered from
that entry, and two writers can never write the same sequence number.
"""

from dataclasses import replace

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.entries import after_a_look, answer_from, entry_of, refused
from activities.options import COMMIT
from activities.ports import Books, Turn
from activities.rulebook import Rulebook
from ledger.entry import EntryTooLargeError
from states.addressing import must_be_genuine
from states.codec import command_from
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.repinning import ruling
from states.decisions.shadowing import without_shadows
from states.envelope import Outcome, Request
from states.errors import BrokenHistoryError, InvalidError, RetrogateError, UnreachableError
from states.events.event import Event
from states.evolve import fold
from states.outcome import standing
from states.record.retrospective import Retrospective
from states.stamp import Stamp

SAY_LESS = "say less in one go, or put the long text behind a link"


class Commit:
    """Answers commands. It was given the books it writes in."""

    def __init__(self, books: Books) -> None:
        """Take the books."""
        self._books = books
        self._rulebook = Rulebook()

    # An evicted workflow would throw its cancellation into this thread, in mid-transaction.
    @activity.defn(name=COMMIT, no_thread_cancel_exception=True)
    def commit(self, request: Request) -> Outcome:
        """Record what a command comes to, once, and say what it came to.

        Raises:
            ApplicationError: the ledger does not answer, or somebody changed it; nothing
                was recorded.
        """
        try:
            with self._books.turn(request.envelope.incident) as turn:
                outcome = self._answer(request, turn)
                if not outcome.entry:
                    return outcome
                return replace(outcome, writing=turn.writing_of(outcome.entry))
        except (UnreachableError, BrokenHistoryError) as error:
            raise ApplicationError(
                str(error), error.hint, type=type(error).__name__, non_retryable=True
            ) from error

    def _answer(self, request: Request, turn: Turn) -> Outcome:
        record = turn.record or Retrospective(request.envelope.incident)
        rules, actor = self._rulebook.pinned(turn), request.envelope.actor.person
        hearing = Hearing(record, rules, turn.people, actor, request.now, turn.seq + 1)
        return after_a_look(self._told(request, turn, hearing), request, hearing)

    def _told(self, request: Request, turn: Turn, hearing: Hearing) -> Outcome:
        record, rules = hearing.record, hearing.rules
        try:
            must_be_genuine(request.envelope)
        except InvalidError as error:
            return refused(error, request.envelope, standing(record, turn.seq, rules, request.now))
        known = turn.answered(request.envelope.id)
        if known is not None:
            return answer_from(
                known, request.envelope, standing(record, turn.seq, rules, request.now)
            )
        return self._heard(request, turn, hearing)

    def _heard(self, request: Request, turn: Turn, hearing: Hearing) -> Outcome:
        try:
            command = command_from(request.envelope.name, request.envelope.body)
            hearing = self._rulebook.informed(command, hearing, turn)
            events = decide(command, hearing)
        except RetrogateError as error:
            return self._refused(error, request, turn, hearing)
        if not events:
            return standing(hearing.record, turn.seq, hearing.rules, request.now)
        return self._recorded(events, request, turn, hearing)

    def _refused(
        self, error: RetrogateError, request: Request, turn: Turn, hearing: Hearing
    ) -> Outcome:
        if not error.recorded or turn.record is None:
            stands = standing(hearing.record, turn.seq, hearing.rules, request.now)
            return refused(error, request.envelope, stands)
        entry = entry_of(request, turn, error=error)
        turn.append(entry, hearing.record)
        stands = standing(hearing.record, hearing.seq, hearing.rules, request.now)
        return answer_from(entry, request.envelope, stands)

    def _recorded(
        self, events: tuple[Event, ...], request: Request, turn: Turn, hearing: Hearing
    ) -> Outcome:
        stamp = Stamp(request.now, hearing.actor, hearing.seq)
        after = fold(hearing.record, events, stamp)
        entry = entry_of(request, turn, events)
        if turn.record is None:
            self._rulebook.keep(hearing.rules, turn)
        try:
            turn.append(entry, after)
        except EntryTooLargeError as error:
            # What a candidate said must not stop anybody, not by its length either.
            if len(answered := without_shadows(events)) < len(events):
                return self._recorded(answered, request, turn, hearing)
            before = standing(hearing.record, turn.seq, hearing.rules, request.now)
            return refused(InvalidError(str(error), SAY_LESS), request.envelope, before)
        stands = standing(after, hearing.seq, ruling(events, hearing), request.now)
        return answer_from(entry, request.envelope, stands)
