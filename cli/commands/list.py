"""`retro list`: the board."""

from collections.abc import Sequence

import click

from cli.app import App
from cli.reading.pieces import choice
from states.lifecycle import ENDED, Phase
from states.record.context import Severity
from store.listed import IncidentRow
from store.read_model import LIMIT, Wanted

COLUMNS = ("incident", "severity", "phase", "next_gate", "due", "facilitator", "services", "title")
WHAT_IS_LATE = "late"
SPARE = ("next_gate", "services", "facilitator")
SPARE_OF_LATE = (*SPARE, "severity")


@click.command("list")
@click.option("--phase", type=choice(Phase), help="Those that stand there.")
@click.option("--severity", type=choice(Severity), help="Those as bad as this.")
@click.option("--service", default="", metavar="NAME", help="Those that hit it.")
@click.option("--text", default="", metavar="WORDS", help="Those with these words in the title.")
@click.option("--late", is_flag=True, help="Those whose gate or an action was due.")
@click.option("--all", "ended_too", is_flag=True, help="Closed and withdrawn ones as well.")
@click.option("--limit", type=click.IntRange(1), default=LIMIT, show_default=True, help="So many.")
@click.pass_obj
def list_(
    app: App,
    phase: str | None,
    severity: str | None,
    service: str,
    text: str,
    *,
    late: bool,
    ended_too: bool,
    limit: int,
) -> None:
    """List incidents, what is due first on top.

    A narrow terminal shows fewer columns, and cuts titles; --json has all of it.

    \b
    Example:
      retro list --late
      retro list --all --service checkout --json
    """
    stands = Phase(phase) if phase else None
    wanted = Wanted(
        is_open=None if ended_too or stands in ENDED else True,
        phase=stands,
        severity=Severity(severity) if severity else None,
        service=service,
        title=text,
        late=app.now if late else None,
        limit=limit,
    )
    rows = app.read_model.incidents(wanted)
    if late:
        app.output.rows((*COLUMNS, WHAT_IS_LATE), _with_late(app, rows), SPARE_OF_LATE)
    else:
        app.output.rows(COLUMNS, map(_cells, rows), SPARE)
    if not rows:
        app.output.talk("there is none · ended ones as well: retro list --all")
    elif len(rows) == limit:
        app.output.talk(f"these are the first {limit} · more: --limit {2 * limit}")


def _with_late(app: App, rows: Sequence[IncidentRow]) -> list[tuple[object, ...]]:
    late = app.read_model.late(app.now, [one.key for one in rows])
    return [(*_cells(one), late[one.key]) for one in rows]


def _cells(one: IncidentRow) -> tuple[object, ...]:
    stands = (one.key, one.severity, one.phase, one.next_gate, one.gate_due)
    return (*stands, one.facilitator, one.services, one.title)
