"""The people directory as a file, YAML or TOML: who there is, and who answers for whom."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from documents.complaints import Complaints, shown
from documents.intake import Readers, annotations, as_text, read_fields, twins
from documents.moments import day_from, zone_from
from documents.plain_text import fault, plain_text
from documents.positions import Path, Positions
from documents.strict_yaml import load_marked
from documents.yaml_text import dump
from states.codec import adapter_of
from states.errors import InvalidError
from states.people import PartyKind, Person
from states.spelling import did_you_mean
from states.values import Day, value

_ID = re.compile(r"\S+")
_EMAIL = re.compile(r"[^\s@<>,;:\"]+@\w[\w.-]*")
_ROUTE = re.compile(r"[^\W_][\w.-]{0,63}")
_TOML_PLACE = re.compile(r"(.*) \(at line (\d+), column (\d+)\)")
# The time to read a dotted key grows with the square of its length.
_DOTS_LIMIT = 100


@value
class _People:
    people: tuple[Person, ...]


def read_people(text: str, name: str) -> tuple[Person, ...]:
    """Read a directory; a `name` that ends in `.toml` is TOML, any other is YAML.

    Raises:
        InvalidError: one line for each mistake, with its place, field and value.
    """
    tree, positions = _toml(text, name) if name.endswith(".toml") else load_marked(text, name)
    wrong = Complaints(tree, positions, named_by="id")
    fields = annotations(_People)
    readers: Readers = {fields["people"]: partial(_everybody, wrong)}
    people: _People = wrong.checked(_People, read_fields(fields, tree, (), readers, wrong))
    return people.people


def write_people(people: Iterable[Person]) -> str:
    """Write a YAML directory that `read_people` reads back; what is empty is left out."""
    every = _People(tuple(people))
    return dump(adapter_of(_People).dump_python(every, mode="json", exclude_defaults=True))


def _toml(text: str, name: str) -> tuple[dict[str, Any], Positions]:
    plain = plain_text(text, name)
    if max(line.count(".") for line in plain.split("\n")) > _DOTS_LIMIT:
        raise InvalidError(f"{name}: nested too deeply", "flatten the structure")
    try:
        return tomllib.loads(plain), Positions(name, {})
    except tomllib.TOMLDecodeError as error:
        found = _TOML_PLACE.fullmatch(str(error))
        problem, line, column = found.groups() if found else (str(error), 1, 1)
        raise fault(name, (int(line), int(column)), problem, "correct the TOML") from error
    except RecursionError as error:
        raise InvalidError(f"{name}: nested too deeply", "flatten the structure") from error


def _everybody(wrong: Complaints, given: Any, path: Path) -> Any:
    if not isinstance(given, list):
        return given
    ready = [
        read_fields(_FIELDS, one, (*path, place), _READERS, wrong)
        for place, one in enumerate(given)
    ]
    for place, name in twins(ready):
        wrong.add((*path, place, "id"), f"{shown(name)} is here twice")
    _complain_of_managers(ready, path, wrong)
    _complain_of_teams(ready, path, wrong)
    return ready


def _complain_of_managers(ready: list[Any], path: Path, wrong: Complaints) -> None:
    places = {_text(one, "id"): place for place, one in enumerate(ready)}
    managers = {name: _text(ready[place], "manager") for name, place in places.items() if name}
    for name, manager in managers.items():
        if manager and manager not in managers:
            guess = did_you_mean(manager, managers)
            wrong.add(
                (*path, places[name], "manager"), f"{shown(manager)} is not in the file{guess}"
            )
    for loop in _loops(managers):
        chain = " → ".join([*loop, loop[0]])
        wrong.add((*path, places[loop[0]], "manager"), f"{shown(chain)} goes round in a circle")


def _complain_of_teams(ready: list[Any], path: Path, wrong: Complaints) -> None:
    teams = {_text(one, "id") for one in ready if _text(one, "kind") == PartyKind.TEAM.value}
    for place, one in enumerate(ready):
        team = _text(one, "team")
        if team and team not in teams:
            guess = did_you_mean(team, teams)
            wrong.add((*path, place, "team"), f"{shown(team)} is not a team of the file{guess}")


def _text(person: Any, field: str) -> str:
    written = person.get(field) if isinstance(person, dict) else ""
    return written if isinstance(written, str) else ""


def _loops(managers: Mapping[str, str]) -> Iterator[list[str]]:
    """Find each circle once; nobody is visited twice."""
    seen: set[str] = set()
    for start in managers:
        trail: list[str] = []
        one = start
        while one in managers and one not in seen:
            seen.add(one)
            trail.append(one)
            one = managers[one]
        if one in trail:
            yield trail[trail.index(one) :]


def _id_from(given: Any, _path: Path) -> Any:
    name = as_text(given)
    if isinstance(name, str) and not _ID.fullmatch(name):
        raise ValueError(f"{shown(name)} is not one word")
    return name


def _email_from(given: Any, _path: Path) -> Any:
    if isinstance(given, str) and given and not _EMAIL.fullmatch(given):
        raise ValueError(f"{shown(given)} is not an e-mail address; write ana@example.com")
    return given


def _routes_from(given: Any, _path: Path) -> Any:
    named = [given] if isinstance(given, str) else given
    if not isinstance(named, list):
        return given
    for one in named:
        if not (isinstance(one, str) and _ROUTE.fullmatch(one)):
            raise ValueError(f"{shown(one)} is not the name of a route; write [mail, chat]")
    return list(dict.fromkeys(named))


def _zone_name_from(given: Any, _path: Path) -> str:
    return zone_from(given).key


def _day_from(given: Any, _path: Path) -> date:
    return given if type(given) is date else day_from(given)


# `id`, `email`, `zone` and `routes` are plain lines to the core; a file is asked for more.
_FIELDS = {**annotations(Person), **{name: name for name in ("id", "email", "zone", "routes")}}
_READERS: Readers = {
    "id": _id_from,
    "email": _email_from,
    "zone": _zone_name_from,
    "routes": _routes_from,
    Day | None: _day_from,
}
