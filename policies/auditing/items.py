"""The lists of a record: what is added is new, and what is changed or taken out is there."""

from collections.abc import Iterator

from policies.auditing.discrepancy import Kind, Odd
from policies.auditing.scene import Scene
from states.events.record import ItemAdded, ItemChanged, ItemRemoved


def added(event: ItemAdded, scene: Scene) -> Iterator[Odd]:
    """Hold an item to an id that none had before it, not even one that was taken out."""
    if event.item.id in scene.record.marks:
        yield Odd(Kind.SENSE, f"{event.item.id} added once", "added again")


def changed(event: ItemChanged, scene: Scene) -> Iterator[Odd]:
    """Hold a change to an item that is there."""
    yield from _there(event.item.id, scene)


def removed(event: ItemRemoved, scene: Scene) -> Iterator[Odd]:
    """Hold a removal to an item that is there."""
    yield from _there(event.item, scene)


def _there(item: str, scene: Scene) -> Iterator[Odd]:
    if scene.record.item_for(item) is None:
        yield Odd(Kind.SENSE, f"{item} in the record", "no such item")
