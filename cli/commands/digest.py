"""`retro digest`: what is open over all incidents, and what a week taught."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import click

from cli.app import App
from cli.reading.spans import SPAN
from cli.showing.bulletin_json import digest_json, review_json
from cli.showing.pages import show_page
from documents.bulletins.digest import digest_lines, promises_of
from documents.bulletins.events import BulletinSent, Event
from documents.bulletins.facts import Issue, Kind, Told
from documents.bulletins.review import review_lines
from states.errors import Exit, InvalidError
from store.bulletins import Bulletins
from store.overview import Overview

WEEK = timedelta(days=7)
LIMIT = 100
WHO = 'bulletins_to = ["role:facilitator"]'
COLUMNS = ("bulletin", "for", "to", "sent", "by", "route", "why")
SPARE = ("route", "why")


@click.command()
@click.option("--review", is_flag=True, help="What was learnt, finished, late, and came back.")
@click.option("--since", type=SPAN, metavar="SPAN", help="A review looks back so far: 7d.")
@click.option("--limit", type=click.IntRange(1), default=LIMIT, show_default=True, help="So many.")
@click.option("--send", is_flag=True, help="Send it now to those who get it, too.")
@click.option("--sent", is_flag=True, help="List who was sent which one instead.")
@click.pass_obj
def digest(
    app: App, since: timedelta | None, limit: int, *, review: bool, send: bool, sent: bool
) -> None:
    """Tell what is open, or what a week taught.

    All open actions by team, as Markdown, what is late first; with --review the week's
    impact and learnings. Both are also sent when the settings say so: digest_at, review_at,
    bulletins_to.

    \b
    Example:
      retro digest
      retro digest --review --since 14d > review.md
    """
    if send and not app.settings.bulletins_to:
        raise InvalidError("nobody gets it", f"say who does, in {app.settings.file}: {WHO}")
    if sent:
        _show_sent(app, limit, Kind.REVIEW if review or since else None)
        return
    kind = Kind.REVIEW if review or since else Kind.DIGEST
    _show(app, kind, since or WEEK, limit)
    if not app.settings.bulletins_to:
        app.output.talk(f"nobody is sent this yet · say who is, in {app.settings.file}: {WHO}")
    if send:
        _send(app, Issue(kind, app.now.replace(microsecond=0), app.now - (since or WEEK)))


def _show(app: App, kind: Kind, span: timedelta, limit: int) -> None:
    zone, overview = app.wall_clock, Overview(app.engine)
    page = replace(app.output, width=None)  # a table of Markdown is not folded
    if kind is Kind.DIGEST:
        promises = promises_of(overview.owed(), app.directory(), app.now)
        day = app.now.astimezone(zone).date()
        show_page(page, digest_lines(promises, day, limit), digest_json(promises, app.now))
    else:
        week = overview.week(app.now - span, app.now, app.directory())
        show_page(page, review_lines(week, zone, limit), review_json(week))


def _send(app: App, issue: Issue) -> None:
    from cli.installation.mailing import send  # 0.3 s, and who only reads needs none of it

    told = send(app, issue)
    if not told:
        named = " ".join(app.settings.bulletins_to)
        app.output.talk(f"nobody is there who gets it: bulletins_to is {named}")
    for line in _told(told):
        app.output.talk(line)
    if not told or any(one.why for one in told):
        raise click.exceptions.Exit(Exit.UNREACHABLE.value)


def _told(told: tuple[Told, ...]) -> Iterator[str]:
    for one in told:
        yield f"{one.to}: sent by {one.by}" if one.by else f"{one.to}: not sent, {one.why}"


def _show_sent(app: App, limit: int, kind: Kind | None) -> None:
    found = Bulletins(app.engine).newest(limit, kind)
    app.output.rows(COLUMNS, map(_cells, found), SPARE)
    if not found:
        app.output.talk("none yet · send one: retro digest --send")


def _cells(one: Event) -> tuple[object, ...]:
    named = (one.kind.value, one.moment, one.to)
    if isinstance(one, BulletinSent):
        return (*named, one.delivered, one.channel, one.route, _doubts(one))
    return (*named, None, "", "", one.why)


def _doubts(one: BulletinSent) -> str:
    said = (("perhaps twice", one.doubtful), ("not by", one.failed))
    return ", ".join(f"{words}: {' '.join(names)}" for words, names in said if names)
