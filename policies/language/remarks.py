"""What the language checks say of an item: one remark for each sentence they point at.

They read when text is saved, and the record keeps what they said of these very words. Where
it keeps nothing, they read when a gate asks, so that no gate opens for want of a reading.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from policies.language.blame import Roster, blame_in, roster_of
from policies.language.lexicon import LEXICON
from policies.language.vagueness import vague_in
from policies.language.wording import quoted, shortened
from states.codec import digest
from states.record.actions import Action
from states.record.factors import Factor
from states.record.readings import Reading, Remark, RemarkKind
from states.record.retrospective import Item
from states.rules import Case

Texts = tuple[tuple[str, str], ...]

PHRASE, REWRITE = 80, 200
"""So many characters of each does a remark keep."""

MEMORY = 2_048
"""How many texts are kept read: a search judges the same words in thousands of records."""

# fmt: off
SAYINGS = {
    RemarkKind.BLAME: "{sentence} makes a person the cause ({phrase}); rather: {rewrite}",
    RemarkKind.VAGUE: "{sentence}: {phrase} leaves open {lacking}",
}
# fmt: on

_END = re.compile(r"(?<=[.!?])\s+|\n+")


def readings_of(items: Iterable[Item], case: Case) -> Iterator[Reading]:
    """Say what is pointed at in each item that has words for a language check."""
    roster = roster_of(case.people)
    for item in items:
        texts = _texts_of(item)
        if any(text for _, text in texts):
            yield _kept_or_read(item, texts, case, roster)


def standing(items: Iterable[Item], case: Case) -> Iterator[tuple[str, Remark]]:
    """List the remarks on items, by id, whose sentence nobody acknowledged."""
    for reading in readings_of(items, case):
        for remark in reading.remarks:
            if not case.record.lets_stand(reading.item, remark.sentence):
                yield reading.item, remark


def told(remark: Remark) -> str:
    """Say a remark in a clause."""
    return SAYINGS[remark.kind].format(
        sentence=quoted(remark.sentence),
        phrase=quoted(remark.phrase),
        rewrite=quoted(remark.rewrite, REWRITE),
        lacking=remark.rewrite,
    )


def worded(remark: Remark, key: str, item: str) -> str:
    """Say a remark on an item of an incident, and how the sentence may stand."""
    stands = f'retro acknowledge {key} {item} --reason "WHY"'
    return f"{told(remark)}; or the facilitator lets it stand: {stands}"


def _texts_of(item: Item) -> Texts:
    match item:
        case Factor():
            return (("text", item.text), *(("whys", why) for why in item.whys))
        case Action():
            return tuple((name, getattr(item, name)) for name in ("title", *_SPECIFIC))
        case _:
            return ()


_SPECIFIC = ("component", "deliverable")
"""An action that names both is specific, however it is titled."""


def _kept_or_read(item: Item, texts: Texts, case: Case, roster: Roster) -> Reading:
    words = _words_of(texts)
    kept = case.record.readings.get(item.id)
    if kept and kept.words == words:
        return kept
    return Reading(item.id, LEXICON, words, _remarks(isinstance(item, Action), texts, roster))


@lru_cache(MEMORY)
def _words_of(texts: Texts) -> str:
    return digest([[*one] for one in texts])[:16]


@lru_cache(MEMORY)
def _remarks(is_action: bool, texts: Texts, roster: Roster) -> tuple[Remark, ...]:  # noqa: FBT001  # part of the key
    return tuple(_vague(**dict(texts)) if is_action else _blaming(texts, roster))


def _blaming(texts: Texts, roster: Roster) -> Iterator[Remark]:
    for field, text in texts:
        for sentence in _sentences(text):
            if found := blame_in(sentence, roster):
                phrase = shortened(found.culprit, PHRASE)
                rewrite = shortened(found.rewrite, REWRITE)
                yield Remark(RemarkKind.BLAME, field, sentence, phrase, rewrite)


def _vague(title: str, **specific: str) -> Iterator[Remark]:
    found = vague_in(title)
    if found and not all(specific.values()):
        sentence = " ".join(title.split())
        yield Remark(RemarkKind.VAGUE, "title", sentence, found.phrase, found.lacking)


def _sentences(text: str) -> Iterator[str]:
    """Split a text where sentences end; how they are spaced is no part of them."""
    plain = (" ".join(one.split()) for one in _END.split(text))
    return (one for one in plain if one)
