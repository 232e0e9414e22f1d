"""From a command to its entry, and from an entry back to its answer."""

from collections.abc import Sequence
from dataclasses import replace

from activities.build import BUILD
from activities.ports import Turn
from ledger.entry import Entry, written
from states.codec import command_from, event_from, event_to_json, from_json, to_json
from states.commands import Tick
from states.decisions.hearing import Hearing
from states.decisions.ladder.belated import comes_belatedly, puts_off_more
from states.decisions.ladder.setting import is_unfinished
from states.envelope import Envelope, Outcome, Refusal, Request
from states.errors import ConflictError, RetrogateError
from states.events.event import Event
from states.outcome import made_in, refusal_of, report_in


def entry_of(
    request: Request, turn: Turn, events: Sequence[Event] = (), error: RetrogateError | None = None
) -> Entry:
    """Write the next entry: what a command made, or why it was refused and what was asked."""
    envelope = request.envelope
    return Entry(
        incident=envelope.incident,
        seq=turn.seq + 1,
        prev=turn.head,
        at=written(request.now),
        actor={"person": envelope.actor.person, "via": envelope.actor.via},
        command={"id": envelope.id, "name": envelope.name, "digest": envelope.digest},
        events=tuple(event_to_json(one) for one in events),
        refusal=to_json(refusal_of(error)) if error else None,
        asked=to_json(command_from(envelope.name, envelope.body)) if error else None,
        source={"build": BUILD, "run": request.run},
    )


def answer_from(entry: Entry, envelope: Envelope, stands: Outcome) -> Outcome:
    """Say again what an entry answered, with where the record stands now."""
    if entry.command["digest"] != envelope.digest or entry.incident != envelope.incident:
        return refused(_taken(entry), envelope, stands)
    events = tuple(event_from(one) for one in entry.events)
    is_held_back = puts_off_more(events)
    return replace(
        stands,
        due=entry.moment if is_unfinished(events) or is_held_back else stands.due,
        # What is still to be put off must not go out before the next tick.
        notices=() if is_held_back else stands.notices,
        command=envelope.id,
        digest=envelope.digest,
        entry=entry.seq,
        report=report_in(events, entry.incident),
        made=made_in(events),
        refusal=from_json(Refusal, entry.refusal) if entry.refusal else None,
    )


def after_a_look(stands: Outcome, request: Request, hearing: Hearing) -> Outcome:
    """Send nothing that missed its moment before a tick has looked whom it would wake.

    Whoever asks something first once everything runs again is not to let it out.
    """
    is_look = request.envelope.name == Tick.__name__
    if is_look or not comes_belatedly(stands.notices, hearing):
        return stands
    return replace(stands, due=request.now, notices=())


def refused(error: RetrogateError, envelope: Envelope, stands: Outcome) -> Outcome:
    """Answer no."""
    return replace(stands, command=envelope.id, digest=envelope.digest, refusal=refusal_of(error))


def _taken(entry: Entry) -> ConflictError:
    return ConflictError(
        f"the command id {entry.command['id']} already stands for another command",
        f"see it: retro history {entry.incident} · send yours under a new id",
    )
