"""`retro policy checklist`: what every gate will ask of whom."""

from dataclasses import replace

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.trial_files import policy_called
from cli.showing.checklist_page import checklist_lines, checklist_markdown
from cli.showing.formats import Format
from cli.showing.pages import show_page
from cli.showing.visible import visible
from policies.explaining.checklist import checklist, parties_of
from policies.policy import Policy
from states.codec import to_json
from states.errors import InvalidError
from states.people import Directory
from states.record.context import Context, Severity
from states.record.retrospective import Retrospective
from states.rules import Case
from states.spelling import did_you_mean

MARKDOWN = ("markdown", "md")
FORMATS = click.Choice([*MARKDOWN, *(one.value for one in Format)])
SEVERITIES = click.Choice([one.value for one in Severity], case_sensitive=False)


@click.command("checklist")
@click.argument("key", type=KEY, required=False)
@click.option("--severity", type=SEVERITIES, help="How bad an incident; SEV1 is the worst.")
@click.option("--policy", "file", metavar="FILE", help="Another policy than the one in force.")
@click.option("--role", default="", metavar="WORDS", help="Only what this role is asked.")
@click.option("-o", "--output", "form", type=FORMATS, help="Also as markdown, for a wiki.")
@click.pass_obj
def checklist_for(
    app: App, key: str | None, severity: str | None, file: str | None, role: str, form: str | None
) -> None:
    """Say what every gate will ask of whom.

    It is known before anyone starts, with the numbers of that severity. Of an incident, what
    passes now is ticked.

    \b
    Example:
      retro policy checklist --severity SEV1
      retro policy checklist INC-42 --role facilitator
      retro policy checklist --severity SEV2 --policy payments.yaml -o markdown
    """
    case, rules = _asked(app, key, severity, policy_called(file) if file else None)
    _must_be_asked(role, parties_of(rules, case))
    gates = checklist(rules, case, role)
    if form in MARKDOWN:
        click.echo(visible("\n".join(checklist_markdown(gates))))
        return
    output = replace(app.output, format=Format(form)) if form else app.output
    show_page(output, checklist_lines(gates), {"gates": [to_json(one) for one in gates]})


def _asked(
    app: App, key: str | None, severity: str | None, policy: Policy | None
) -> tuple[Case, Policy]:
    if key and severity:
        raise InvalidError("name an incident or a severity, one of them", "leave --severity out")
    if key:
        record = app.record(key)
        return Case(record, app.directory(), app.now), policy or app.rules(record)
    known = Severity(severity.upper()) if severity else None
    record = Retrospective("INC-0", context=Context(severity=known))
    return Case(record, Directory(), app.now), policy or app.policy_for(record.context)


def _must_be_asked(role: str, known: tuple[str, ...]) -> None:
    if role and role not in known:
        raise InvalidError(
            f"no gate asks anything of a “{role}”{did_you_mean(role, known)}",
            f"roles: {', '.join(known)}",
        )
