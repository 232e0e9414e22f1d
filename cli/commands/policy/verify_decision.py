"""`retro policy verify-decision`: whether gates were answered as their policies say."""

from collections.abc import Iterator
from itertools import chain

import click

from cli.app import App
from cli.reading.keys import KEY
from policies.publishing.rejudging import Decision, Discrepancy, rejudged
from states.errors import Exit, InvalidError, NotFoundError, RetrogateError
from store.decisions import Decisions

COLUMNS = ("incident", "entry", "gate", "what", "recorded", "found", "build")


@click.command("verify-decision")
@click.argument("key", type=KEY, required=False)
@click.argument("seq", type=int, required=False)
@click.option("--all", "every", is_flag=True, help="Every decision of every incident.")
@click.pass_obj
def verify_decision(app: App, key: str | None, seq: int | None, *, every: bool) -> None:
    """Judge decisions again.

    From the ledger alone: by the policy that was pinned, the record and the directory as they
    were, at that moment. Exit code 3 where anything comes to something else.

    \b
    Example:
      retro policy verify-decision INC-42
      retro policy verify-decision INC-42 7
      retro policy verify-decision --all
    """
    if bool(key) == every:
        raise InvalidError("name an incident, or --all", "retro policy verify-decision INC-42")
    decisions = [*_decisions(app, key, seq)]
    differing = [(one, each) for one in decisions for each in _discrepancies(app, one)]
    app.output.rows(COLUMNS, (_cells(*one) for one in differing))
    if differing:
        wrong = len({(one.incident, one.seq) for one, _ in differing})
        app.output.talk(f"{wrong} of {len(decisions)} decisions come to something else")
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)
    app.output.talk(f"{len(decisions)} decisions were judged again, and come to the same")


def _decisions(app: App, key: str | None, seq: int | None) -> Iterator[Decision]:
    decisions = Decisions(app.engine)
    if key is None:
        yield from chain.from_iterable(map(decisions.of, decisions.keys()))
        return
    app.history.must_know(key)
    found = [one for one in decisions.of(key) if seq in (None, one.seq)]
    if seq is not None and not found:
        raise NotFoundError(f"entry {seq} of {key} is no gate's answer", f"retro history {key}")
    yield from found


def _discrepancies(app: App, decision: Decision) -> tuple[Discrepancy, ...]:
    try:
        return rejudged(decision, app.policy_by(decision.policy))
    except RetrogateError as error:
        return (Discrepancy("the policy", decision.policy[:12], str(error)),)


def _cells(one: Decision, differs: Discrepancy) -> tuple[object, ...]:
    told = (differs.what, differs.recorded, differs.found)
    return (one.incident, one.seq, one.gate, *told, one.build)
