"""What a workflow is started with, and continues with: the ledger knows the rest."""

from states.values import value

TURNS = 80
"""About 500 events of history, which replay in 0.2 s."""


@value
class Start:
    """One incident to look after; its history starts afresh after so many turns."""

    incident: str
    turns: int = TURNS
