"""One deadline as JSON values: what a page says of it, each moment in UTC."""

from typing import Any

from cli.showing.ahead import Ahead
from cli.showing.climb_story import Chapter, Sent
from cli.showing.escalation_page import Escalation
from cli.showing.telling import event_told
from policies.file.durations import written
from states.codec import to_json
from states.decisions.ladder.clock import firsts_of
from states.events.escalations import RungReached


def escalation_json(one: Escalation) -> dict[str, Any]:
    """Write everything that is known of a deadline."""
    deadline = one.deadline
    return {
        "incident": one.incident,
        "deadline": deadline.id,
        "kind": deadline.kind.value,
        "subject": deadline.subject,
        "what": one.what,
        "open": one.open,
        "due": deadline.due,
        "zone": deadline.zone,
        "owner": deadline.owner,
        "waits_for": [*one.waiting_on],
        "ladder": deadline.ladder,
        "extended": deadline.extended,
        "hold": deadline.hold and to_json(deadline.hold),
        "rungs": _rungs(one),
        "story": [_chapter(chapter) for chapter in one.story],
        "next": [ahead_json(ahead) for ahead in one.ahead],
        "commands": [*one.deeds],
    }


def ahead_json(ahead: Ahead) -> dict[str, Any]:
    """Write a rung that comes."""
    told = {"rung": ahead.number, "at": ahead.at, "tells": [*ahead.to]}
    return {**told, "after": dict(zip(ahead.to, ahead.after, strict=False))}


def _rungs(one: Escalation) -> list[dict[str, Any]]:
    firsts = firsts_of(one.deadline, one.rungs)
    return [
        {
            "rung": place + 1,
            "at": written(rung.at, "at"),
            "notify": [*rung.notify],
            "moment": first,
            "reached": one.deadline.told_by(place),
        }
        for place, (rung, first) in enumerate(zip(one.rungs, firsts, strict=True))
    ]


def _chapter(chapter: Chapter) -> dict[str, Any]:
    event = chapter.event
    told = {"entry": chapter.seq, "at": chapter.at, "by": chapter.by, "what": event_told(event)}
    if isinstance(event, RungReached):
        told |= {"rung": event.rung + 1, "times": chapter.times, "moment": event.moment}
    return {**told, "event": type(event).__name__, "sent": [_sent(one) for one in chapter.sent]}


def _sent(sent: Sent) -> dict[str, Any]:
    arrived = to_json(sent.arrived) if sent.arrived else {}
    vain = [{"why": one.why, "again": one.again} for one in sent.vain]
    told = {"to": sent.notice.to, "key": sent.notice.key, "after": sent.notice.after}
    return {**told, **arrived, "vain": vain, "dropped": sent.dropped}
