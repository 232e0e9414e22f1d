"""Two moments of an incident side by side: as a page, as Markdown, and as JSON."""

from collections.abc import Iterator
from datetime import UTC, tzinfo
from os.path import commonprefix
from typing import Any

from cli.records.compared import compared
from cli.records.then import Then
from cli.showing.cells import as_text, counted
from cli.showing.clauses import named
from documents.bulletins.phrases import plain
from documents.plan import FieldChange, PlanStep
from policies.language.wording import quoted, shortened
from states.codec import to_json
from states.values import value

SHOWN = 200
LEAD = 40
"""How many characters of a long text are shown before it reads otherwise."""

NOTHING = "(nothing)"
IDENTITY = frozenset({"id", "type"})
"""Fields that its name and title say already."""

# fmt: off
BECAME = {
    "+": "new",
    "~": "changed",
    "-": "gone",
}
# fmt: on


@value
class Comparison:
    """An incident before and after."""

    before: Then
    after: Then

    def steps(self, zone: tzinfo = UTC) -> tuple[PlanStep, ...]:
        """List what is different, part by part; moments are those of the clocks of `zone`."""
        return compared(self.before.record, self.after.record, zone)

    @property
    def entries(self) -> int:
        """Count the entries that lie between."""
        return len(self.after.past.steps) - len(self.before.past.steps)

    @property
    def people(self) -> tuple[str, ...]:
        """Name who wrote them."""
        since = self.after.past.steps[len(self.before.past.steps) :]
        return tuple(sorted({one.by for one in since}))


def comparison_lines(found: Comparison, zone: tzinfo) -> Iterator[str]:
    """Write a page: each part that is different, field by field."""
    yield _between(found, zone)
    steps = found.steps(zone)
    for step in steps:
        yield " ".join(filter(None, (step.sign, step.title, step.item, _called(step))))
        yield from (f"    {one.name}: {_change(step, one)}" for one in _told(step))
    yield _sum(found, len(steps))


def comparison_markdown(found: Comparison, zone: tzinfo) -> Iterator[str]:
    """Write a list for a wiki: each part that is different, field by field."""
    yield f"# {plain(_between(found, zone))}\n"
    steps = found.steps(zone)
    for step in steps:
        words = " ".join(filter(None, (step.title, step.item, _called(step))))
        yield f"- {BECAME[step.sign]}: {plain(words)}"
        yield from (f"  - {plain(f'{one.name}: {_change(step, one)}')}" for one in _told(step))
    yield f"\n{plain(_sum(found, len(steps)))}"


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Write everything that is different, in full length."""
    return {
        "incident": found.after.record.incident,
        "from": _place(found.before),
        "to": _place(found.after),
        "entries": found.entries,
        "people": found.people,
        "changes": [to_json(one) for one in found.steps()],
    }


def _place(then: Then) -> dict[str, object]:
    record = then.record
    named = {"phase": record.phase, "revision": record.revision, "policy": record.policy}
    return {"entry": then.seq, "at": then.at, **named}


def _between(found: Comparison, zone: tzinfo) -> str:
    places = (found.before, found.after)
    before, after = (f"entry {one.seq} ({as_text(one.at, zone)})" for one in places)
    return f"{found.after.record.incident} from {before} to {after}"


def _sum(found: Comparison, steps: int) -> str:
    if not found.entries:
        return "no entry lies between"
    told = counted(steps, "difference") if steps else "nothing is different"
    entries = "1 entry" if found.entries == 1 else f"{found.entries} entries"
    return f"{told}, by {entries} of {named(found.people)}"


def _called(step: PlanStep) -> str:
    return quoted(step.summary) if step.summary else ""


def _told(step: PlanStep) -> Iterator[FieldChange]:
    """List the fields that say more than its name and title: of what is gone, none."""
    said = shortened(step.summary) if step.sign == "+" else None
    if step.sign != "-":
        yield from (one for one in step.changes if one.name not in IDENTITY and one.after != said)


def _change(step: PlanStep, change: FieldChange) -> str:
    start = _start(change.before, change.after)
    before, after = (_shown(one, start) for one in (change.before, change.after))
    return after if step.sign == "+" else f"{before} → {after}"


def _start(before: str, after: str) -> int:
    """Find from where on long texts are shown: shortly before they part."""
    if max(len(before), len(after)) <= SHOWN:
        return 0
    alike = commonprefix((before, after))  # noqa: RUF071  # character by character: no paths
    return max(0, len(alike) - LEAD)


def _shown(text: str, start: int) -> str:
    if not text:
        return NOTHING
    return f"{'…' if start else ''}{shortened(text[start:], SHOWN)}"
