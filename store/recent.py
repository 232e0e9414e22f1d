"""The incidents worked on lately, folded, so that a command folds only what it has not seen."""

from collections import OrderedDict
from threading import Lock

from store.folded import Folded

ROOM = 200
"""How many incidents are kept: as many as a worker keeps workflows, for one that is beyond
those has its whole history replayed anyway."""


class Recent:
    """Folded histories by incident; the one not used for longest makes room."""

    def __init__(self, room: int = ROOM) -> None:
        """Start with none."""
        self._room = room
        self._kept: OrderedDict[str, Folded] = OrderedDict()
        self._lock = Lock()

    def of(self, incident: str) -> Folded:
        """Return what is remembered of `incident`; nothing is a history without entries."""
        with self._lock:
            if incident in self._kept:
                self._kept.move_to_end(incident)
            return self._kept.get(incident, Folded(incident))

    def keep(self, history: Folded) -> None:
        """Remember a history that is committed."""
        with self._lock:
            self._kept[history.incident] = history
            self._kept.move_to_end(history.incident)
            if len(self._kept) > self._room:
                self._kept.popitem(last=False)
