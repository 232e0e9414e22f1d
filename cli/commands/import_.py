"""`retro import`: the postmortems a team already has."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click

from cli.app import App
from cli.records.forecast import COLUMNS, Forecast, forecast
from cli.records.importing import Imported, import_file, keep, talk_lines
from cli.showing.formats import Format
from cli.showing.output import Output
from cli.showing.visible import visible
from documents.draft import Draft
from states.errors import InvalidError, RetrogateError, UnreachableError
from states.people import Directory

SUMMARY = ("file", "incident", "timeline", "factors", "learnings", "actions", "unread", "record")
T = TypeVar("T")
S = TypeVar("S")

OF_FILE = 3
"""So many columns of a forecast say the same in each row of one file."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    default=".",
    metavar="DIR",
    help="Where the record files go; here by default.",
)
@click.option("--report", is_flag=True, help="Write nothing: say at which gate each would stop.")
@click.option("--zone", default="", help="Whose clock a file's times are, where it does not say.")
@click.option("--force", is_flag=True, help="Write over record files that are there.")
@click.pass_obj
def import_(
    app: App, files: tuple[str, ...], folder: Path, zone: str, *, report: bool, force: bool
) -> None:
    """Read Markdown postmortems into record files.

    A file's name becomes the key of its incident. What could not be read is listed, with
    its line.

    \b
    Example:
      retro import postmortems/*.md -o records
      retro import postmortems/*.md --report
    """
    wrong: list[RetrogateError] = []
    seen: dict[str, str] = {}
    people = _people(app)
    clock = zone or app.zone
    read = [
        *_each(files, lambda file: _first(import_file(file, clock, people.people), seen), wrong)
    ]
    if report:
        _forecast(app, read, people)
    else:
        _write(app, read, folder, wrong, force=force)
    if wrong:
        raise InvalidError("\n".join(str(one) for one in wrong), wrong[0].hint)


def _first(imported: Imported, seen: dict[str, str]) -> Imported:
    """Return what was read, unless another file of this call has its key."""
    if imported.key in seen:
        raise InvalidError(
            f"{imported.file}: its key is {imported.key}, as that of {seen[imported.key]}",
            "rename one of them",
        )
    seen[imported.key] = imported.file
    return imported


def _each(things: Iterable[S], does: Callable[[S], T], wrong: list[RetrogateError]) -> Iterator[T]:
    """Do the same with each; what is refused is collected, and the others are done."""
    for one in things:
        try:
            yield does(one)
        except RetrogateError as error:
            wrong.append(error)


def _write(
    app: App, read: list[Imported], folder: Path, wrong: list[RetrogateError], *, force: bool
) -> None:
    kept = [*_each(read, lambda one: (one, keep(one, folder, force=force)), wrong)]
    app.output.rows(SUMMARY, [_summary(one, path) for one, path in kept])
    for one, path in kept:
        for line in talk_lines(one):
            app.output.talk(line)
        missing = f"fill in {', '.join(one.gaps)} in {path}, then: " if one.gaps else ""
        app.output.talk(f"next: {missing}retro apply {path}")


def _summary(one: Imported, path: Path) -> tuple[object, ...]:
    draft = one.reading.draft
    counts = (len(draft.timeline), len(draft.factors), len(draft.learnings), len(draft.actions))
    return (one.file, one.key, *counts, len(one.reading.unread), str(path))


def _forecast(app: App, read: list[Imported], people: Directory) -> None:
    told = [_forecast_of(app, one.file, one.reading.draft, people) for one in read]
    if app.output.format is Format.TABLE:
        _tell(app.output, told)
        return
    app.output.rows(COLUMNS, [row for one in told for row in one.rows])
    for one in told:
        app.output.talk(str(one))


def _tell(output: Output, told: list[Forecast]) -> None:
    """Write a table for each file, below what the file comes to."""
    for place, one in enumerate(told):
        click.echo(visible(f"\n{one}" if place else str(one)))
        output.rows(COLUMNS[OF_FILE:], [row[OF_FILE:] for row in one.rows])


def _forecast_of(app: App, file: str, draft: Draft, people: Directory) -> Forecast:
    return forecast(file, draft, app.policy_for(draft.context), people, app.now)


def _people(app: App) -> Directory:
    """Return everybody, or nobody where there is no database yet."""
    try:
        return app.directory()
    except UnreachableError:
        return Directory()
