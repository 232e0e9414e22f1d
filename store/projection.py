"""The read model as a table: what each of its tables is made of.

A `View` says which facts of a folded history a table shows, by id, and how one of them
is written as a row. Two histories are compared fact by fact, so a command on a long
record writes no more than it changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Table

from states.lifecycle import Trigger, step_for
from states.record.actions import Action, Progress
from states.record.context import Context
from states.record.deadlines import Deadline, DeadlineKind
from states.record.factors import Factor
from states.record.retrospective import Mark, Retrospective
from store import tables
from store.folded import Folded, Told

Row = dict[str, Any]
Facts = Mapping[str, Any]


class View(NamedTuple):
    """One table of the read model."""

    table: Table
    facts: Callable[[Folded, Retrospective], Facts]
    row: Callable[[str, Any], Row]

    def rows(self, history: Folded) -> list[Row]:
        """Write every row of one incident."""
        return self._rows(history, self._facts(history))

    def difference(self, old: Folded, new: Folded) -> "Difference":
        """Say which rows of one incident go, come and change."""
        before, after = self._facts(old), self._facts(new)
        gone = {name: one for name, one in before.items() if name not in after}
        come = {name: one for name, one in after.items() if name not in before}
        both = [name for name in after if name in before and before[name] != after[name]]
        changes = (self._change(new.incident, before[name], after[name]) for name in both)
        return Difference(self._rows(new, gone), self._rows(new, come), [*filter(None, changes)])

    def _change(self, incident: str, before: Any, after: Any) -> Row:
        """Write the key and what differs, or nothing: a column left alone costs no index."""
        old, new = self.row(incident, before), self.row(incident, after)
        differs = {name: one for name, one in new.items() if one != old[name]}
        return {**{name: new[name] for name in key_of(self.table)}, **differs} if differs else {}

    def _facts(self, history: Folded) -> Facts:
        return self.facts(history, history.record) if history.record else {}

    def _rows(self, history: Folded, facts: Facts) -> list[Row]:
        return [self.row(history.incident, one) for one in facts.values()]


@cache
def key_of(table: Table) -> tuple[str, ...]:
    """Name the columns by which a row is known."""
    return tuple(column.name for column in table.primary_key)


class Difference(NamedTuple):
    """The rows by which two states of a table differ; `changed` need not have every column."""

    gone: Sequence[Row] = ()
    come: Sequence[Row] = ()
    changed: Sequence[Row] = ()


def _itself(history: Folded, _: Retrospective) -> Facts:
    return {history.incident: history}


def _incident(_: str, history: Folded) -> Row:
    record = history.record or Retrospective(history.incident)
    owed = _deadlines(history, record)
    return {
        "key": record.incident,
        **_context(record.context),
        "phase": record.phase.value,
        "entered": record.entered,
        "opened": record.opened,
        "next_gate": _next_gate(record),
        "gate_due": _first_due(one for one in owed.values() if _is_gate(one)),
        "due": _first_due(one for one in owed.values() if not one.is_question),
        "policy": record.policy,
        "revision": record.revision,
        "seq": history.seq,
        "open": not record.ended,
        "touched": record.touched,
    }


def _context(context: Context) -> Row:
    return {
        "title": context.title,
        "severity": context.severity.value if context.severity else "",
        "services": context.services,
        "stabilized": context.stabilized,
        "facilitator": context.facilitator,
        "commander": context.commander,
    }


def _next_gate(record: Retrospective) -> str:
    step = step_for(record.phase, Trigger.ADVANCE)
    return step.dest.value if step else ""


def _is_gate(deadline: Deadline) -> bool:
    return deadline.kind is DeadlineKind.GATE


def _first_due(deadlines: Iterable[Deadline]) -> Any:
    return min((one.due for one in deadlines), default=None)


def _services(_: Folded, record: Retrospective) -> Facts:
    return {one: one for one in record.context.services}


def _service(incident: str, service: str) -> Row:
    return {"incident": incident, "service": service}


def _actions(_: Folded, record: Retrospective) -> Facts:
    return {
        one.id: (one, record.progress_of(one.id), record.marks[one.id]) for one in record.actions
    }


def _action(incident: str, fact: tuple[Action, Progress, Mark]) -> Row:
    action, progress, mark = fact
    return {
        "incident": incident,
        "id": action.id,
        "title": action.title,
        "owner": action.owner,
        "due": action.due,
        "priority": action.priority.value if action.priority else "",
        "state": progress.state.value,
        "ticket": action.ticket,
        "top": action.top,
        "touched": mark.touched,
    }


def _factors(_: Folded, record: Retrospective) -> Facts:
    return {one.id: one for one in record.factors}


def _factor(incident: str, factor: Factor) -> Row:
    return {
        "incident": incident,
        "id": factor.id,
        "text": factor.text,
        "category": factor.category.value if factor.category else "",
        "same_as": factor.same_as,
    }


def _deadlines(_: Folded, record: Retrospective) -> Mapping[str, Deadline]:
    return {} if record.ended else record.deadlines


def deadline_row(incident: str, deadline: Deadline) -> Row:
    """Write a deadline as a row."""
    return {
        "incident": incident,
        "id": deadline.id,
        "kind": deadline.kind.value,
        "subject": deadline.subject,
        "due": deadline.due,
        "owner": deadline.owner,
        "ladder": deadline.ladder,
        "climbs": _climbs(deadline),
        "held": deadline.hold.until if deadline.hold else None,
        "kept": deadline,
    }


def _climbs(deadline: Deadline) -> bool:
    """Tell whether a rung was reached at it or after it; of an older one, whether any was.

    What was put on other rungs while it was stopped has climbed, and a question only waits.
    """
    if deadline.is_question:
        return False
    if not deadline.moments:
        return any(deadline.fired)
    reached = zip(deadline.moments, deadline.fired, strict=False)
    has_climbed = any(times and moment >= deadline.due for moment, times in reached)
    return has_climbed or deadline.is_set_ahead


def _notices(history: Folded, _: Retrospective) -> Facts:
    return history.told


def notice_row(incident: str, told: Told) -> Row:
    """Write a notice as a row."""
    return {
        "incident": incident,
        "key": told.notice.key,
        "to": told.notice.to,
        "deadline": told.notice.deadline,
        "rung": told.notice.rung,
        "at": told.notice.at,
        "subject": told.notice.subject,
        "delivered": told.delivered,
        "channel": told.channel,
        "due": told.notice.due,
        "text": told.notice.text,
        "since": told.notice.since,
        "title": told.notice.title,
        "settle": told.notice.settle,
        "why": told.notice.why,
        "moment": told.notice.moment,
        "after": told.notice.after,
        "bundled": told.notice.bundled,
        "tries": told.notice.tries,
        "at_once": told.notice.at_once,
        "pending": told.pending,
        "route": told.route,
        "letter": told.letter,
        "doubtful": told.doubtful,
        "failed": told.failed,
        "undelivered": told.undelivered,
    }


# fmt: off
VIEWS = (
    #    table                     shows         one row of
    View(tables.incidents,         _itself,      _incident),
    View(tables.incident_services, _services,    _service),
    View(tables.actions,           _actions,     _action),
    View(tables.factors,           _factors,     _factor),
    View(tables.deadlines,         _deadlines,   deadline_row),
    View(tables.notices,           _notices,     notice_row),
)
# fmt: on
