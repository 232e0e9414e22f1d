"""`retro policy explain`: the smallest set of facts that would open a gate."""

import click

from cli.app import App
from cli.reading.files import text_of
from cli.reading.keys import KEY
from cli.reading.trial_files import policy_called
from cli.records.forecast import imagined
from cli.showing.explanation_page import explanation_json, explanation_lines
from cli.showing.pages import show_page
from documents.record_file import read
from policies.asked import roles_of
from policies.explaining.explaining import explain
from policies.language.measurable import criterion_from
from policies.policy import Policy
from policies.trials.fixture import people_in
from states.errors import InvalidError, UnreachableError
from states.lifecycle import GATED, Phase, Trigger, step_for
from states.record.retrospective import Retrospective
from states.rules import Case

GATES = click.Choice([one.value for one in GATED])


@click.command("explain")
@click.argument("key", type=KEY, required=False)
@click.option("--to", "gate", type=GATES, help="Which gate; the next one by default.")
@click.option("--record", "file", metavar="FILE", help="A record file instead of an incident.")
@click.option("--policy", "policy_file", metavar="FILE", help="Another policy than in force.")
@click.pass_obj
def explain_gate(
    app: App, key: str | None, gate: str | None, file: str | None, policy_file: str | None
) -> None:
    """Say what would open a gate.

    No more than it takes: the facts are found by search with the rules that the gate asks, and
    each is needed. Where something else would do as well, it is told beside it; where less would
    do, the first line says so.

    \b
    Example:
      retro policy explain INC-42
      retro policy explain INC-42 --to closed --json
      retro policy explain --record complete.yaml --policy payments.yaml
    """
    if (key is None) == (file is None):
        raise InvalidError(
            "name an incident or a record file, one of them",
            "retro policy explain INC-42 · retro policy explain --record FILE",
        )
    policy = policy_called(policy_file) if policy_file else None
    case, rules = _from_file(app, file, policy) if file else _recorded(app, str(key), policy)
    asked = Phase(gate) if gate else _next_gate(rules, case)
    if asked is None:
        where = f"{case.record.incident} is {case.record.phase.value}"
        app.output.talk(f"{where}: no gate is left · see: retro show {key}")
        return
    told = explain(case.record, rules, asked, case.people, case.now)
    show_page(app.output, explanation_lines(told), explanation_json(told))


def _recorded(app: App, key: str, policy: Policy | None) -> tuple[Case, Policy]:
    record = app.record(key)
    return Case(record, app.directory(), app.now), policy or app.rules(record)


def _from_file(app: App, file: str, policy: Policy | None) -> tuple[Case, Policy]:
    draft = read(text_of(file), file, criterion_from).draft
    rules = policy or app.policy_for(draft.context)
    return _with_people(app, imagined(draft, rules, app.now), rules), rules


def _with_people(app: App, record: Retrospective, rules: Policy) -> Case:
    """Put a record before those who are there; without a directory, before stand-ins."""
    try:
        return Case(record, app.directory(), app.now)
    except UnreachableError:
        nobody = Case(record, people_in(record, ()), app.now)
        return Case(record, people_in(record, roles_of(rules, nobody)), app.now)


def _next_gate(rules: Policy, case: Case) -> Phase | None:
    """Name the gate that comes next; of a record that is still opening, the first one shut."""
    step = step_for(case.record.phase, Trigger.ADVANCE)
    if step is None or case.record.phase is not Phase.OPENING:
        return step.dest if step else None
    shut = {one.gate for one in rules.judge(GATED[-1], case).shut}
    return next((one for one in GATED if one in shut), GATED[-1])
