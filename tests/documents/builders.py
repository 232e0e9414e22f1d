"""Any record, as Hypothesis makes it up: one strategy for each annotation of the core."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import UTC
from decimal import Decimal
from enum import EnumType
from typing import Any, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from documents.draft import Draft
from documents.intake import annotations
from states.record.actions import Criterion, Days, Unsaid, Verification
from states.record.retrospective import COLLECTIONS, SINGLES, Retrospective
from states.values import Count, Day, Instant, Line, Text, printable

AWKWARD = "ab é“”'\"\\:#-?!&*|>%@`,[]{}<~= 0\n\t\u00a0\u1680\u200f\u2028\u2029\u3000\ufeff\uffff😀"
MISREAD = ["true", "null", "~", "42", "-1", "no", "22:30", "2026-03-01", "<<", "---", "...", "- a"]
PIECES = ["a", "word", "x: y", "#", "-", "", " ", "\n", "\n\n", "longer-words-" * 4]
LONGEST = 500


def _is_printable(text: str) -> bool:
    try:
        printable(text)
    except ValueError:
        return False
    return True


texts = (
    st.one_of(
        st.text(AWKWARD, max_size=40),
        st.text(max_size=20),
        st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
        st.sampled_from(MISREAD),
    )
    .filter(_is_printable)
    .map(lambda text: text.strip()[:LONGEST].strip())
)
lines = texts.map(lambda text: " ".join(text.splitlines()).strip())

_known: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    Line: lines,
    Unsaid: lines,
    Text: texts,
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    Days: st.integers(1, 366),
    Count | None: st.none() | st.integers(0, 2**53 - 1),
    Day | None: st.none() | st.dates(),
    Instant | None: st.none() | st.datetimes(timezones=st.just(UTC)),
    tuple[Line, ...]: st.lists(lines, max_size=3).map(tuple),
    tuple[Text, ...]: st.lists(texts, max_size=3).map(tuple),
}


def built(kind: type) -> st.SearchStrategy[Any]:
    """Make up values of a dataclass, field by field."""
    fields = {name: one for name, one in annotations(kind).items() if name != "type"}
    return st.builds(kind, **{name: _field(one) for name, one in fields.items()})


def _field(annotation: Any) -> st.SearchStrategy[Any]:
    if annotation in _known:
        return _known[annotation]
    if isinstance(annotation, EnumType):
        return st.sampled_from([*annotation])
    choices, _ = get_args(annotation)
    return st.none() | st.sampled_from([*choices])


def _own_id(item: Any) -> Hashable:
    return item.id or id(item)


_known[Criterion] = st.one_of(*(built(kind) for kind in get_args(get_args(Criterion)[0])))
_known[Verification | None] = st.none() | built(Verification)
_known.update({kind: built(kind) for kind in SINGLES})
for row in COLLECTIONS:
    items = st.lists(built(row.item), max_size=2, unique_by=_own_id)
    _known[annotations(Draft)[row.name]] = items.map(tuple)

drafts = built(Draft)

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def numbered(draft: Draft) -> Retrospective:
    """Make the record that a draft leads to: each item gets its id."""
    lists = {
        row.name: tuple(
            replace(item, id=item.id or f"{row.prefix}{1000 + place}")
            for place, item in enumerate(getattr(draft, row.name))
        )
        for row in COLLECTIONS
    }
    bare = Retrospective(
        draft.incident, context=draft.context, impact=draft.impact, meeting=draft.meeting
    )
    return bare.with_items(lists)
