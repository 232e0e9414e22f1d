"""`retro policy shadow`: a candidate that is listened to, and stops nobody."""

from collections.abc import Iterator
from typing import Any

import click

from cli.app import App
from cli.library.naming import reading_of
from cli.library.publishing import asking, record
from cli.showing.cells import counted
from cli.showing.pages import show_page
from policies.publishing.library import Publication
from policies.publishing.publishing import begin_shadow, end_shadow
from states.due import moment_told
from states.errors import InvalidError
from store.shadowed import Heard, Hearsay, heard_since


@click.command("shadow")
@click.argument("file", required=False, metavar="[FILE | NAME@VERSION]")
@click.option("--end", is_flag=True, help="Listen to the candidate no more.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for whoever reads it later.")
@click.pass_obj
def shadow_policy(app: App, file: str | None, reason: str, *, end: bool) -> None:
    """Listen to a candidate.

    Whoever asks for a gate asks the candidate as well: it stops nobody, and where it would have
    answered otherwise is kept. Without a file, this says what it would have done so far.

    \b
    Example:
      retro policy shadow payments.yaml --reason "Tried out until the end of the quarter"
      retro policy shadow
      retro policy shadow --end
    """
    if file and end:
        raise InvalidError("begin or end, one of them", "leave --end out, or the file")
    if file:
        _begin(app, file, reason)
    elif end:
        asked = asking(app)
        record(app, asked, (end_shadow(asked),), {})
        app.output.talk("no policy is in shadow now")
    else:
        _tell(app)


def _begin(app: App, file: str, reason: str) -> None:
    reading, asked = reading_of(app, file), asking(app)
    begun = begin_shadow(reading.policy, reason, asked)
    record(app, asked, (begun,), {reading.policy.digest: reading.text})
    app.output.talk(f"{begun.offer.title} is listened to · see what it says: retro policy shadow")


def _tell(app: App) -> None:
    candidate = app.library.candidate
    if candidate is None or candidate.shadow_since is None:
        show_page(app.output, (), {"candidate": ""})
        app.output.talk("no policy is in shadow · begin: retro policy shadow FILE")
        return
    found = heard_since(app.engine, candidate.offer.digest, candidate.shadow_since)
    since = moment_told(candidate.shadow_since, app.wall_clock)
    show_page(app.output, _lines(candidate, found, since), _json(candidate, found))


def _lines(candidate: Publication, found: Hearsay, since: str) -> Iterator[str]:
    yield (
        f"{candidate.offer.title} is listened to since {since}: "
        f"{counted(found.asked, 'gate')} asked for, {len(found.heard)} would have another answer"
    )
    for one in found.heard:
        where = f"{one.incident} entry {one.seq}, {one.shadow.gate.value}"
        if one.shadow.broke:
            yield f"  ! {where}: it broke: {one.shadow.broke}"
        if one.shadow.results:
            yield f"  ✕ {where}: fails {', '.join(each.check for each in one.shadow.results)}"
        if one.shadow.passes:
            yield f"  ✓ {where}: does not fail {', '.join(one.shadow.passes)}"


def _json(candidate: Publication, found: Hearsay) -> dict[str, Any]:
    return {
        "candidate": candidate.offer.title,
        "digest": candidate.offer.digest,
        "since": candidate.shadow_since,
        "asked": found.asked,
        "differing": [_heard(one) for one in found.heard],
    }


def _heard(one: Heard) -> dict[str, Any]:
    return {
        "incident": one.incident,
        "entry": one.seq,
        "gate": one.shadow.gate.value,
        "gate_open": one.shadow.gate_open,
        "fails": [each.check for each in one.shadow.results],
        "does_not_fail": [*one.shadow.passes],
        "broke": one.shadow.broke,
    }
