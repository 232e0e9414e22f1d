"""Bulletins for machines: all of it, whatever a page has room for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from documents.bulletins import digest, review
from documents.bulletins.facts import Promise, Week
from states.codec import to_json


def digest_json(promises: Sequence[Promise], now: datetime) -> Mapping[str, Any]:
    """Write the digest of open actions as JSON."""
    return {
        "at": now,
        "open": len(promises),
        "late": sum(one.is_late for one in promises),
        "teams": [_counted("open", row) for row in digest.by_team(promises)],
        "actions": [_promise(one) for one in promises],
    }


def review_json(week: Week) -> Mapping[str, Any]:
    """Write the review of a week as JSON; a list that is empty is there."""
    lists: dict[str, Any] = {section.key: [] for section in review.SECTIONS}
    teams = [_counted("finished", row) for row in review.by_team(week)]
    late = [{**to_json(one), "late_by": one.late_by} for one in week.late]
    return {**lists, **to_json(week), "late": late, "teams": teams}


def _counted(what: str, row: tuple[str, int, int]) -> Mapping[str, Any]:
    team, count, late = row
    return {"team": team, what: count, "late": late}


def _promise(one: Promise) -> Mapping[str, Any]:
    return {
        "incident": one.incident,
        "id": one.id,
        "title": one.title,
        "owner": one.owner,
        "team": one.team,
        "due": one.due,
        "priority": one.priority,
        "state": one.state.value,
        "promised": one.promised,
        "late_by": one.late_by,
        "command": digest.command_for(one),
    }
