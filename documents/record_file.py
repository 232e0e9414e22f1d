"""The record of an incident, as the YAML file that people write.

The file's fields are those of the dataclasses in `states`; there is no second model.
Every mistake is reported at once, each at its line.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from documents.complaints import Complaints, shown
from documents.draft import Draft
from documents.intake import Readers, annotations, as_text, read_fields, twins
from documents.moments import day_from, moment_from, zone_from
from documents.positions import Path, Positions
from documents.strict_yaml import load_marked
from documents.yaml_text import dump
from states.codec import adapter_of
from states.record.actions import Criterion, Drill, Metric, NoRecurrence, Test, Verification
from states.record.retrospective import COLLECTIONS, SINGLES, Collection, Retrospective
from states.values import Day, Instant, value

CriterionFrom = Callable[[str], Criterion | None]
"""Reads a measurable sentence; None when it says nothing that can be measured."""

PARTS = frozenset(name for name in annotations(Draft) if name != "incident")
ZONE = "timezone"
_CRITERIA: Mapping[str, type] = {
    "metric": Metric,
    "test": Test,
    "drill": Drill,
    "no_recurrence": NoRecurrence,
}


@value
class RecordFile:
    """What a file says, and which parts of the record it speaks about.

    A list that is present is complete; an absent one is not spoken about.
    """

    draft: Draft
    present: frozenset[str]


def read(text: str, name: str, criterion_from: CriterionFrom) -> RecordFile:
    """Read a record file; `name` is what complaints call it.

    Raises:
        InvalidError: one line for each mistake, with its place, field and value.
    """
    return read_tree(*load_marked(text, name), criterion_from)


def read_tree(
    tree: Mapping[str, Any], positions: Positions, criterion_from: CriterionFrom
) -> RecordFile:
    """Read a record that stands within another file; raises as `read` does."""
    wrong = Complaints(tree, positions)
    intake = _Intake(_zone(tree.get(ZONE), wrong), criterion_from, wrong)
    draft = wrong.checked(Draft, intake.whole(tree))
    return RecordFile(draft, PARTS & tree.keys())


def write(record: Draft | Retrospective) -> str:
    """Write a record file that `read` reads back; what is empty is left out."""
    draft = Draft(**{name: getattr(record, name) for name in annotations(Draft)})
    tree = adapter_of(Draft).dump_python(draft, mode="json", exclude_defaults=True)
    for action, fields in zip(draft.actions, tree.get("actions", ()), strict=False):
        if action.verification:
            _tell_criterion(action.verification, fields["verification"])
    return dump(tree)


def _tell_criterion(verification: Verification, fields: dict[str, Any]) -> None:
    fields["criterion"] = {"type": verification.criterion.type, **fields["criterion"]}


def _zone(written: Any, wrong: Complaints) -> ZoneInfo | None:
    if written is None:
        return None
    try:
        return zone_from(written)
    except ValueError as error:
        wrong.add((ZONE,), str(error))
        return ZoneInfo("UTC")  # so that the file's moments are not complained about as well


class _Intake:
    """Who reads which field of one file."""

    def __init__(
        self, zone: ZoneInfo | None, criterion_from: CriterionFrom, wrong: Complaints
    ) -> None:
        self._criterion_from = criterion_from
        self._wrong = wrong
        self._readers: Readers = {
            Instant | None: lambda given, _: moment_from(given, zone),
            Day | None: lambda given, _: day_from(given),
            Verification | None: self._verification,
            Criterion: self._criterion,
            **{kind: partial(self._single, kind) for kind in SINGLES},
            **{annotations(Draft)[row.name]: partial(self._items, row) for row in COLLECTIONS},
        }

    def whole(self, tree: Mapping[str, Any]) -> Any:
        """Prepare everything but the time zone, which has been read."""
        known = {**annotations(Draft), ZONE: str}
        return self._fields(known, {name: tree[name] for name in tree if name != ZONE}, ())

    def _fields(self, known: Mapping[str, Any], given: Any, path: Path) -> Any:
        return read_fields(known, given, path, self._readers, self._wrong)

    def _single(self, kind: type, given: Any, path: Path) -> Any:
        known = {name: one for name, one in annotations(kind).items() if name != "type"}
        return self._fields(known, given, path)

    def _items(self, row: Collection, given: Any, path: Path) -> Any:
        if not isinstance(given, list):
            return given
        ready = [self._item(row, one, (*path, place)) for place, one in enumerate(given)]
        for place, name in twins(ready):
            self._wrong.add((*path, place, "id"), f"{shown(name)} is here twice")
        return ready

    def _item(self, row: Collection, given: Any, path: Path) -> Any:
        bare = as_text(given)
        return self._single(row.item, {row.text: bare} if isinstance(bare, str) else given, path)

    def _verification(self, given: Any, path: Path) -> Any:
        if isinstance(given, str):
            return {"criterion": self._measurable(given)}
        return self._single(Verification, given, path)

    def _criterion(self, given: Any, path: Path) -> Any:
        if isinstance(given, str):
            return self._measurable(given)
        kind = _CRITERIA.get(str(given.get("type"))) if isinstance(given, dict) else None
        return self._fields(annotations(kind), given, path) if kind else given

    def _measurable(self, sentence: str) -> Criterion:
        criterion = self._criterion_from(sentence)
        if criterion is None:
            raise ValueError(
                f"{shown(sentence)} cannot be measured; name a number and its window, a test,"
                " a drill, or the days without recurrence"
            )
        return criterion
