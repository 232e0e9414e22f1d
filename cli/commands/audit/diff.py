"""`retro audit diff`: an incident at two moments."""

from dataclasses import replace
from datetime import tzinfo

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.moments import PLACE
from cli.records.then import Place, past_of, then_at
from cli.showing.comparison_page import (
    Comparison,
    comparison_json,
    comparison_lines,
    comparison_markdown,
)
from cli.showing.formats import Format
from cli.showing.pages import show_page
from cli.showing.visible import visible
from states.due import moment_told
from states.errors import InvalidError

MARKDOWN = ("markdown", "md")
FORMATS = click.Choice([*MARKDOWN, *(one.value for one in Format)])


@click.command("diff")
@click.argument("key", type=KEY)
@click.argument("before", metavar="T1", type=PLACE)
@click.argument("after", metavar="T2", type=PLACE)
@click.option("-o", "--output", "form", type=FORMATS, help="Also as markdown, for a wiki.")
@click.pass_obj
def diff_moments(app: App, key: str, before: Place, after: Place, form: str | None) -> None:
    """Say what changed between two moments.

    Fields, items, phases, deadlines, requests and approvals. T1 and T2 are moments, or numbers
    of entries as `retro history` has them; `now` is one as well.

    \b
    Example:
      retro audit diff INC-42 2026-03-02T09:00Z now
      retro audit diff INC-42 3 17 -o markdown
    """
    past = past_of(app, key)
    found = Comparison(then_at(past, before), then_at(past, after))
    _must_be_in_order(found, app.wall_clock)
    if form in MARKDOWN:
        click.echo(visible("\n".join(comparison_markdown(found, app.wall_clock))))
        return
    output = replace(app.output, format=Format(form)) if form else app.output
    show_page(output, comparison_lines(found, app.wall_clock), comparison_json(found))


def _must_be_in_order(found: Comparison, zone: tzinfo) -> None:
    before, after = found.before, found.after
    if (before.seq, before.at) > (after.seq, after.at):
        raise InvalidError(
            f"T1 is entry {before.seq} of {moment_told(before.at, zone)},"
            f" and T2 comes before it: entry {after.seq} of {moment_told(after.at, zone)}",
            f"the earlier one first: retro audit diff {before.record.incident} T2 T1",
        )
