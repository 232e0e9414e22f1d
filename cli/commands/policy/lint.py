"""`retro policy lint`: whether policy files hold together."""

from collections import Counter
from collections.abc import Iterator, Sequence

import click

from cli.desk import Desk
from cli.reading.files import text_of
from cli.reading.fixes import doubtful_fixes
from cli.reading.policy_files import read_policy_file
from cli.showing.mistakes import Level, Remark, remarks_on
from cli.showing.pages import show_page
from documents.people_file import read_people
from policies.linting.lint import doubts, outdated, unheld
from states.errors import Exit, InvalidError
from states.people import Directory


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--parent",
    "parents",
    multiple=True,
    metavar="FILE",
    help="A policy that is extended, where it is not beside the file.",
)
@click.option("--people", metavar="FILE", help="A people file in which every role is held.")
@click.option("--strict", is_flag=True, help="Count warnings as mistakes.")
@click.pass_obj
def lint(
    desk: Desk, files: tuple[str, ...], parents: tuple[str, ...], people: str, *, strict: bool
) -> None:
    """Say what is wrong in a policy file.

    With its line, its column, and what was probably meant; and what is worth a second look.
    Exit code 3 where something is wrong.

    \b
    Example:
      retro policy lint payments.yaml
      retro policy lint payments.yaml --people people.yaml --strict
    """
    held = _directory(people) if people else None
    remarks = {path: [*_remarks(path, parents, held, desk)] for path in files}
    found = [one for each in remarks.values() for one in each]
    body = {"remarks": [one.body for one in found]}
    show_page(desk.output, (line for one in found for line in one.lines), body)
    for path, each in remarks.items():
        desk.output.talk(f"{path}: {_counted(each)}")
    if any(strict or one.level is Level.ERROR for one in found):
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)


def _directory(path: str) -> Directory:
    return Directory({one.id: one for one in read_people(text_of(path), path)})


def _remarks(
    path: str, parents: Sequence[str], people: Directory | None, desk: Desk
) -> Iterator[Remark]:
    try:
        reading = read_policy_file(path, parents)
    except InvalidError as error:
        yield from remarks_on(error)
        return
    today = desk.now.date()
    found = [*doubts(reading), *outdated(reading, today), *doubtful_fixes(reading)]
    if people:
        found += unheld(reading, people, today)
    yield from (Remark(Level.WARNING, one) for one in found)


def _counted(remarks: list[Remark]) -> str:
    counts = Counter(one.level for one in remarks)
    told = [f"{counts[one]} {one.value}{'s' * (counts[one] > 1)}" for one in Level if counts[one]]
    return " and ".join(told) or "holds together"
