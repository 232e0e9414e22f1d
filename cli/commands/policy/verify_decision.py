"""`retro policy verify-decision`: whether gates were answered as their policies say."""

from collections.abc import Container, Iterator
from itertools import chain

import click

from cli.app import App
from cli.reading.keys import KEY
from ledger.chain import Break
from policies.publishing.rejudging import Decision, Discrepancy, rejudged
from states.errors import Exit, InvalidError, NotFoundError, RetrogateError
from store.decisions import Decisions
from store.streams import STREAMS
from store.tables import PEOPLE
from store.verify import verify

COLUMNS = ("incident", "entry", "gate", "what", "recorded", "found", "build")

Differing = list[tuple[Decision, Discrepancy]]


@click.command("verify-decision")
@click.argument("key", type=KEY, required=False)
@click.argument("seq", type=int, required=False)
@click.option("--all", "every", is_flag=True, help="Every decision of every incident.")
@click.pass_obj
def verify_decision(app: App, key: str | None, seq: int | None, *, every: bool) -> None:
    """Judge decisions again.

    From the ledger alone: by the policy that was pinned, the record and the directory as they
    were, at that moment. Exit code 3 where anything comes to something else, or where a history
    is not what was written: then nothing is judged by it.

    \b
    Example:
      retro policy verify-decision INC-42
      retro policy verify-decision INC-42 7
      retro policy verify-decision --all
    """
    if bool(key) == every:
        raise InvalidError("name an incident, or --all", "retro policy verify-decision INC-42")
    broken = [*_broken(app, key)]
    decisions = [*_decisions(app, key, seq, {one.incident for one in broken})]
    differing = [(one, each) for one in decisions for each in _discrepancies(app, one)]
    rows = (*map(_torn, broken), *(_cells(*one) for one in differing))
    app.output.rows(COLUMNS, rows)
    for line in _told(broken, differing, len(decisions)):
        app.output.talk(line)
    if rows:
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)


def _told(broken: list[Break], differing: Differing, judged: int) -> Iterator[str]:
    if broken:
        names = ", ".join(dict.fromkeys(one.incident for one in broken))
        yield f"not what was written, so nothing was judged by it: {names}"
        yield "  → see each place: retro audit verify"
    if differing:
        wrong = len({(one.incident, one.seq) for one, _ in differing})
        yield f"{wrong} of {judged} decisions come to something else"
    elif judged or not broken:
        yield f"{judged} decisions were judged again, and come to the same"


def _broken(app: App, key: str | None) -> Iterator[Break]:
    if key is None:
        yield from verify(app.engine)
        return
    app.history.must_know(key)
    for name in (key, *STREAMS):
        yield from verify(app.engine, name)


def _decisions(
    app: App, key: str | None, seq: int | None, broken: Container[str]
) -> Iterator[Decision]:
    decisions = Decisions(app.engine)
    if PEOPLE in broken or key in broken:
        return
    if key is None:
        keys = decisions.keys()
        yield from chain.from_iterable(decisions.of(one) for one in keys if one not in broken)
        return
    found = [one for one in decisions.of(key) if seq in (None, one.seq)]
    if seq is not None and not found:
        raise NotFoundError(f"entry {seq} of {key} is no gate's answer", f"retro history {key}")
    yield from found


def _discrepancies(app: App, decision: Decision) -> tuple[Discrepancy, ...]:
    try:
        return rejudged(decision, app.policy_by(decision.policy))
    except RetrogateError as error:
        return (Discrepancy("the policy", decision.policy[:12], str(error)),)


def _torn(place: Break) -> tuple[object, ...]:
    return (place.incident, place.seq, "", "the history", place.expected, place.found, "")


def _cells(one: Decision, differs: Discrepancy) -> tuple[object, ...]:
    told = (differs.what, differs.recorded, differs.found)
    return (one.incident, one.seq, one.gate, *told, one.build)
