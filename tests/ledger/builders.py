"""Entries by hand, each after the one before it."""

from msgspec.structs import replace

from ledger.entry import Entry

FIRST = Entry(
    incident="INC-42",
    seq=1,
    prev="",
    at="2026-03-02T12:00:00.000000Z",
    actor={"person": "ana", "via": "cli"},
    command={"id": "c-1", "name": "Open", "digest": "d1"},
    events=({"event": "IncidentOpened", "context": {"title": "Queue stuck"}},),
    policy="p1",
)
REFUSED = Entry(
    incident="INC-42",
    seq=2,
    prev=FIRST.hash(),
    at="2026-03-02T12:00:01.000000Z",
    actor={"person": "ana", "via": "cli"},
    command={"id": "c-2", "name": "Return", "digest": "d2"},
    refusal={"message": "cannot return a retrospective that is opening"},
    asked={"reason": "why not"},
    source={"build": "1.0", "run": "r1"},
)


def history(length: int) -> list[Entry]:
    """Write an unbroken history of so many entries."""
    entries = [FIRST]
    for seq in range(2, length + 1):
        entries.append(replace(FIRST, seq=seq, prev=entries[-1].hash()))
    return entries
