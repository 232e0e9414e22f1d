"""A sentence about verification, read as a criterion (R41).

It understands what can be measured and nothing else: “Better tests” is no criterion, and
the answer is None rather than a guess.
"""

import re
from decimal import Decimal

from states.record.actions import Comparator, Criterion, Drill, Metric, NoRecurrence, Test
from states.values import LINE_LIMIT

LONGEST = 366  # days, as `states.record.actions.Days` has it
_DAYS = {"day": 1, "week": 7, "month": 30}

# fmt: off
COMPARATORS = {
    ">":  Comparator.ABOVE,     "above": Comparator.ABOVE,    "over": Comparator.ABOVE,
    "more than": Comparator.ABOVE,
    ">=": Comparator.AT_LEAST,  "≥": Comparator.AT_LEAST,     "at least": Comparator.AT_LEAST,
    "<":  Comparator.BELOW,     "below": Comparator.BELOW,    "under": Comparator.BELOW,
    "less than": Comparator.BELOW,
    "<=": Comparator.AT_MOST,   "≤": Comparator.AT_MOST,      "at most": Comparator.AT_MOST,
    "==": Comparator.EQUAL,     "=": Comparator.EQUAL,        "equals": Comparator.EQUAL,
}
# fmt: on

_COMPARED = "|".join(
    rf"\b{one}\b" if one[0].isalpha() else re.escape(one)
    for one in sorted(COMPARATORS, key=len, reverse=True)
)
_WINDOW = r"(?P<count>\d{1,4})[ -]?(?P<span>day|week|month)s?"
_METRIC = re.compile(
    rf"(?P<name>.+?)\s*(?:\bis\b\s*|\bstays\b\s*)?(?P<comparator>{_COMPARED})\s*"
    r"(?P<threshold>-?\d{1,15}(?:\.\d{1,9})?)\s*(?P<unit>%|[^\d\s%][^\s]*)??"
    rf"\s+(?:for|over|within|during)\s+{_WINDOW}(?:\s*,?\s*(?:from|in)\s+(?P<source>\S.*))?",
    re.IGNORECASE,
)
_NO_RECURRENCE = re.compile(
    rf"(?:no (?:recurrence|repeat)|.*\bdoes not (?:recur|come back)).*?\s{_WINDOW}",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?P<kind>test|drill)\s*:\s*(?P<what>\S.*)", re.IGNORECASE)


def criterion_from(sentence: str) -> Criterion | None:
    """Read a criterion; None for a sentence that nobody could measure."""
    plain = " ".join(sentence[:LINE_LIMIT].split()).rstrip(".")
    for pattern, read in _READERS:
        if found := pattern.fullmatch(plain):
            return read(found)
    return None


def _named(found: re.Match[str]) -> Criterion:
    what = found["what"]
    return Test(what) if found["kind"].lower() == "test" else Drill(what)


def _no_recurrence(found: re.Match[str]) -> Criterion | None:
    days = _days(found)
    return NoRecurrence(days) if days else None


def _metric(found: re.Match[str]) -> Criterion | None:
    days = _days(found)
    if not days:
        return None
    name = found["name"].strip()
    return Metric(
        name=name,
        comparator=COMPARATORS[found["comparator"].lower()],
        threshold=Decimal(found["threshold"]),
        unit=found["unit"] or "",
        window_days=days,
        source=found["source"] or ("CI" if name.split()[0] == "CI" else ""),
    )


def _days(found: re.Match[str]) -> int:
    days = int(found["count"]) * _DAYS[found["span"].lower()]
    return days if 1 <= days <= LONGEST else 0


_READERS = ((_NAMED, _named), (_NO_RECURRENCE, _no_recurrence), (_METRIC, _metric))
