"""What the language checks say of a text that is saved, and the sentences that may stand (R31).

They only ever point: nothing is refused for how it is worded.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from states.codec import canonical, to_json
from states.commands import Acknowledge
from states.decisions.gates import must_say_why
from states.decisions.hearing import Hearing, missing
from states.errors import InvalidError, NotAllowedError
from states.events.event import Event
from states.events.record import ItemAdded, ItemChanged, RemarkAcknowledged, TextRead
from states.record.readings import Remark

ROOM = 8_000
"""Bytes of readings that an entry keeps, which has 65,535 for everything; a gate reads the rest."""


def read(said: Iterable[Event], hearing: Hearing) -> Iterator[TextRead]:
    """Keep what the language checks say of each item that was added or reads differently now."""
    items = {one.item.id: one.item for one in said if isinstance(one, ItemAdded | ItemChanged)}
    made = (hearing.rules.read(one, hearing.case) for one in items.values())
    known = hearing.record.readings
    fresh = [one for one in made if one and one != known.get(one.item)]
    sizes = accumulate(len(canonical(to_json(one))) for one in fresh)
    return (TextRead(one) for one, size in zip(fresh, sizes, strict=True) if size <= ROOM)


def acknowledge(command: Acknowledge, hearing: Hearing) -> Iterator[Event]:
    """Let a sentence stand that the language checks point at; another wording is asked again."""
    _must_facilitate(hearing)
    must_say_why(command.reason, "letting a sentence stand", hearing)
    remarks = {one.sentence: one for one in _remarks(command.item, hearing)}
    if command.sentence not in remarks:
        raise InvalidError(
            f"sentence: nothing is pointed at in {command.item} that reads “{command.sentence}”",
            _choice(tuple(remarks)) or f"nothing there needs it: retro why {hearing.key}",
        )
    if not hearing.record.lets_stand(command.item, command.sentence):
        yield RemarkAcknowledged(command.item, command.sentence, command.reason)


def _remarks(name: str, hearing: Hearing) -> tuple[Remark, ...]:
    item = hearing.record.item_for(name)
    if item is None:
        raise missing("item", name, hearing.key, hearing.record.ids)
    reading = hearing.rules.read(item, hearing.case)
    return reading.remarks if reading else ()


def _must_facilitate(hearing: Hearing) -> None:
    facilitator = hearing.record.context.facilitator
    if not facilitator:
        raise NotAllowedError(
            f"{hearing.key} has no facilitator, who alone lets a sentence stand",
            f"name one: retro set {hearing.key} --facilitator PERSON",
        )
    if hearing.actor != facilitator:
        raise NotAllowedError(
            f"only the facilitator ({facilitator}) lets a sentence stand",
            f"ask {facilitator}, or say it otherwise: retro why {hearing.key}",
        )


def _choice(sentences: tuple[str, ...]) -> str:
    told = " · ".join(f"“{one}”" for one in sentences)
    return f"these are: {told}" if told else ""
