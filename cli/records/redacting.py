"""Choose the texts that somebody wants erased, and say what of them stays."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.redaction import Text
from store.shelf import Kept


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be erased: all texts of some entries, and those that contain some words."""

    entries: Sequence[int] = ()
    words: Sequence[str] = ()

    def among(self, texts: Iterable[Text]) -> tuple[Text, ...]:
        """List them, in the order of their entries."""
        return tuple(one for one in texts if one.seq in self.entries or self._holds(one.text))

    def unsealed(self, kept: Iterable[Kept]) -> tuple[int, ...]:
        """List the entries that hold such words themselves, where nothing can be erased."""
        return tuple(one.seq for one in kept if self._holds(one.text.decode()))

    def _holds(self, text: str) -> bool:
        return any(holds(text, one) for one in self.words)


def elsewhere(chosen: Sequence[Text], texts: Iterable[Text]) -> tuple[int, ...]:
    """List the entries in which a chosen text stands once more, and was not chosen."""
    known = {one.digest for one in chosen}
    rest = (one for one in texts if one.digest not in known)
    again = (one.seq for one in rest if any(holds(one.text, each.text) for each in chosen))
    return tuple(dict.fromkeys(again))


def holds(text: str, words: str) -> bool:
    """Tell whether words stand in a text, in whatever case, and as JSON has them as well."""
    text, words = text.casefold(), words.casefold()
    return words in text or json.dumps(words, ensure_ascii=False)[1:-1] in text
