"""The commands that say supposed facts, one for each thing they are about.

A command for people leaves to them what only they can know; a full one says what was supposed.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from policies.explaining.about import About, by_thing
from policies.explaining.deeds import DEEDS
from policies.explaining.exchanging import ROLES
from policies.explaining.sayings import NEW, VERBS, saying_of
from policies.explaining.sentences import sentence_of
from policies.supposing.items import Place, is_empty, within
from policies.supposing.paths import with_facts
from policies.supposing.stage import Facts
from states.record.retrospective import COLLECTIONS, Retrospective

TEXTS = {row.name: row.text for row in COLLECTIONS}

SILENT = ("id", "verification")
"""Fields without a flag of their own: what is in them is said."""

SENTENCE = "METRIC > 95 % for 30 days from SOURCE"


def commands_for(
    facts: Facts,
    record: Retrospective,
    after: Retrospective | None = None,
    *,
    full: bool = False,
) -> tuple[str, ...]:
    """Write the commands that say `facts` of `record`, in an order that works.

    `after` is the record with more facts than these, where they stand on others.
    """
    after = after or with_facts(record, facts)
    return tuple(
        command
        for part, name, said in by_thing(facts)
        for command in _commands(About(part, name, said, record, after, full))
    )


def _commands(about: About) -> Iterator[str]:
    if about.part in DEEDS:
        yield from DEEDS[about.part](about)
    elif about.facts.get(about.path, about) is None:
        yield f"retro remove {about.key} {about.name} --reason {about.word('WHY', 'not needed')}"
    elif about.part in VERBS:
        yield " ".join(_words(about))


def _words(about: About) -> Iterator[str]:
    before, after = about.thing_in(about.record), about.thing_in(about.after)
    yield f"{(VERBS if before else NEW)[about.part]} {about.key}"
    if before and about.name:
        yield about.name
    old = within(about.path, about.part, before) if before else ()
    was = {one.path: _said_at(one) for one in old}
    said = [one for one in within(about.path, about.part, after) if _is_said(one, about.facts)]
    # The text stands before the flags, as in the examples of each command.
    for place in sorted(said, key=lambda one: one.field != TEXTS.get(about.part)):
        if before or not (is_empty(place) or _goes_without_saying(place)):
            yield from _flags(place, was.get(place.path), about)


def _is_said(place: Place, facts: Facts) -> bool:
    if place.field in SILENT or ".criterion." in place.path:
        return False
    return any(
        f"{place.path}.".startswith(f"{path}.")
        or (place.field == "criterion" and path.startswith(f"{place.path}."))
        for path in facts
    )


def _goes_without_saying(place: Place) -> bool:
    default = next(one.default for one in fields(place.thing) if one.name == place.field)
    return bool(default == _said_at(place))


def _said_at(place: Place) -> Any:
    return getattr(place.thing, place.field)


def _players(place: Place, about: About) -> set[str]:
    """Name whom the record itself would invite: everybody else is only an example."""
    context = about.record.context
    return {getattr(context, one) for one in ROLES} if place.field == "attendees" else set()


def _flags(place: Place, was: Any, about: About) -> Iterator[str]:
    flag, stand_in = saying_of(place.part, place.field)[1:]
    said = _said_at(place)
    if said is True or said is False:
        yield from [flag] if said else [flag.replace("--", "--no-")] * bool(was)
    elif isinstance(said, tuple):
        kept = {*(was or ())} <= {*said}
        yield from [] if kept else [f'{flag} ""']
        added = (one for one in said if not (kept and one in (was or ())))
        known = {*(was or ()), *_players(place, about)}
        yield from (f"{flag} {about.word('' if one in known else stand_in, one)}" for one in added)
    elif is_dataclass(said):
        yield f"{flag} {about.word(SENTENCE, sentence_of(_said_at(place)))}"
    else:
        yield f"{flag} {about.word(stand_in, said)}".strip()
