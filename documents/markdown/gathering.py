"""What was found, put into a draft: items get their numbers, fields their one value."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from documents.draft import Draft
from documents.markdown.moments import moments_of
from documents.markdown.reading import Found, Note, Owned, Reading, Stands, Told, Unread
from states.decisions.sense import TIMES, shown
from states.record.actions import Action
from states.record.context import Context, Impact
from states.record.facts import Fact
from states.record.retrospective import COLLECTIONS, Item, collection_of
from states.values import TEXT_LIMIT

GROWING = ("effect", "scope")
"""The texts to which every place that tells of them adds."""

_NOWHERE = 10**9
NO_MOMENTS: dict[str, Any] = dict.fromkeys(TIMES)

Single = TypeVar("Single", Context, Impact)


class Gathering:
    """Takes findings one by one, in order, and makes a reading of them."""

    def __init__(self, incident: str) -> None:
        """Begin with an empty record of an incident."""
        self.incident = incident
        self.context = Context()
        self.impact = Impact()
        self.items: dict[str, list[Item]] = {row.name: [] for row in COLLECTIONS}
        self.unread: list[Unread] = []
        self.notes: list[str] = []

    def take(self, found: Found) -> None:
        """Put a finding where it belongs."""
        match found:
            case Unread():
                self.unread.append(found)
            case Note(text):
                self.notes.append(text)
            case Told(line, part):
                self._tell(line, part)
            case Owned(line, owner):
                self.unread.append(Unread(line, owner, self._no_owner(owner)))
            case Stands(line, state):
                self.notes.append(f"line {line}: {self._action()} is marked “{state}”")
            case _:
                row = collection_of(found)
                here = self.items[row.name]
                here.append(replace(found, id=f"{row.prefix}{len(here) + 1}"))

    def reading(self) -> Reading:
        """Finish: guess the moments, and write everything down."""
        said, self.context = self.context, replace(self.context, **NO_MOMENTS)
        timeline = [one for one in self.items["timeline"] if isinstance(one, Fact)]
        for found in moments_of(said, timeline):
            self.take(found)
        self.items["actions"] = [self._in_time(one) for one in self.items["actions"]]
        lists: dict[str, Any] = {name: tuple(items) for name, items in self.items.items()}
        draft = Draft(self.incident, self.context, self.impact, **lists)
        unread = sorted(self.unread, key=lambda one: one.line or _NOWHERE)
        return Reading(draft, tuple(unread), tuple(dict.fromkeys(self.notes)))

    def _tell(self, line: int, part: Context | Impact) -> None:
        match part:
            case Context():
                self.context = self._with(line, self.context, part)
            case Impact():
                self.impact = self._with(line, self.impact, part)

    def _with(self, line: int, single: Single, part: Single) -> Single:
        """Add what a part says; the first to say something is believed."""
        said: Any
        for name, said in _said(part):
            before: Any = getattr(single, name)
            joined: Any = f"{before}\n\n{said}".strip() if name in GROWING else said
            if isinstance(before, tuple):
                joined = tuple(dict.fromkeys((*before, *said)))
            elif name in GROWING and len(joined) > TEXT_LIMIT:
                why = f"with this, {name} would exceed {TEXT_LIMIT:,} characters"
                self.unread.append(Unread(line, said, why))
                continue
            elif name not in GROWING and before not in ("", None, said):
                self.unread.append(Unread(line, shown(said), f"{name} is already {shown(before)}"))
                continue
            grown: dict[str, Any] = {name: joined}
            single = replace(single, **grown)
        return single

    def _action(self) -> str:
        return self.items["actions"][-1].id

    def _no_owner(self, owner: str) -> str:
        command = f"retro action edit {self.incident} {self._action()} --owner …"
        return f"owner “{owner}” is not an id of your people directory: {command}"

    def _in_time(self, action: Item) -> Item:
        """Drop a due date that lies before the incident: the record would refuse the action."""
        began = self.context.started or self.context.stabilized
        if not isinstance(action, Action) or not action.due or not began:
            return action
        if action.due >= began.date():
            return action
        why = f"{action.id} would be due before the incident began"
        self.unread.append(Unread(0, str(action.due), why))
        return replace(action, due=None)


def _said(part: Context | Impact) -> list[tuple[str, Any]]:
    """List the fields in which a part says something."""
    pairs = ((one.name, getattr(part, one.name)) for one in fields(part) if one.name != "type")
    return [(name, said) for name, said in pairs if said not in ("", None, (), False)]
