"""What a bundle says of itself; nobody signs it, and everything in it can be counted again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cli.records.exhibits import Exhibit
from ledger.bundle import FORMAT
from ledger.entry import written
from ledger.note import packed
from store.log.evidence import Evidence
from store.log.spans import Period, Wanted


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants to take home, and when they asked for it."""

    wanted: Wanted
    by: str
    at: datetime
    texts: bool = True


def manifest_of(order: Order, evidence: Evidence, exhibits: Sequence[Exhibit]) -> dict[str, Any]:
    """Write down what was asked for, of which log, and what is there."""
    log = evidence.checkpoint
    return {
        "format": FORMAT,
        "query": _query(order.wanted),
        "texts": order.texts,
        "exported": {"at": written(order.at), "by": order.by},
        "log": {"origin": log.origin, "size": log.size, "root": packed(log.root)},
        "histories": [_history(one) for one in exhibits],
        **_population(order.wanted, evidence, exhibits),
    }


def opened_in(period: Period, exhibits: Sequence[Exhibit]) -> list[dict[str, Any]]:
    """List the incidents that were opened in a period, in the order of the log."""
    since, until = map(written, period)
    found = [(one.name, *one.opened) for one in exhibits if one.opened]
    return [
        {"incident": name, "place": place, "at": at}
        for name, at, place in sorted(found, key=lambda one: one[-1])
        if since <= at < until
    ]


def _query(wanted: Wanted) -> dict[str, str]:
    if isinstance(wanted, str):
        return {"incident": wanted}
    return {"since": written(wanted.since), "until": written(wanted.until)}


def _history(exhibit: Exhibit) -> dict[str, Any]:
    first, last = min(exhibit.places, default=None), max(exhibit.places, default=None)
    bounds = {"entries": len(exhibit.places), "first": first, "last": last}
    texts = {"sealed": exhibit.sealed, "texts": len(exhibit.seals)}
    return {"history": exhibit.name, **bounds, **texts}


def _population(wanted: Wanted, evidence: Evidence, exhibits: Sequence[Exhibit]) -> dict[str, Any]:
    if isinstance(wanted, str) or evidence.span is None:
        return {}
    opened = opened_in(wanted, exhibits)
    ends = {"from": evidence.span.start, "to": evidence.span.end}
    return {"population": {**ends, "opened": opened, "count": len(opened)}}
