"""`retro open`: the beginning of a retrospective."""

from dataclasses import replace
from typing import Any

import click

from cli.app import App
from cli.installation.posting import must_be_key
from cli.reading.context_options import context_options
from cli.reading.files import text_of
from cli.reading.keys import KEY, next_key
from cli.records.applying import bring
from documents.record_file import RecordFile, read
from policies.language.measurable import criterion_from
from states.codec import from_json, to_json
from states.commands import Open
from states.record.context import Context
from states.record.retrospective import Retrospective


@click.command("open")
@click.argument("key", type=KEY, required=False)
@click.option("--file", metavar="FILE", help="Begin with the record that this file has.")
@context_options
@click.pass_obj
def open_(app: App, /, key: str | None, file: str | None, **given: Any) -> None:
    """Open a retrospective once all is stable.

    Without a key the incident gets the next number. What is missing is asked for by the
    next gate, not here. With --file, options win over what the file says.

    \b
    Example:
      retro open INC-42 --title "Checkout failed" --severity SEV2 --service checkout \\
        --started 2026-03-01T09:00Z --stabilized 2026-03-01T10:00Z --facilitator fay
      retro open --file INC-42.yaml
    """
    said = {name: one for name, one in given.items() if one not in (None, ())}
    if file:
        _open_with(app, read(text_of(file), file, criterion_from), key, said)
    else:
        app.do(key or next_key(app.read_model), Open(from_json(Context, said)))


def _open_with(app: App, file: RecordFile, key: str | None, said: dict[str, Any]) -> None:
    draft = file.draft
    name = key or draft.incident or next_key(app.read_model)
    must_be_key(name)
    context = from_json(Context, {**to_json(draft.context), **said})
    begun = replace(file, draft=replace(draft, incident=name, context=context))
    bring(app, begun, Retrospective(name))
