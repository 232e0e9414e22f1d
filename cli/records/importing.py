"""A postmortem as a record file: what it says, and a line for what it takes to open it.

`WANTED` is what no retrospective opens without; only a person can add it.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from cli.installation.posting import KEY
from cli.reading.files import text_of
from documents.markdown.reader import read_postmortem
from documents.markdown.reading import Reading
from documents.record_file import write
from policies.language.wording import shortened
from states.errors import InvalidError
from states.values import value

# fmt: off
WANTED = (
    #  field         what to write
    ("title",        "what happened, in a line"),
    ("severity",     "SEV1, SEV2, SEV3 or SEV4"),
    ("stabilized",   "when it was over: 2026-03-01T09:30Z"),
)
# fmt: on

LONGEST_KEY = 40
PREFIX = "INC-"
SHOWN = 120


@value
class Imported:
    """One file, and what reading it came to."""

    file: str
    reading: Reading

    @property
    def key(self) -> str:
        """Name the incident."""
        return self.reading.draft.incident

    @property
    def gaps(self) -> tuple[str, ...]:
        """List what it takes to open the incident and the postmortem does not say."""
        context = self.reading.draft.context
        return tuple(name for name, _ in WANTED if not getattr(context, name))


def import_file(file: str, zone: str, people: Collection[str]) -> Imported:
    """Read a postmortem; `zone` is whose clock its times are, where it does not say.

    Contributors are ids of `people`.

    Raises:
        InvalidError: the file cannot be read, or nothing in it makes a key.
    """
    reading = read_postmortem(text_of(file), file, zone=zone, people=people)
    draft = replace(reading.draft, incident=_key(reading.draft.incident, file))
    return Imported(file, replace(reading, draft=draft))


def _key(found: str, file: str) -> str:
    """Return what was found as a key that an incident may have: 2021-02-15 is INC-2021-02-15."""
    for key in (found, f"{PREFIX}{found}"[:LONGEST_KEY].rstrip("-")):
        if found and KEY.fullmatch(key):
            return key
    raise InvalidError(f"{file}: nothing in it or its name makes a key", "call it INC-42.md")


def text_with_gaps(imported: Imported) -> str:
    """Write the record file, with an empty line for each of its gaps."""
    lines = write(imported.reading.draft).splitlines()
    gaps = [*_gap_lines(imported)]
    if gaps and "context:" in lines:
        place = lines.index("context:") + 1
        lines[place:place] = gaps
    elif gaps:
        lines[1:1] = ["", "context:", *gaps]
    return "\n".join([f"# Read from {Path(imported.file).name}.", *lines, ""])


def _gap_lines(imported: Imported) -> Iterator[str]:
    for name, what in WANTED:
        if name in imported.gaps:
            yield f"  {name}:  # {what}: the postmortem does not say"


def keep(imported: Imported, folder: Path, *, force: bool) -> Path:
    """Write the record file into `folder`, and say where it is.

    Raises:
        InvalidError: it is there already, or cannot be written.
    """
    path = folder / f"{imported.key}.yaml"
    if path.exists() and not force:
        raise InvalidError(f"{imported.file}: {path} is there already", "write over it: --force")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text_with_gaps(imported), encoding="utf-8")
    except OSError as error:
        told = (error.strerror or str(error)).lower()
        raise InvalidError(f"{path}: {told}", "name another folder: -o DIR") from error
    return path


def talk_lines(imported: Imported) -> Iterator[str]:
    """Say what was not read, at its line, and what was guessed."""
    for one in imported.reading.unread:
        text = shortened(one.text, SHOWN)
        yield f"{imported.file}:{one.line}: not read: {text} ({one.why})"
    for note in imported.reading.notes:
        yield f"{imported.file}: {note}"
