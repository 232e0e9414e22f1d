"""Fewer facts: what settles a whole item at once, where that is less to say than the rest."""

from policies.explaining.explanation import Group, Shortcut
from policies.supposing.stage import Stage
from states.record.actions import Priority
from states.record.retrospective import Retrospective


def shortcut_in(groups: tuple[Group, ...], after: Stage, start: Stage) -> Shortcut | None:
    """Find the items for which another way needs fewer facts; all of them together have to do.

    `after` has every fact supposed that the groups ask for, and `start` none.
    """
    count, items, stage = sum(len(one.asks) for one in groups), [], after
    for group in groups:
        way = min(group.others, key=lambda one: len(one.facts), default=None)
        if way is None or len(way.facts) >= len(group.asks) or _is_vital(group, after.record):
            continue
        shorter = _instead(group, stage, start)
        taken = shorter.imaginable(way.facts) if shorter else None
        if taken and taken.missing <= after.missing:
            stage, count = taken, count - len(group.asks) + len(way.facts)
            items.append(group.item)
    return Shortcut(tuple(items), count) if items else None


def _instead(group: Group, stage: Stage, start: Stage) -> Stage | None:
    """Take back everything that a group asks for."""
    without: Stage | None = stage
    for ask in reversed(group.asks):
        without = without.restoring(ask.path, start) if without else None
    return without


def _is_vital(group: Group, record: Retrospective) -> bool:
    """Tell whether a group is about an action of those that matter most."""
    action = record.action_for(group.item)
    return action is not None and (action.top or action.priority is Priority.P1)
