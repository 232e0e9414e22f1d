"""The reference of the record file: its parts, and the fields of each."""

from docs.pages.markdown import code, table, titled, told
from docs.pages.shapes import fields_of
from states.record.actions import Drill, Metric, NoRecurrence, Test, Verification
from states.record.retrospective import COLLECTIONS, SINGLES
from states.values import LINE_LIMIT, TEXT_LIMIT

INTRODUCTION = f"""
What `retro show KEY -o yaml` prints, and what `retro apply`, `retro open --file` and `retro edit`
read. A list that is in the file is complete: what it leaves out is removed. One that is not in
the file stays as it is. An item of a list may be a bare text where nothing else is to say.

- a *line* is text without line breaks, at most {LINE_LIMIT} characters; a *text* at most
  {TEXT_LIMIT:,};
- a *moment* is `2026-03-01T09:30Z` or `2026-03-01T10:30+01:00`; without an offset it is read in
  the file's `timezone`;
- a *day* is `2026-03-01`;
- people and teams are ids of the people directory.

Nothing is required to save a record; what is missing is asked for by the gates.
"""

NESTED = (Verification, Metric, Test, Drill, NoRecurrence)

CRITERION = """
A `criterion` says its `type`: `metric`, `test`, `drill` or `no_recurrence`. It may also be one
sentence, such as `queue depth < 1000 for 14 days from Prometheus` or `no recurrence for 30 days`.
"""


def page() -> str:
    """Write the page."""
    return titled(
        "The record file",
        INTRODUCTION,
        "## Parts",
        table(("part", "what it holds"), _parts()),
        *(_section(kind) for kind in (*SINGLES, *(row.item for row in COLLECTIONS))),
        "## How an action is verified",
        CRITERION.strip(),
        *(_section(kind) for kind in NESTED),
    )


def _parts() -> list[tuple[str, str]]:
    return [
        (code("incident"), "the key of the incident: `INC-42`"),
        (code("timezone"), "the zone of moments that name none: `Europe/Berlin`"),
        *((code(kind().type), _link(kind)) for kind in SINGLES),
        *(
            (code(row.name), f"list: {_link(row.item)}, ids {row.prefix}1, …")
            for row in COLLECTIONS
        ),
    ]


def _link(kind: type) -> str:
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def _section(kind: type) -> str:
    heading = ("field", "what it holds", "default")
    return "\n\n".join((f"### {kind.__name__}", told(kind), table(heading, fields_of(kind))))
