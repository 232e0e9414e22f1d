"""A big command as several that fit, each whole in itself.

What others refer to comes first and goes last: an action is added after its factors,
a factor after the facts that are its evidence, and they are removed the other way round.
"""

from collections.abc import Iterator

from documents.complaints import shown
from documents.plan import revise_of
from states.codec import canonical, to_json
from states.commands import Add, Change, Edit, Remove, Revise, Set
from states.envelope import BODY_LIMIT
from states.errors import InvalidError
from states.record.retrospective import COLLECTIONS, Item, collection_of

ROOM = 1024
"""What a command needs beside its changes."""


def batches(revise: Revise, limit_bytes: int = BODY_LIMIT - ROOM) -> tuple[Revise, ...]:
    """Split `revise` into commands of at most `limit_bytes` each, in the order to send them.

    Raises:
        InvalidError: one change alone is larger.
    """
    return tuple(revise_of(batch) for batch in _batches(revise, limit_bytes))


def _batches(revise: Revise, limit: int) -> Iterator[list[Change]]:
    frame = len('{"add":[],"edit":[],"remove":[],"set":[]}')
    batch: list[Change] = []
    used = frame
    for change in _in_order(revise):
        size = len(canonical(to_json(change))) + 1
        if frame + size > limit:
            raise InvalidError(
                f"{_named(change)} takes {size} bytes, more than the {limit - frame} of a command",
                "shorten its texts, or link to a document that holds them",
            )
        if used + size > limit:
            yield batch
            batch, used = [], frame
        batch.append(change)
        used += size
    if batch:
        yield batch


def _in_order(revise: Revise) -> Iterator[Change]:
    yield from revise.set
    yield from sorted(revise.add, key=lambda change: _rank(change.item))
    yield from sorted(revise.edit, key=lambda change: _rank(change.after))
    yield from sorted(revise.remove, key=_rank_of_id, reverse=True)


def _rank(item: Item) -> int:
    return COLLECTIONS.index(collection_of(item))


def _rank_of_id(change: Remove) -> int:
    prefixes = [row.prefix for row in COLLECTIONS]
    return prefixes.index(change.item[:1]) if change.item[:1] in prefixes else 0


def _named(change: Change) -> str:
    match change:
        case Set(_, after):
            return f"the {after.type}"
        case Remove(item):
            return f"the removal of {item}"
        case Add(item) | Edit(_, item):
            row = collection_of(item)
            return f"the {row.title} {shown(item.id or getattr(item, row.text))}"
