"""One way to write the record piece by piece: add an item, change an item, set a part.

Only what was given is sent, together with what it replaces, so that two people can edit at
once. What is given for a list joins it; an empty text takes back what was there.
"""

from collections.abc import Mapping
from typing import Any

import click

from cli.app import App
from states.codec import from_json, to_json
from states.commands import Add, Edit, Revise, Set
from states.decisions.hearing import missing
from states.errors import InvalidError
from states.record.retrospective import (
    COLLECTIONS,
    SINGLES,
    Collection,
    Item,
    Retrospective,
    Single,
)

Given = Mapping[str, Any]


def choice(kind: Any) -> click.Choice[str]:
    """Return an option type that takes the values of an enum."""
    return click.Choice([one.value for one in kind], case_sensitive=False)


def put(app: App, key: str, kind: type, words: tuple[str, ...], given: Given) -> None:
    """Add an item of `kind` that says `words`, or change the one whose id they begin with.

    Raises:
        InvalidError: nothing was given, or more than one text.
        NotFoundError: the first word is an id that the record does not have.
    """
    row = row_of(kind)
    record = app.record(key)
    if words and _is_id(words[0], row, record):
        item, texts = found(record, row, words[0]), words[1:]
        change(app, record, item, {**given, **_text(texts, row)})
    else:
        add(app, key, row, {**given, **_text(words, row)})


def row_of(kind: type) -> Collection:
    """Return the row of `COLLECTIONS` that items of `kind` belong to."""
    return next(one for one in COLLECTIONS if one.item is kind)


def found(record: Retrospective, row: Collection, name: str) -> Item:
    """Return an item of one list; raises `NotFoundError` naming those there are."""
    items = {one.id: one for one in record.items(row.name)}
    if name not in items:
        raise missing(row.title, name, record.incident, items)
    return items[name]


def add(app: App, key: str, row: Collection, given: Given) -> None:
    """Add an item; raises `InvalidError` where its text is missing."""
    body = _laid_over({}, given)
    if not body.get(row.text, "").strip():
        raise InvalidError(f"{row.text}: the {row.title} says nothing", _help())
    app.do(key, Revise(add=(Add(from_json(row.item, body)),)))


def set_part(app: App, key: str, name: str, given: Given) -> None:
    """Change the given fields of the context, the impact or the meeting."""
    record = app.record(key)
    change(app, record, getattr(record, name), given)


def change(app: App, record: Retrospective, before: Item | Single, given: Given) -> None:
    """Change the given fields; where they say so already, say that and send nothing."""
    after = changed(before, given)
    if after == before:
        app.output.talk(f"{record.incident} {getattr(before, 'id', before.type)} already says so")
    else:
        app.do(record.incident, _revision(before, after))


def _revision(before: Any, after: Any) -> Revise:
    if isinstance(before, SINGLES):
        return Revise(set=(Set(before, after),))
    return Revise(edit=(Edit(before, after),))


def changed(before: Any, given: Given) -> Any:
    """Lay what was given over `before`; raises `InvalidError` where nothing was."""
    if not any(_is_given(one) for one in given.values()):
        raise InvalidError("nothing to change was given", _help())
    return from_json(type(before), _laid_over(to_json(before), given))


def _laid_over(body: dict[str, Any], given: Given) -> dict[str, Any]:
    laid = dict(body)
    for name, one in given.items():
        if isinstance(one, tuple):
            laid[name] = _joined(laid.get(name, []), one)
        elif one is not None:
            laid[name] = one
    return {name: one for name, one in laid.items() if one not in ("", [])}


def _joined(there: list[str], more: tuple[str, ...]) -> list[str]:
    """Let `more` join a list, each once; an empty one empties the list first."""
    sofar = list(there)
    for one in more:
        sofar = [*sofar, one] if one else []
    return list(dict.fromkeys(sofar))


def _help() -> str:
    return f"{click.get_current_context().command_path} --help has an example"


def _is_given(one: Any) -> bool:
    return one is not None and one != ()


def _is_id(word: str, row: Collection, record: Retrospective) -> bool:
    number = word.removeprefix(row.prefix)
    return (number != word and number.isdecimal()) or any(
        one.id == word for one in record.items(row.name)
    )


def _text(words: tuple[str, ...], row: Collection) -> dict[str, str]:
    if len(words) > 1:
        raise InvalidError(
            f"{row.text}: {len(words)} texts were given, beginning with “{words[0]}”",
            "put the whole text in quotes",
        )
    return {row.text: words[0]} if words else {}
