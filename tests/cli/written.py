"""An incident to write in: its record is complete, and stands at its first gate."""

from documents.record_file import write
from states.record.actions import Action
from states.record.facts import Fact
from states.record.retrospective import Retrospective
from tests.builders import KEY, complete_record
from tests.cli.offline import Terminal

PROOF = ("--evidence", "https://ci.example.org/runs/1")
WAY = (
    *(("fay", "advance", KEY) for _ in range(3)),
    ("ana", "action", "done", KEY, "A1", *PROOF),
    ("ben", "verify", KEY, "A1", *PROOF),
    ("ben", "action", "done", KEY, "A2", *PROOF),
    ("ana", "verify", KEY, "A2", *PROOF),
    ("fay", "action", "park", KEY, "A3", "--reason", "The canary is rebuilt in June"),
    ("fay", "advance", KEY),
)
"""Who does what, from the first gate to where only an approval is missing."""

WHOLE = write(complete_record())
"""The record as a file has it."""


def file_of(here: Terminal, text: str = WHOLE) -> str:
    """Write a record file, and say where it is."""
    path = here.home / "record.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def written(here: Terminal) -> Terminal:
    """Open the incident with everything in it, and forget how."""
    assert here("apply", file_of(here)).code == 0
    here.sent.clear()
    return here


def closed(here: Terminal) -> Terminal:
    """Walk the incident to its end."""
    written(here)
    for acting, *words in (*WAY, ("sam", "approve", KEY), ("fay", "advance", KEY)):
        ended = here(*words, acting=acting)
        assert ended.code == 0, (words, ended)
    return here


def record(here: Terminal, key: str = KEY) -> Retrospective:
    """Read the record as it is now."""
    return here.app().record(key)


def fact(here: Terminal, name: str) -> Fact:
    """Read one entry of the timeline."""
    return next(one for one in record(here).timeline if one.id == name)


def action(here: Terminal, name: str) -> Action:
    """Read one action."""
    found = record(here).action_for(name)
    assert found
    return found
