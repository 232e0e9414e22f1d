"""Which column of a table holds what, by the names people put above them."""

import re
from collections.abc import Mapping

from documents.markdown import zones
from documents.markdown.blocks import Row
from documents.markdown.headings import normal
from documents.markdown.words import Words
from states.values import value

# fmt: off
TIMELINE = {
    "when":   "time | when | timestamp | date time | datetime | date and time | time stamp | hour"
              " | at | clock | start | start time | local time | times | time of day | from",
    "day":    "date | day",
    "what":   "event | what | description | entry | action | activity | details | what happened"
              " | happening | message | note | notes | events | comment | comments | update | text"
              " | summary | detail | event description | actions | observation | status update",
    "who":    "who | by | person | actor | author | owner | user | responder | name | people",
    "source": "source | link | links | evidence | reference | references | url | where",
}

ACTIONS = {
    "title":    "action | action item | item | task | what | description | title | todo | to do"
                " | actions | action items | follow up | recommendation | improvement | summary"
                " | corrective action | remediation | work item | step | next step | measure"
                " | preventive action | tasks | name",
    "owner":    "owner | who | assignee | assigned to | responsible | dri | owners | lead | person"
                " | team | by whom | assigned | contact | point of contact | poc",
    "ticket":   "ticket | bug | issue | link | jira | tracker | tracking | reference | ref | url"
                " | tickets | tracking bug | issue link | jira ticket | bugs | issues | links | pr"
                " | tracking issue | task link | ticket link | mr | work order | id | key",
    "due":      "due | due date | deadline | eta | when | by | target date | date | target"
                " | by when | due by | timeline | expected | completion date | expected completion",
    "priority": "priority | prio | p | importance",
    "state":    "status | state | done | complete | completed | progress | closed",
    "sprint":   "sprint | target sprint | iteration | milestone",
    "component": "component | service | system | area",
}
# fmt: on

_ZONED = re.compile(rf"\b(?:in\s+)?(?:{zones.NAME}|[ECMP]T\b)")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@value
class Columns:
    """Where each known column stands, and which ones are left over."""

    places: Mapping[str, int]
    others: tuple[int, ...]

    def cell(self, row: Row, name: str) -> Words:
        """Return the cell of `row` in the column called `name`; empty where there is none."""
        place = self.places.get(name, len(row.cells))
        return row.cells[place] if place < len(row.cells) else Words(row.line, "")

    def left_over(self, header: Row, row: Row) -> str:
        """Write the cells no known column holds, a line each, behind their headers."""
        pairs = ((header.cells[n].text, row.cells[n].full) for n in self.others)
        return "\n".join(f"{name}: {text}" if name else text for name, text in pairs if text)

    def taking(self, name: str) -> "Columns":
        """Take the first column that is left over to be the one called `name`."""
        if not self.others:
            return self
        return Columns({**self.places, name: self.others[0]}, self.others[1:])


def columns_of(header: Row, names: Mapping[str, str]) -> Columns:
    """Find the columns of `names` in a header; the first of two alike counts."""
    places: dict[str, int] = {}
    for place, cell in enumerate(header.cells):
        name = column_for(cell.text, names)
        if name:
            places.setdefault(name, place)
    others = tuple(n for n in range(len(header.cells)) if n not in places.values())
    return Columns(places, others)


def column_for(title: str, names: Mapping[str, str]) -> str:
    """Find which of `names` a header, or a name in front of a colon, means; empty if none."""
    bare = normal(_ZONED.sub(" ", _BRACKETED.sub(" ", title)))
    if not bare and "when" in names and zones.zone_for(title):
        return "when"
    return next((name for name, known in names.items() if bare in known.split(" | ")), "")
