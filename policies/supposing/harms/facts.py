"""What can be wrong with the timeline, the impact and the meeting (R20 to R24)."""

from dataclasses import replace
from typing import Any

from policies.supposing.harms.harm import Harm, Move, facts, once
from policies.supposing.harms.moves import DAY, item, record, single, with_record, with_single
from states.lifecycle import Phase
from states.record.facts import FactKind, Standing
from states.rules import Case

INTO = Phase.FACTS


def _without_kind(kind: FactKind) -> Move:
    return lambda case, _: with_record(
        case,
        timeline=tuple(
            replace(one, kind=FactKind.NOTE) if one.kind is kind else one
            for one in case.record.timeline
        ),
    )


def _only_refuted(kind: FactKind) -> Move:
    return lambda case, _: with_record(
        case,
        timeline=tuple(
            replace(one, standing=Standing.REFUTED) if one.kind is kind else one
            for one in case.record.timeline
        ),
    )


def _throughout(**fields: Any) -> Move:
    return lambda case, _: with_record(
        case, timeline=tuple(replace(one, **fields) for one in case.record.timeline)
    )


def _uninvited(role: str) -> Move:
    def move(case: Case, _: str) -> Case:
        away = getattr(case.record.context, role)
        there = tuple(one for one in case.record.meeting.attendees if one != away)
        return with_single(case, "meeting", attendees=there)

    return move


def _sent_too_late(case: Case, _: str) -> Case:
    at = case.record.meeting.at
    return with_single(case, "meeting", timeline_sent=at + DAY / 24) if at else case


def _met_before(case: Case, _: str) -> Case:
    began = case.record.context.started or case.now
    return with_single(
        case, "meeting", at=began - DAY, timeline_sent=began - 2 * DAY, held=began - DAY
    )


# fmt: off
HARMS = (
    *(Harm(f"a timeline without {words}", "R20", INTO, once, _without_kind(kind))
      for kind, words in ((FactKind.DETECTION, "a detection"),
                          (FactKind.ESCALATION, "an escalation"),
                          (FactKind.RESOLUTION, "a resolution"))),
    Harm("a detection that turned out wrong", "R20", INTO, once, _only_refuted(FactKind.DETECTION)),
    Harm("a timeline that is empty", "R20", INTO, once, record(timeline=())),
    Harm("a timeline entry without a time", "R20", INTO, facts, item(at=None)),
    Harm("a timeline without contributors", "R20", INTO, once, _throughout(by="")),
    Harm("a timeline without sources", "R20", INTO, once, _throughout(source="")),
    Harm("an assumption that nobody settled", "R21", INTO, facts,
         item(standing=Standing.ASSUMPTION)),

    Harm("an impact without its scope", "R22", INTO, once, single("impact", scope="")),
    Harm("an impact that counts no users", "R22", INTO, once,
         single("impact", users_affected=None)),
    Harm("an impact without its cost", "R22", INTO, once,
         single("impact", engineering_hours=None, cost="")),

    Harm("a retrospective in which nothing went well", "R23", INTO, once, record(went_well=())),

    Harm("a meeting without a time", "R24", INTO, once, single("meeting", at=None)),
    Harm("a meeting before the incident", "R24", INTO, once, _met_before),
    Harm("a meeting to which nobody is invited", "R24", INTO, once,
         single("meeting", attendees=())),
    Harm("a meeting without its facilitator", "R24", INTO, once, _uninvited("facilitator")),
    Harm("a meeting without the commander", "R24", INTO, once, _uninvited("commander")),
    Harm("a timeline that was not sent out", "R24", INTO, once,
         single("meeting", timeline_sent=None)),
    Harm("a timeline that is sent out tomorrow", "R24", INTO, once,
         lambda case, _: with_single(case, "meeting", timeline_sent=case.now + DAY)),
    Harm("a timeline that was sent out after the meeting began", "R24", INTO, once,
         _sent_too_late),
    Harm("an incident whose conditions nobody has listed yet", "R24", INTO, once,
         record(factors=())),
    Harm("a meeting that was not held", "R24", Phase.FACTORS, once, single("meeting", held=None)),
    Harm("a meeting that is held tomorrow", "R24", Phase.FACTORS, once,
         lambda case, _: with_single(case, "meeting", held=case.now + DAY)),
)
# fmt: on
