"""Files that tell of an incident nobody opened: record files and Markdown postmortems."""

from cli.app import App
from cli.reading.files import text_of
from cli.reading.policy_files import SUFFIXES
from cli.records.importing import import_file
from documents.draft import Draft
from documents.record_file import read
from policies.language.measurable import criterion_from
from states.errors import UnreachableError
from states.people import Directory


def draft_in(file: str, app: App, people: Directory | None) -> Draft:
    """Read a record file, or what is understood of a postmortem; raises `InvalidError`."""
    if file.endswith(SUFFIXES):
        return read(text_of(file), file, criterion_from).draft
    return import_file(file, app.zone, people.people if people else ()).reading.draft


def directory_for(app: App) -> Directory | None:
    """Return everybody; None where there is no database yet."""
    try:
        return app.directory()
    except UnreachableError:
        return None
