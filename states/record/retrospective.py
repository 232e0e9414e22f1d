"""The record of one incident: everything its retrospective knows.

It is folded from events (`states.evolve`) and never changed in any other way.
`COLLECTIONS` says which lists it holds and how their items are numbered.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import timedelta
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from states.lifecycle import ENDED, Phase
from states.record.actions import SETTLED, Action, Progress
from states.record.context import Context, Impact, Meeting
from states.record.deadlines import Deadline, Notice
from states.record.errands import Errand
from states.record.factors import Factor, KillCriterion, Learning
from states.record.facts import Fact, WentWell
from states.record.proposals import Approval, Comment, Proposal, Recurrence, Risk, Verdict
from states.record.readings import Acknowledgement, Reading
from states.values import Count, Instant, Line, altered, value

Item = Annotated[
    Fact | WentWell | Factor | Learning | KillCriterion | Action, Field(discriminator="type")
]
Single = Annotated[Context | Impact | Meeting, Field(discriminator="type")]


class Collection(NamedTuple):
    """One list of the record."""

    name: str
    prefix: str
    item: type
    title: str
    text: str


# fmt: off
COLLECTIONS = (
    #          field        ids   of             called            told apart by
    Collection("timeline",  "T",  Fact,          "fact",           "text"),
    Collection("went_well", "G",  WentWell,      "went-well",      "text"),
    Collection("factors",   "F",  Factor,        "factor",         "text"),
    Collection("learnings", "L",  Learning,      "learning",       "text"),
    Collection("triggers",  "K",  KillCriterion, "trigger",        "signal"),
    Collection("actions",   "A",  Action,        "action",         "title"),
)

SINGLES = (Context, Impact, Meeting)
# fmt: on


@value
class Mark:
    """Who put an item in the record, when it was last worked on, and first ticketed (UTC).

    `owners` are all that an action ever had; `promised` stays once its gate was passed.
    """

    by: Line
    added: Instant
    touched: Instant
    ticketed: Instant | None = None
    owners: tuple[Line, ...] = ()
    promised: bool = False

    @property
    def ticket_delay(self) -> timedelta | None:
        """Measure from the promise to its ticket (R43)."""
        return self.ticketed - self.added if self.ticketed else None


@value
class Retrospective:
    """The record; times are UTC."""

    incident: Line
    policy: Line = ""
    opened: Instant | None = None
    opened_by: Line = ""
    phase: Phase = Phase.OPENING
    entered: Instant | None = None
    touched: Instant | None = None
    revision: Count = 0
    context: Context = Context()
    impact: Impact = Impact()
    meeting: Meeting = Meeting()
    timeline: tuple[Fact, ...] = ()
    went_well: tuple[WentWell, ...] = ()
    factors: tuple[Factor, ...] = ()
    learnings: tuple[Learning, ...] = ()
    triggers: tuple[KillCriterion, ...] = ()
    actions: tuple[Action, ...] = ()
    progress: Mapping[str, Progress] = field(default_factory=dict)
    risks: tuple[Risk, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    approvals: tuple[Approval, ...] = ()
    comments: tuple[Comment, ...] = ()
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    errands: tuple[Errand, ...] = ()
    recurrences: tuple[Recurrence, ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    acknowledgements: tuple[Acknowledgement, ...] = ()

    @property
    def ended(self) -> bool:
        """Tell whether nothing is owed any more."""
        return self.phase in ENDED

    def items(self, name: str) -> tuple[Item, ...]:
        """Return the list called `name` in `COLLECTIONS`."""
        return getattr(self, name)  # type: ignore[no-any-return]  # the table names only its own fields

    def with_items(self, lists: Mapping[str, Any]) -> "Retrospective":
        """Return the record with these lists, named as in `COLLECTIONS`, in place of its own."""
        return altered(self, **lists)

    @property
    def ids(self) -> tuple[str, ...]:
        """List the ids of every item it holds."""
        return tuple(one.id for row in COLLECTIONS for one in self.items(row.name))

    def item_for(self, item: str) -> Item | None:
        """Find an item of any list by its id."""
        return next(
            (one for row in COLLECTIONS for one in self.items(row.name) if one.id == item), None
        )

    def action_for(self, action: str) -> Action | None:
        """Find an action by its id."""
        return next((one for one in self.actions if one.id == action), None)

    def progress_of(self, action: str) -> Progress:
        """Say what became of an action; nothing yet is `open`."""
        return self.progress.get(action, Progress())

    def owes(self, action: Action) -> bool:
        """Tell whether `action` is neither verified nor parked."""
        return self.progress_of(action.id).state not in SETTLED

    def owners_of(self, action: str) -> tuple[str, ...]:
        """List everybody who ever owned an action: handing it over makes nobody a stranger."""
        mark = self.marks.get(action)
        return mark.owners if mark else ()

    def is_promised(self, action: str) -> bool:
        """Tell whether the gate into actions_ticketed was ever passed with this action."""
        mark = self.marks.get(action)
        return mark is not None and mark.promised

    def lets_stand(self, item: str, sentence: str) -> bool:
        """Tell whether the facilitator acknowledged exactly this sentence of an item."""
        return any((one.item, one.sentence) == (item, sentence) for one in self.acknowledgements)

    def proposal_for(self, proposal: str) -> Proposal | None:
        """Find a proposal by its id."""
        return next((one for one in self.proposals if one.id == proposal), None)

    @property
    def pending(self) -> tuple[Proposal, ...]:
        """List the proposals nobody has settled."""
        return tuple(one for one in self.proposals if one.verdict is Verdict.PENDING)


def collection_of(item: Item) -> Collection:
    """Return the row of `COLLECTIONS` that `item` belongs to."""
    return next(row for row in COLLECTIONS if isinstance(item, row.item))


def next_id(taken: Mapping[str, Mark] | set[str], prefix: str) -> str:
    """Give the next item its number: one more than the highest ever used, removed ones included."""
    numbers = (
        int(name[len(prefix) :])
        for name in taken
        if name.startswith(prefix) and name[len(prefix) :].isdecimal()
    )
    return f"{prefix}{max(numbers, default=0) + 1}"
