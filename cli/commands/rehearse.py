"""`retro rehearse`: the calendar of everyone's reminders, before a policy is in force."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from cli.app import App
from cli.library.naming import policy_named
from cli.reading.moments import MOMENT, Clock
from cli.records.staged import Staged, staged
from cli.showing.formats import Format
from cli.showing.pages import show_page
from cli.showing.rehearsal_calendar import rehearsal_calendar
from cli.showing.rehearsal_json import rehearsal_json
from cli.showing.rehearsal_page import COLUMNS, Told, head_lines, rehearsal_lines, sheet_row
from policies.language.wording import listed
from policies.policy import Policy
from policies.rehearsing.rehearsal import Rehearsal, rehearsed
from states.calendar import EARLIEST, LATEST, within_calendar
from states.due import moment_told
from states.errors import InvalidError, NotFoundError
from states.people import Directory
from states.spelling import did_you_mean

ICS = ".ics"
ANY_END = "write 90d, or 2026-12-01T00:00Z"
SHEETS = frozenset({Format.TSV, Format.CSV})
"""Formats of rows alone: what is said beside them goes elsewhere."""


@click.command()
@click.argument("policy", metavar="POLICY")
@click.option("--incident", "file", required=True, metavar="FILE", help="A record or postmortem.")
@click.option("--people", "people", default="", metavar="FILE", help="Others than the directory.")
@click.option("--person", default="", metavar="PERSON", help="What one person hears alone.")
@click.option("--at", "opened", type=MOMENT, help="When it is opened; now by default.")
@click.option("--until", default="", metavar="SPAN", help="How far to look; all rungs by default.")
@click.option("--ics", type=click.Path(path_type=Path), metavar="FILE", help="Write a calendar.")
@click.pass_obj
def rehearse(
    app: App,
    policy: str,
    file: str,
    people: str,
    person: str,
    opened: datetime | None,
    until: str,
    ics: Path | None,
) -> None:
    """Show who would hear of what, when.

    The calendar of everyone's reminders and escalations for an incident, before its policy is
    in force: nobody acts, and every gate is entered when the one before it was due. Each row is
    by the clock of whom it reaches: their zone, their quiet hours, their days off. POLICY is a
    file, or one that was published. Nothing is recorded.

    \b
    Example:
      retro rehearse payments.yaml --incident INC-42.yaml
      retro rehearse default --incident INC-42.yaml --person ana --until 90d
      retro rehearse payments@3.2.0 --incident postmortem.md --people people.yaml --ics all.ics
    """
    rules = policy_named(app, policy)
    begins = opened or app.now
    _must_be_reckoned(begins)
    begun = staged(app, rules, file, people, begins)
    found = rehearsed(begun.scene, _ended(app, begins, until))
    if person:
        _must_be_known(person, begun.scene.people)
        found = found.of(person)
    told = Told(rules.title, tuple(_notes(rules, begun)))
    if ics:
        _write(ics, rehearsal_calendar(found, told))
        app.output.talk(f"{len(found.cues)} events: {ics}")
    if app.output.format in SHEETS:
        _show_rows(app, found, told)
        return
    lines = rehearsal_lines(found, told, app.output.width)
    show_page(app.output, lines, rehearsal_json(found, told))


def _must_be_reckoned(begins: datetime) -> None:
    if within_calendar(begins) != begins:
        raise InvalidError(
            f"--at: ladders are reckoned from {EARLIEST:%Y} to {LATEST:%Y}, and not from "
            f"{begins:%Y-%m-%d}",
            "name another moment: --at 2026-12-01T00:00Z",
        )


def _show_rows(app: App, found: Rehearsal, told: Told) -> None:
    app.output.rows(COLUMNS, map(sheet_row, found.cues))
    for line in head_lines(found, told):
        app.output.talk(line)


def _ended(app: App, begins: datetime, written: str) -> datetime | None:
    """Read how far to look, from when it is opened."""
    if not written:
        return None
    try:
        ends = Clock(begins, app.clock).end(written)
    except (ValueError, OverflowError) as error:
        raise InvalidError(f"--until: {error}", ANY_END) from error
    if ends <= begins:
        clock = app.output.clock
        raise InvalidError(
            f"--until: {written} ends {moment_told(ends, clock)}, and the rehearsal begins "
            f"{moment_told(begins, clock)}",
            ANY_END,
        )
    return ends


def _must_be_known(person: str, people: Directory) -> None:
    if person not in people.people:
        near = did_you_mean(person, people.people)
        raise NotFoundError(
            f"there is no “{person}” among those who are rehearsed{near}",
            "see who there is: retro people list · or look into your --people FILE",
        )


def _notes(policy: Policy, begun: Staged) -> Iterator[str]:
    if begun.is_cast:
        yield "no people directory: stand-ins hear of it, in UTC; name yours: --people FILE"
    yield from _answering(begun)
    undated = [one.id for one in begun.scene.record.actions if one.due is None]
    if undated:
        name, climb = ("names", "it has") if len(undated) == 1 else ("name", "they have")
        yield f"{listed(undated)} {name} no day: {climb} no ladder of a missed day"
    if not policy.is_for(begun.scene.record.context):
        yield f"{policy.title} is for other incidents: this one would be judged by another policy"


def _answering(begun: Staged) -> Iterator[str]:
    record = begun.scene.record
    if not record.context.facilitator:
        whom = record.opened_by or "nobody"
        yield f"it names no facilitator: {whom}, who opens it, is taken to answer for its gates"


def _write(path: Path, body: bytes) -> None:
    if path.suffix != ICS:
        raise InvalidError(f"--ics: “{path}” is no name of a calendar", "end it in .ics")
    try:
        path.write_bytes(body)
    except OSError as error:
        told = (error.strerror or str(error)).lower()
        raise InvalidError(f"{path}: {told}", "name another file: --ics FILE.ics") from error
