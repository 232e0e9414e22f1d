"""`retro audit redact`: what nobody may keep."""

from collections.abc import Iterator, Sequence

import click

from cli.app import App
from cli.installation.actor import actor_of
from cli.installation.posting import envelope_for, must_be_key
from cli.reading.consent import must_consent
from cli.records.redacting import Wanted, elsewhere
from cli.showing.answers import RefusalError
from states.commands import Redact
from states.decisions.erasing import AT_ONCE
from states.errors import InvalidError, NotFoundError
from states.events.record import TextsErased
from states.record.retrospective import Retrospective
from states.rules import Case
from store import shelf
from store.engine import reading
from store.redaction import Text, erase, texts_of
from store.streams import STREAMS

COLUMNS = ("entry", "text", "digest")
SPARE = ("digest",)

REMAINS = (
    "copies are not reached from here: Temporal keeps what was sent until its retention ends, and"
    " backups, exports and letters that were sent keep theirs"
)


@click.command("redact")
@click.argument("key", metavar="KEY|PEOPLE|POLICIES|BULLETINS")
@click.option(
    "--entry", "entries", type=int, multiple=True, metavar="N", help="Every text of an entry."
)
@click.option(
    "--containing", "words", multiple=True, metavar="TEXT", help="Every text with these words."
)
@click.option("--reason", default="", metavar="TEXT", help="Why; this is kept, so quote nothing.")
@click.option("--dry-run", is_flag=True, help="List what would be erased, and erase nothing.")
@click.option("--yes", is_flag=True, help="Erase without asking.")
@click.pass_obj
def redact(
    app: App,
    key: str,
    entries: tuple[int, ...],
    words: tuple[str, ...],
    reason: str,
    *,
    dry_run: bool,
    yes: bool,
) -> None:
    """Erase texts from the history for ever.

    Each text lies beside its entry, which holds a salted digest of it: without the text the
    history reads [erased] there, and every proof still holds. That it was erased, by whom and
    why, is an entry of its own. What has no space in it, such as an id, stands in the entry
    itself and stays.

    \b
    Example:
      retro audit redact INC-42 --containing "Ana Diaz" --dry-run
      retro audit redact INC-42 --containing "Ana Diaz" --reason "Asked for by the person" --yes
      retro audit redact PEOPLE --containing ana@example.org --reason "Asked for by the person"
    """
    wanted = _wanted(key, entries, words)
    chosen = _chosen(app, key, wanted)
    app.output.rows(COLUMNS, [(one.seq, one.text, one.digest) for one in chosen], SPARE)
    for line in _stays(app, key, wanted, chosen):
        app.output.talk(line)
    if dry_run:
        app.output.talk(f"{_counted(chosen)} would be erased")
        return
    if not reason.strip():
        raise InvalidError("nobody said why", 'erasing is for ever: --reason "…"')
    must_consent(f"erase {_counted(chosen)} of {key} for ever?", "nothing was erased", given=yes)
    for seq in _erased(app, key, [one.digest for one in chosen], reason):
        app.output.talk(f"{key}: texts were erased · entry {seq}")
    app.output.talk(REMAINS)


def _wanted(key: str, entries: Sequence[int], words: Sequence[str]) -> Wanted:
    if key not in STREAMS:
        must_be_key(key)
    said = [one for one in words if one.strip()]
    if not entries and not said:
        raise InvalidError(
            "nothing says what to erase",
            f'an entry of retro history {key}: --entry N · or words: --containing "…"',
        )
    return Wanted(entries, said)


def _chosen(app: App, key: str, wanted: Wanted) -> tuple[Text, ...]:
    app.history.must_know(key)
    chosen = wanted.among(texts_of(app.engine, key))
    if not chosen:
        raise NotFoundError(
            f"{key} has no such text that could be erased",
            f"see what it has: retro history {key} · an id or a single word stays in its entry",
        )
    return chosen


def _stays(app: App, key: str, wanted: Wanted, chosen: Sequence[Text]) -> Iterator[str]:
    with reading(app.engine) as connection:
        kept = shelf.entries_since(connection, key, 1)
    if unsealed := wanted.unsealed(kept):
        yield f"in the entry itself, and stays: {_numbers(unsealed)}"
    if again := elsewhere(chosen, texts_of(app.engine, key)):
        yield f"the same words stand elsewhere as well: {_numbers(again)} · take it in: --entry"


def _erased(app: App, key: str, digests: Sequence[str], reason: str) -> Iterator[int]:
    for start in range(0, len(digests), AT_ONCE):
        portion = tuple(digests[start : start + AT_ONCE])
        if key in STREAMS:
            event = TextsErased(portion, reason)
            yield erase(app.engine, key, event, actor_of(app), app.now, roles=_roles(app)).seq
        else:
            yield _sent(app, key, Redact(portion, reason), start)


def _roles(app: App) -> tuple[str, ...]:
    """Name the roles that the policy asks about what is no incident's: as about any incident."""
    case = Case(Retrospective(""), app.directory(), app.now)
    return app.policy_for(case.record.context).terms(case).withdrawal_roles


def _sent(app: App, key: str, command: Redact, start: int) -> int:
    said = app.options.command_id
    outcome = app.post.send(
        envelope_for(key, command, app.acting, f"{said}.{start}" if said and start else said)
    )
    if outcome.refusal:
        raise RefusalError(outcome.refusal)
    return outcome.entry


def _counted(chosen: Sequence[Text]) -> str:
    return f"{len(chosen)} text{'s' * (len(chosen) > 1)}"


def _numbers(seqs: Sequence[int]) -> str:
    return f"entr{'ies' if len(seqs) > 1 else 'y'} {', '.join(map(str, seqs))}"
