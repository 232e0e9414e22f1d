"""`retro audit verify`: whether the history is whole, and makes sense."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from cli.app import App
from cli.installation.log_keeping import log_of
from cli.reading.keys import KEY
from cli.reading.verifier_keys import LOG_KEY
from cli.showing.audit_page import (
    held_in_bundle,
    held_outside,
    remark_lines,
    summary_lines,
    verdict,
)
from cli.showing.formats import Format
from cli.showing.output import Output
from cli.showing.pages import FOR_PEOPLE, show_page
from connectors.zip_shelf import opened_zip
from ledger.note import VerifierKey
from policies.auditing.discrepancy import Discrepancy, Kind
from states.errors import Exit, InvalidError, UnreachableError
from store.audit import audit, audit_incident
from store.auditing.audited import Audited
from store.auditing.bundle import audit_bundle
from store.log.outside import Claim
from store.verify import verify

COLUMNS = ("incident", "entry", "expected", "found", "kind")
HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")

A_FILE = click.Path(dir_okay=False, path_type=Path)


class Verified(NamedTuple):
    """What an audit found, of what, and how that is summed up."""

    found: Audited
    what: str
    summary: Sequence[str]


@click.command("verify")
@click.argument("key", type=KEY, required=False)
@click.option("--bundle", type=A_FILE, metavar="FILE", help="What `retro audit export` wrote.")
@click.option("--trust", type=LOG_KEY, metavar="KEY", help="The key that signed the bundle.")
@click.option("--without-lists", is_flag=True, help="Leave alone what can be rebuilt.")
@click.pass_obj
def verify_history(
    app: App,
    key: str | None,
    bundle: Path | None,
    trust: VerifierKey | None,
    *,
    without_lists: bool,
) -> None:
    """Check that nobody changed what was written, and that it makes sense.

    Every entry, hash and text; the tree over them, every signature, and what lies outside. Then
    every step of the lifecycle, every gate, judged again by the policy and the people of its
    time, every waiver, approval and deadline; and that lists say what the history says. Exits
    with 3 where something is not as it must be, and names the entry.

    \b
    Example:
      retro audit verify
      retro audit verify INC-42
      retro audit verify --bundle INC-42.zip
    """
    found, what, summary = _in_bundle(bundle, key, trust) if bundle else _in_database(app, key)
    unlike = () if bundle or without_lists else _lists(app, key, found.discrepancies)
    wrong = sorted((*found.discrepancies, *unlike), key=_place)
    _show(app.output, wrong)
    app.output.talk(verdict(len(wrong), what))
    if app.output.format in FOR_PEOPLE:
        for line in summary:
            app.output.talk(line)
    if wrong:
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)


def _in_bundle(bundle: Path, key: str | None, trust: VerifierKey | None) -> Verified:
    _must_be_alone(key)
    with opened_zip(bundle) as files:
        found = audit_bundle(files, trust)
    summary = summary_lines(found, "in the bundle", held_in_bundle(found))
    return Verified(found, bundle.name, (*summary, *remark_lines(found)))


def _in_database(app: App, key: str | None) -> Verified:
    found = _audited(app, key)
    summary = summary_lines(found, f"of {key or 'incidents'}", held_outside(found))
    if key is None:
        return Verified(found, "every history", tuple(summary))
    return Verified(found, key, (*summary, *remark_lines(found)))


def _must_be_alone(key: str | None) -> None:
    if key:
        raise InvalidError(
            f"{key} or a bundle: one of them is verified at a time",
            f"retro audit verify {key} · retro audit verify --bundle FILE",
        )


def _audited(app: App, key: str | None) -> Audited:
    claims, house = _claims(app), app.installation.id
    if key is None:
        return audit(app.engine, house, claims)
    app.history.must_know(key)
    return audit_incident(app.engine, house, key, claims)


def _claims(app: App) -> tuple[Claim, ...]:
    try:
        return log_of(app).claims()
    except UnreachableError as error:
        app.output.talk(f"nothing is held to what lies outside: {error}")
        return ()


def _lists(app: App, key: str | None, known: Sequence[Discrepancy]) -> Iterator[Discrepancy]:
    torn = {one.incident for one in known}
    for one in verify(app.engine, key):
        if one.incident not in torn:
            yield Discrepancy(one.incident, one.seq, one.expected, one.found, Kind.LIST)


def _place(one: Discrepancy) -> tuple[str, int]:
    return one.incident, one.seq


def _show(output: Output, wrong: Sequence[Discrepancy]) -> None:
    if output.format is Format.TABLE:
        show_page(output, _page(wrong), {})
    elif wrong or output.format not in FOR_PEOPLE:
        rows = ((one.incident, one.seq, one.expected, one.found, one.kind.value) for one in wrong)
        output.rows(COLUMNS, rows)


def _page(wrong: Sequence[Discrepancy]) -> Iterator[str]:
    for one in wrong:
        yield f" ✕ {one.incident}{f' entry {one.seq}' if one.seq else ''}"
        yield f"     expected  {_readable(one.expected)}"
        yield f"     found     {_readable(one.found)}"


def _readable(text: str) -> str:
    return HASH.sub(r"\1…", text)
