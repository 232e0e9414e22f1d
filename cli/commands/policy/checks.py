"""`retro policy checks`: what a policy may ask."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from cli.desk import Desk
from cli.showing.pages import show_page
from policies.catalogue import CATALOGUE
from policies.describing import Description, description_of
from policies.language.wording import meant
from states.errors import NotFoundError

COLUMNS = ("id", "asks", "parameters")


@click.command()
@click.argument("check", required=False, metavar="ID")
@click.pass_obj
def checks(desk: Desk, check: str | None) -> None:
    """List the checks a policy may use.

    With an ID: what one asks, its parameters, the requirements it comes from, and how it is
    written in a policy.

    \b
    Example:
      retro policy checks
      retro policy checks factors.count
    """
    if check:
        found = _described(check)
        show_page(desk.output, _page(found), asdict(found))
        return
    rows = [description_of(kind) for kind in CATALOGUE.values()]
    desk.output.rows(
        COLUMNS, [(one.id, one.title, [each.name for each in one.parameters]) for one in rows]
    )


def _described(check: str) -> Description:
    if check not in CATALOGUE:
        near = meant(check, CATALOGUE)
        raise NotFoundError(f"there is no check “{check}”{near}", "see all: retro policy checks")
    return description_of(CATALOGUE[check])


def _page(one: Description) -> Iterator[str]:
    yield f"{one.id} · {one.title}"
    yield ""
    yield from one.about.splitlines()
    for parameter in one.parameters:
        default = f"default {parameter.default}" if parameter.default else "required"
        yield "  " + " · ".join(
            filter(None, (parameter.name, parameter.holds, default, parameter.stricter))
        )
    yield ""
    if one.lexicon:
        yield f"reads with version {one.lexicon} of the lexicon"
    yield f"from {', '.join(one.requirements)}"
    yield one.example
