"""What a rehearsal begins with: an incident in a file, a policy, and the people there are."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cli.app import App
from cli.reading.files import text_of
from cli.records.drafts import directory_for, draft_in
from cli.records.forecast import imagined
from documents.people_file import read_people
from policies.policy import Policy
from policies.rehearsing.scenes import Scene
from policies.rehearsing.stand_ins import OPENER, stand_ins
from states.errors import InvalidError, NotFoundError, UnreachableError
from states.people import Directory
from states.values import value


@value
class Staged:
    """Where a rehearsal begins; `is_cast` tells whether its people are only stand-ins."""

    scene: Scene
    is_cast: bool = False


def staged(app: App, policy: Policy, file: str, people_file: str, at: datetime) -> Staged:
    """Open the incident of a file at a moment (UTC), for the people of a file or the directory.

    Raises:
        InvalidError: a file cannot be read, or makes no sense.
    """
    people = _people(app, people_file)
    _must_be_no_key(app, file)
    draft = draft_in(file, app, people)
    named = replace(draft, incident=draft.incident or Path(file).stem)
    record = imagined(named, policy, at)
    if people and people.people:
        opened = replace(record, opened_by=app.viewer)
        return Staged(Scene(opened, policy, people, at))
    opened = replace(record, opened_by=OPENER)
    return Staged(Scene(opened, policy, stand_ins(opened, policy, at), at), is_cast=True)


def _must_be_no_key(app: App, file: str) -> None:
    if Path(file).exists() or not _is_incident(app, file):
        return
    raise InvalidError(
        f"--incident: {file} is no file, but an incident",
        f"write it into one: retro show {file} -o yaml > {file}.yaml · "
        f"and name that: --incident {file}.yaml",
    )


def _is_incident(app: App, name: str) -> bool:
    try:
        app.history.must_know(name)
    except (NotFoundError, UnreachableError):
        return False
    return True


def _people(app: App, file: str) -> Directory | None:
    if not file:
        return directory_for(app)
    return Directory({one.id: one for one in read_people(text_of(file), file)})
