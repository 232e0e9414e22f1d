"""What holds whatever happens: each acknowledged command is in the ledger exactly once.

And the ledger is whole, and no notice is lost, or sent again to a channel that answered.
"""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Engine

from ledger.entry import LIMIT
from states.envelope import ENGINE
from store import shelf
from store.engine import reading
from store.shelf import Kept
from store.streams import STREAMS
from store.verify import verify
from tests.faults.asked import Answered, Asked
from tests.faults.letters import hold_letters
from tests.faults.receiver import Receiver
from tests.faults.tally import Tally


def hold(tally: Tally, engine: Engine, asked: Asked, receiver: Receiver | None = None) -> None:
    """Hold a ledger against what was asked, and count."""
    with reading(engine) as connection:
        kept = [one for one in shelf.every_entry(connection) if one.incident not in STREAMS]
    tally.sent += len(asked.sent)
    tally.acknowledged += len(asked.answered)
    tally.wrong += [*asked.twice, *asked.unanswered]
    tally.wrong += _unlike(kept, asked)
    tally.wrong += [f"verify: {one}" for one in verify(engine)]
    if receiver is not None:
        hold_letters(tally, engine, receiver)


def _unlike(kept: list[Kept], asked: Asked) -> Iterator[str]:
    places: defaultdict[str, list[Answered]] = defaultdict(list)
    for one in kept:
        entry = one.entry()
        command = entry.command["id"]
        places[command].append(Answered(one.incident, one.seq))
        if len(one.text) > LIMIT:
            yield f"entry {one.seq} of {one.incident} has {len(one.text)} bytes"
        if command not in asked.sent and entry.actor["person"] != ENGINE:
            yield f"{command} is in the ledger, and nobody sent it"
    for command, found in places.items():
        if len(found) > 1:
            yield f"{command} is in the ledger {len(found)} times: {found}"
    for command, answer in asked.answered.items():
        if places[command] != ([answer] if answer.entry else []):
            yield f"{command} was acknowledged as {answer}, and stands at {places[command]}"
