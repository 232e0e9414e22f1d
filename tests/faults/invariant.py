"""What holds whatever happens: each acknowledged command is in the ledger exactly once.

All that an audit knows of is asked, held to every checkpoint that was ever seen outside, and so
are the lists. Commands are counted without any of it. No notice is lost, or sent again to a
channel that answered.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy import Engine, text

from ledger.entry import LIMIT
from states.envelope import ENGINE
from states.errors import RetrogateError
from store.audit import audit
from store.streams import STREAMS
from store.verify import verify
from tests.faults.asked import Answered, Asked
from tests.faults.letters import hold_letters
from tests.faults.outside import Outside, outside
from tests.faults.receiver import Receiver
from tests.faults.tally import Tally

# Nothing of the product's own reads what is counted.
EVERYTHING = text("SELECT incident, seq, text FROM entries ORDER BY incident, seq")


class Found(NamedTuple):
    """An entry, as anybody reads it who has the database."""

    incident: str
    seq: int
    size: int
    body: dict[str, Any]


def hold(
    tally: Tally,
    engine: Engine,
    asked: Asked,
    receiver: Receiver | None = None,
    seen: Outside | None = None,
) -> None:
    """Hold a ledger against what was asked, and what was `seen` of it outside, and count."""
    found = _everything(engine)
    tally.sent += len(asked.sent)
    tally.acknowledged += len(asked.answered)
    tally.wrong += [*asked.twice, *asked.overfed, *asked.unanswered]
    tally.wrong += _unlike([one for one in found if one.incident not in STREAMS], asked)
    tally.wrong += [f"verify: {one}" for one in verify(engine)]
    with TemporaryDirectory(prefix="retro-faults-") as folder:
        tally.wrong += _audited(engine, seen or outside(engine, Path(folder)), len(found))
    if receiver is not None:
        hold_letters(tally, engine, receiver)


def _everything(engine: Engine) -> list[Found]:
    with engine.connect() as connection:
        rows = connection.execute(EVERYTHING).all()
    return [Found(row.incident, row.seq, len(row.text), json.loads(row.text)) for row in rows]


def _audited(engine: Engine, seen: Outside, many: int) -> Iterator[str]:
    try:
        seen.sign(many)
    except RetrogateError as error:
        yield f"signing: {error}"
    found = audit(engine, seen.log.installation, seen.claims)
    yield from (f"audit: {one}" for one in found.discrepancies)
    if found.held < many:
        yield f"audit: {found.held} of {many} entries are held by what lies outside"


def _unlike(found: list[Found], asked: Asked) -> Iterator[str]:
    places: defaultdict[str, list[Answered]] = defaultdict(list)
    for one in found:
        command = one.body["command"]["id"]
        places[command].append(Answered(one.incident, one.seq))
        if one.size > LIMIT:
            yield f"entry {one.seq} of {one.incident} has {one.size} bytes"
        if command in asked.forged and one.body["actor"]["person"] != ENGINE:
            yield f"{command} is in the ledger, and is forged"
        if command not in asked.sent and one.body["actor"]["person"] != ENGINE:
            yield f"{command} is in the ledger, and nobody sent it"
    for command, stands in places.items():
        if len(stands) > 1:
            yield f"{command} is in the ledger {len(stands)} times: {stands}"
    for command, answer in asked.answered.items():
        if places[command] != ([answer] if answer.entry else []):
            yield f"{command} was acknowledged as {answer}, and stands at {places[command]}"
