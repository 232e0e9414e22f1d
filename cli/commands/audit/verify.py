"""`retro audit verify`: whether the history is whole, and makes sense."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from cli.app import App
from cli.installation.log_keeping import log_of
from cli.reading.keys import KEY
from cli.reading.verifier_keys import LOG_KEY
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
    if bundle:
        _must_be_alone(key)
        with opened_zip(bundle) as files:
            found, what = audit_bundle(files, trust), bundle.name
    else:
        found, what = _audited(app, key), key or "every history"
    unlike = () if bundle or without_lists else _lists(app, key, found.discrepancies)
    _answer(app.output, found, sorted((*found.discrepancies, *unlike), key=_place), what)


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


def _answer(output: Output, found: Audited, wrong: Sequence[Discrepancy], what: str) -> None:
    for one in found.remarks:
        output.talk(f"{one.incident}{f' entry {one.seq}' if one.seq else ''}: {one.text}")
    _show(output, wrong)
    if wrong:
        places = "1 place is" if len(wrong) == 1 else f"{len(wrong)} places are"
        output.talk(f"{places} not what was written")
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)
    output.talk(f"{what} is as it was written")


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
