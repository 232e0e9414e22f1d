"""What came of a command, in words, and the exit code that goes with it."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from cli.showing.telling import told
from ledger.entry import Entry
from states.codec import event_from, to_json
from states.envelope import Outcome, Refusal
from states.errors import Exit, RetrogateError
from states.events.escalations import EscalationAcknowledged
from states.record.retrospective import Retrospective


class RefusalError(RetrogateError):
    """The engine said no."""

    def __init__(self, refusal: Refusal) -> None:
        """Take the refusal's words and its exit code."""
        super().__init__(refusal.message, refusal.hint)
        self.exit = Exit(refusal.exit)


def answer_lines(
    outcome: Outcome, record: Retrospective, entry: Entry | None, zone: tzinfo
) -> Iterator[str]:
    """Say what an accepted command did, as its entry has it, and what comes next."""
    key = outcome.incident
    if entry is None:
        yield f"{key} is as it was: there was nothing to do"
        return
    yield f"{key}: {told(entry, zone)} · entry {entry.seq}"
    for made in outcome.made:
        yield from _asked(key, made, record)
    if not record.ended:
        yield f"next: {_next(key, entry)}"


def _next(key: str, entry: Entry) -> str:
    for event in map(event_from, entry.events):
        if isinstance(event, EscalationAcknowledged):
            return f"retro escalations show {key} {event.deadline}"
    return f"retro why {key}"


def _asked(key: str, made: str, record: Retrospective) -> Iterator[str]:
    if record.proposal_for(made):
        yield f"{made} waits for a second person: retro grant {key} {made} --as PERSON"


def answer_json(outcome: Outcome) -> dict[str, Any]:
    """Say it as JSON values."""
    return {
        "incident": outcome.incident,
        "command": outcome.command,
        "entry": outcome.entry,
        "phase": outcome.phase.value if outcome.phase else "",
        "revision": outcome.revision,
        "made": [*outcome.made],
        "report": to_json(outcome.report) if outcome.report else None,
    }
