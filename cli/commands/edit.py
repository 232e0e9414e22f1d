"""`retro edit`: a record in an editor."""

import os
from dataclasses import replace
from pathlib import Path
from tempfile import mkstemp

import click

from cli.app import App
from cli.reading.editor import open_editor
from cli.reading.files import text_of
from cli.reading.keys import KEY
from cli.records.applying import bring
from documents.record_file import RecordFile, read, write
from policies.language.measurable import criterion_from
from states.errors import InvalidError, RetrogateError
from states.record.retrospective import COLLECTIONS, Retrospective


@click.command()
@click.argument("key", type=KEY)
@click.option("--yes", is_flag=True, help="Remove what you deleted, without asking.")
@click.pass_obj
def edit(app: App, key: str, *, yes: bool) -> None:
    """Change a record in your editor.

    Only what you change is sent: somebody else's changes stay. What is refused is kept in
    a file.

    \b
    Example:
      EDITOR="code --wait" retro edit INC-42
    """
    seen = app.record(key)
    path = _written(seen)
    try:
        open_editor(path)
        _apply(app, path, seen, yes=yes)
    except RetrogateError as error:
        _keep(path, seen, error)
        raise
    path.unlink()


def _written(record: Retrospective) -> Path:
    descriptor, name = mkstemp(prefix=f"{record.incident}-", suffix=".yaml")
    os.close(descriptor)
    path = Path(name)
    path.write_text(write(record), encoding="utf-8")
    return path


def _apply(app: App, path: Path, seen: Retrospective, *, yes: bool) -> None:
    text = text_of(str(path))
    if text == write(seen):
        app.output.talk(f"{seen.incident} is as it was: you changed nothing")
        return
    said = read(text, str(path), criterion_from)
    if said.draft.incident != seen.incident:
        raise InvalidError(
            f"incident: the file says “{said.draft.incident}”, and you are editing {seen.incident}",
            "put the key back; another incident has a file of its own",
        )
    bring(app, _complete(said), seen, yes=yes)


def _keep(path: Path, seen: Retrospective, error: RetrogateError) -> None:
    """Let the refusal say where the text is, if anything was written."""
    if not path.exists():
        return
    if path.read_bytes() == write(seen).encode():
        path.unlink()
        return
    kept = f"your text is kept: retro apply {path}"
    error.hint = f"{error.hint} · {kept}" if error.hint else kept


def _complete(said: RecordFile) -> RecordFile:
    """Let a list that was deleted as a whole be one that is empty."""
    return replace(said, present=said.present | {row.name for row in COLLECTIONS})
