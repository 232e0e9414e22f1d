"""Items of the record: what there is of them, and what is known of each."""

from dataclasses import replace

from states.record.actions import Action
from states.record.context import Context, Impact, Meeting
from states.record.retrospective import (
    COLLECTIONS,
    Item,
    Mark,
    Retrospective,
    Single,
    collection_of,
)
from states.stamp import Stamp


def added(record: Retrospective, item: Item, stamp: Stamp) -> Retrospective:
    """Add an item, and note whose it is."""
    name = collection_of(item).name
    mark = Mark(stamp.by, stamp.at, stamp.at)
    marks = {**record.marks, item.id: mark}
    return record.with_items({name: (*record.items(name), item), "marks": marks})


def changed(record: Retrospective, item: Item) -> Retrospective:
    """Put an item in the place of the one with its name."""
    name = collection_of(item).name
    items = tuple(item if one.id == item.id else one for one in record.items(name))
    return record.with_items({name: items})


def removed(record: Retrospective, item: str) -> Retrospective:
    """Take an item out of whichever collection it is in."""
    kept = {
        row.name: tuple(one for one in record.items(row.name) if one.id != item)
        for row in COLLECTIONS
    }
    return record.with_items(kept)


def single_changed(record: Retrospective, single: Single) -> Retrospective:
    """Replace what there is one of."""
    match single:
        case Context():
            return replace(record, context=single)
        case Impact():
            return replace(record, impact=single)
        case Meeting():
            return replace(record, meeting=single)


def touched(record: Retrospective, item: str, stamp: Stamp) -> Retrospective:
    """Note when an item last changed."""
    mark = replace(record.marks[item], touched=stamp.at)
    return replace(record, marks={**record.marks, item: mark})


def noted(record: Retrospective, item: Item, stamp: Stamp) -> Retrospective:
    """Note who owned an action, and since when it has a ticket."""
    if not isinstance(item, Action):
        return record
    mark = record.marks[item.id]
    owners = dict.fromkeys(one for one in (*mark.owners, item.owner) if one)
    ticketed = mark.ticketed or (stamp.at if item.ticket else None)
    noted = replace(mark, owners=tuple(owners), ticketed=ticketed)
    return replace(record, marks={**record.marks, item.id: noted})
