"""`retro apply`: a record as a file says it."""

import click

from cli.app import App
from cli.installation.posting import must_be_key
from cli.reading.files import text_of
from cli.records.applying import bring, record_or_new
from documents.record_file import read
from policies.language.measurable import criterion_from
from states.errors import InvalidError


@click.command()
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--yes", is_flag=True, help="Remove what the file leaves out, without asking.")
@click.pass_obj
def apply(app: App, file: str, *, dry_run: bool, yes: bool) -> None:
    """Bring a record to what a file says.

    A list that the file has is complete; one that it does not have stays as it is. An
    incident that is not there yet is opened. Applied twice, nothing changes.

    \b
    Example:
      retro show INC-42 -o yaml > INC-42.yaml
      retro apply INC-42.yaml --dry-run
    """
    said = read(text_of(file), file, criterion_from)
    key = said.draft.incident
    if not key:
        raise InvalidError(
            f"{file}: incident: it is missing", "begin the file with incident: INC-42"
        )
    must_be_key(key)
    bring(app, said, record_or_new(app, key), dry_run=dry_run, yes=yes)
