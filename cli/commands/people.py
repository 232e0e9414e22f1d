"""`retro people`: who there is."""

from collections.abc import Iterable

import click

from cli.app import App
from cli.installation.actor import actor_of
from cli.installation.answering_for import bereft, counted
from cli.installation.handing_on import still_owed
from cli.reading.files import text_of
from cli.showing.clauses import some_of
from cli.showing.formats import Format
from documents.people_file import read_people, write_people
from policies.calendars import known_region
from states.codec import to_json
from states.errors import InvalidError, NotFoundError
from states.people import Person, has_left
from states.spelling import did_you_mean
from store.parties import Change

COLUMNS = (
    "id",
    "name",
    "email",
    "manager",
    "roles",
    "zone",
    "kind",
    "left",
    "team",
    "routes",
    "region",
)
SPARE = ("region", "routes", "team", "kind", "left", "zone", "email")


@click.group()
def people() -> None:
    """Show or replace the people directory."""


@people.command("import")
@click.argument("file")
@click.pass_obj
def import_people(app: App, file: str) -> None:
    """Make the directory what a file says.

    YAML or TOML. Whoever the file leaves out has left today (UTC), as if it said `left:` and
    the day; `retro people list --all` still names them. What they owe is told, with the
    command that hands it on.

    \b
    Example:
      retro people import people.yaml
    \b
    A file:
      people:
        - {id: fay, name: Fay Holm, email: fay@example.org, roles: [facilitator, sre-lead]}
        - {id: ana, name: Ana Diaz, email: ana@example.org, manager: fay, zone: Europe/Lisbon}
        - {id: zed, name: Zed Ito, left: 2026-11-19}
        - {id: payments, kind: team}
    """
    read = read_people(text_of(file), file)
    _must_have_holidays(read)
    before = app.directory()
    change = app.people.replace_people(read, actor_of(app), app.now)
    for does, names in _counted(change):
        app.output.talk(f"{len(names)} {does}: {', '.join(names)}")
    after, today = app.people.directory(), app.now.date()
    app.output.talk(f"{counted(after, today)} · see them: retro people list")
    _tell_what_waits(app, change.left)
    if alone := bereft(before, after, today):
        app.output.talk(
            f"whose manager is not there any more: {some_of(alone)} · name another one, and import "
            "it again"
        )


def _tell_what_waits(app: App, left: tuple[str, ...]) -> None:
    owed, handing_on = still_owed(app, left.__contains__)
    if owed:
        app.output.talk(f"still owed by who left: {owed} · hand it on: {handing_on}")


def _must_have_holidays(read: Iterable[Person]) -> None:
    """Raise `InvalidError` where a region is none whose public holidays are known."""
    for person in read:
        if person.region and (known := known_region(person.region)) != person.region:
            meant = f": did you mean {known}?" if known else ""
            raise InvalidError(
                f"{person.id}: the public holidays of “{person.region}” are not known{meant}",
                "write a country, or a part of one: region: PT, or region: DE-BY",
            )


def _counted(change: Change) -> list[tuple[str, tuple[str, ...]]]:
    return [(does, names) for does, names in change._asdict().items() if names]


@people.command("list")
@click.option("--role", default="", metavar="ROLE", help="Those who have it.")
@click.option("--all", "gone_too", is_flag=True, help="Those who left as well.")
@click.pass_obj
def list_people(app: App, role: str, *, gone_too: bool) -> None:
    """List who there is.

    \b
    Example:
      retro people list --role sre-lead
    """
    today = app.now.date()
    everybody = sorted(app.directory().people.values(), key=lambda one: one.id)
    rows = [
        _cells(one)
        for one in everybody
        if (gone_too or not has_left(one, today)) and (not role or role in one.roles)
    ]
    app.output.rows(COLUMNS, rows, SPARE)
    if not app.directory().here(today):
        app.output.talk("nobody is there · say who there is: retro people import people.yaml")


def _cells(person: Person) -> list[object]:
    return [getattr(person, name) for name in COLUMNS]


@people.command("show")
@click.argument("person")
@click.pass_obj
def show_person(app: App, person: str) -> None:
    """Show one person.

    \b
    Example:
      retro people show ana
    """
    directory = app.directory()
    found = directory.person_for(person)
    if found is None:
        near = did_you_mean(person, directory.people)
        raise NotFoundError(
            f"there is no “{person}” in the people directory{near}",
            "see who is: retro people list",
        )
    app.output.record(dict(zip(COLUMNS, _cells(found), strict=True)))


@people.command("export")
@click.pass_obj
def export_people(app: App) -> None:
    """Print the directory as a file that import takes back.

    \b
    Example:
      retro people export > people.yaml
    """
    everybody = app.directory().people.values()
    if app.output.format in (Format.JSON, Format.JSONL):
        app.output.record({"people": [to_json(one) for one in everybody]})
        return
    click.echo(write_people(everybody), nl=False)
