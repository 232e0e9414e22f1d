"""Tell another incident what concerns it, until it answers."""

from temporalio import activity

from activities.options import RELAY
from activities.ports import Sender
from states.addressing import addressed
from states.commands import ConfirmErrand, NoteRecurrence
from states.envelope import ENGINE, Actor
from states.record.errands import Errand


class Relay:
    """Carries errands between incidents."""

    def __init__(self, sender: Sender) -> None:
        """Take the way to other incidents."""
        self._sender = sender

    @activity.defn(name=RELAY)
    async def relay(self, errand: Errand) -> ConfirmErrand:
        """Tell an incident that its factor came back, and bring home what it said."""
        note = NoteRecurrence(errand.factor, errand.source, errand.seen_as)
        name = f"recurrence/{errand.key}"
        engine = Actor(ENGINE, "engine")
        outcome = await self._sender.send(addressed(errand.incident, note, engine, name))
        answer = outcome.refusal.message if outcome.refusal else "noted"
        return ConfirmErrand(errand.key, answer)
