"""What a workflow is started with, and continues with: the ledger knows the rest."""

from typing import Annotated

from pydantic import Field

from states.values import Line, value

TURNS = 80
"""About 500 events of history, which replay in 0.2 s."""

FEWEST = 2
"""Each run begins with a turn of its own: one that was enough would start afresh for ever."""


@value
class Start:
    """One incident to look after; its history starts afresh after so many turns."""

    incident: Line
    turns: Annotated[int, Field(ge=FEWEST, lt=2**53)] = TURNS
