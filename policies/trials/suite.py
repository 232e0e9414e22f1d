"""From the text of a test file to a suite that can be run.

The file names others, which whoever reads it hands over; nothing is read from here.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from pydantic import ValidationError

from documents.draft import Draft
from documents.people_file import read_people
from documents.positions import Path, Positions
from documents.record_file import read, read_tree
from documents.strict_yaml import load_marked
from policies.file.problems import problem_of
from policies.language.measurable import criterion_from
from policies.language.wording import meant
from policies.policy import Policy
from policies.trials.model import TrialFile
from states.errors import InvalidError
from states.people import Directory
from states.values import value

HINT = "see how a test file is written: retro policy test --help"


class Beside(Protocol):
    """The files that stand beside a test file, by the name it calls them."""

    def text(self, name: str) -> str:
        """Return what a file says."""

    def policy(self, name: str) -> Policy:
        """Return the policy of a file."""


@value
class Suite:
    """A test file, and everything it names."""

    file: TrialFile
    places: Positions
    policy: Policy
    people: Directory | None
    drafts: Mapping[str, Draft]


def read_suite(text: str, name: str, beside: Beside) -> Suite:
    """Read a test file; `name` is what complaints call it.

    Raises:
        InvalidError: `NAME:LINE:COLUMN: what is wrong`, one line for each mistake.
    """
    body, places = load_marked(text, name)
    file = _file(body, places)
    _must_fit(file, places)
    people = file.people and read_people(beside.text(file.people), file.people)
    return Suite(
        file=file,
        places=places,
        policy=beside.policy(file.policy),
        people=Directory({one.id: one for one in people}) if people else None,
        drafts={
            fixture: _draft(line.record, places, ("fixtures", fixture, "record"), beside)
            for fixture, line in file.fixtures.items()
        },
    )


def _file(body: Any, places: Positions) -> TrialFile:
    try:
        return TrialFile.model_validate(body)
    except ValidationError as error:
        mistakes = ((_path(one), problem_of(one)) for one in error.errors())
        raise _refusal(places, *mistakes) from error


def _must_fit(file: TrialFile, places: Positions) -> None:
    mistakes: list[tuple[Path, str]] = []
    names: set[str] = set()
    for number, case in enumerate(file.cases):
        if case.from_ not in file.fixtures:
            problem = f"there is no fixture “{case.from_}”{meant(case.from_, file.fixtures)}"
            mistakes.append((("cases", number, "from"), problem))
        if case.name in names:
            mistakes.append((("cases", number, "name"), f"“{case.name}” is here twice"))
        names.add(case.name)
    if mistakes:
        raise _refusal(places, *mistakes)


def _draft(record: str | dict[str, Any], places: Positions, path: Path, beside: Beside) -> Draft:
    if isinstance(record, str):
        return read(beside.text(record), record, criterion_from).draft
    return read_tree(record, _within(places, path), criterion_from).draft


def _within(places: Positions, path: Path) -> Positions:
    """Return where the values below `path` stand, as if they were a file of their own."""
    depth = len(path)
    below = {one[depth:]: at for one, at in places.places.items() if one[:depth] == path}
    return Positions(places.name, below)


def _path(error: Any) -> Path:
    key = error.get("ctx", {}).get("key")
    steps = (*error["loc"], *((key,) if isinstance(key, str) else ()))
    return tuple(one for one in steps if one not in ("str", "dict[str,any]", "[key]"))


def _refusal(places: Positions, *mistakes: tuple[Path, str]) -> InvalidError:
    lines = (
        f"{places.at(path)}: {'.'.join(map(str, path)) or 'file'}: {problem}"
        for path, problem in mistakes
    )
    return InvalidError("\n".join(lines), HINT)
