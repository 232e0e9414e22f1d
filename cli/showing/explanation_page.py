"""What would open a gate, as people read it and as JSON has it.

Things of which the same is asked are told together, with the command for the first of them.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from cli.showing.findings import title_of
from policies.explaining.explanation import Ask, Explanation, Group, Way
from policies.language.wording import listed
from states.codec import to_json
from states.rules import CheckResult

COMMAND = "     "


def explanation_lines(told: Explanation) -> Iterator[str]:
    """Write an explanation as a page."""
    yield f"{title_of(told.phase)} → {title_of(told.gate)}   {_standing(told)}"
    for _, alike in groupby(told.groups, _likeness):
        yield ""
        yield from _alike([*alike])
    if told.left:
        yield ""
        yield from _left(told.left)
    if told.last_resorts:
        yield ""
        yield from _last_resorts(told)


def explanation_json(told: Explanation) -> dict[str, Any]:
    """Write an explanation as JSON values."""
    return {"open": told.is_open, "opens": told.opens, **to_json(told)}


def _standing(told: Explanation) -> str:
    if told.is_open:
        return f"✓ open: retro advance {told.incident}"
    count = sum(len(one.asks) for one in told.groups)
    if not told.opens:
        return f"✕ shut: nothing that was tried opens it; {count} of what is missing can be said"
    if count == 1:
        return "✕ shut: this one thing opens it"
    return f"✕ shut: these {count} things open it{_shortcut(told)}"


def _shortcut(told: Explanation) -> str:
    if told.shortcut is None:
        return ""
    return f", or {told.shortcut.count} with “instead of all this” at {listed(told.shortcut.items)}"


def _likeness(group: Group) -> object:
    if not group.item or group.others or any(one.others for one in group.asks):
        return group
    return (tuple((one.what, one.must_be, one.checks) for one in group.asks), group.turn)


def _alike(groups: list[Group]) -> Iterator[str]:
    first, *more = groups
    if more:
        yield f"{listed(one.item for one in groups)}{_turn(first)}"
    else:
        yield f"{' '.join(one for one in (first.item, first.title) if one)}{_turn(first)}"
    yield from map(_ask, first.asks)
    yield from (f"{COMMAND}{one}" for one in first.commands)
    if more:
        yield f"{COMMAND}and the same for {listed(one.item for one in more)}"
    yield from _others(first)


def _turn(group: Group) -> str:
    return f"   ({', '.join(group.turn)})" if group.turn else ""


def _ask(ask: Ask) -> str:
    return f" · {_said(ask)}   [{', '.join(ask.checks)}]"


def _said(ask: Ask) -> str:
    return f"{ask.what}: {ask.must_be}" if ask.must_be else ask.what


def _others(group: Group) -> Iterator[str]:
    for ask in group.asks:
        lead = f"instead of {ask.what}: " if len(group.asks) > 1 else ""
        for way in ask.others:
            yield from _other(way, lead)
    for way in group.others:
        yield from _other(way, "instead of all this: ")


def _other(way: Way, lead: str) -> Iterator[str]:
    yield f"   or {lead}{way.words}"
    yield from (f"{COMMAND}{one}" for one in way.commands)


def _left(left: tuple[CheckResult, ...]) -> Iterator[str]:
    yield "for this no fact was found; a search is not a proof:"
    for result in left:
        for finding in result.findings:
            yield f" ✕ {finding.message}   [{result.check}]"
            yield from ([f"{COMMAND}{finding.fix}"] if finding.fix else [])


def _last_resorts(told: Explanation) -> Iterator[str]:
    roles = " or ".join(told.last_resorts[0].roles)
    checks = [one.check for one in told.last_resorts]
    yield f"as a last resort {roles} may let pass for a while: {', '.join(checks)}"
    named = checks[0] if len(checks) == 1 else "CHECK"
    yield f'{COMMAND}retro waive {told.incident} {named} --until 7d --reason "WHY"'
