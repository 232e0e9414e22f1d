"""Tell a week: what happened, by the names that things have now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from documents.bulletins.digest import team_of
from documents.bulletins.facts import CameBack, Finished, Late, Learnt, Milestone, Week
from documents.bulletins.happenings import Failed, Happenings, Place, Recurred
from documents.bulletins.review import cost_of
from states.lifecycle import Phase
from states.people import Directory
from states.record.context import Impact


@dataclass(frozen=True, slots=True)
class Headline:
    """An incident as lists have it."""

    title: str
    severity: str = ""
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What things are called now, and whose they are; what is gone has no name."""

    incidents: Mapping[str, Headline] = field(default_factory=dict)
    titles: Mapping[Place, str] = field(default_factory=dict)
    owners: Mapping[Place, str] = field(default_factory=dict)
    impacts: Mapping[str, Impact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Overdue:
    """A gate or an action that was due (UTC) before now; a gate has no title."""

    incident: str
    subject: str
    title: str
    owner: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of one span of time, as it is known at its end."""

    since: datetime
    until: datetime
    known: Known
    people: Directory

    def week(self, found: Happenings, late: Iterable[Overdue]) -> Week:
        """Tell everything that happened, and what is late."""
        return Week(
            since=self.since,
            until=self.until,
            opened=tuple(map(self._milestone, found.opened)),
            closed=tuple(map(self._milestone, found.ended_as(Phase.CLOSED))),
            withdrawn=tuple(map(self._milestone, found.ended_as(Phase.WITHDRAWN))),
            learnt=tuple(self._learnt(found)),
            finished=tuple(self._finished(found)),
            came_back=tuple(map(self._came_back, found.came_back)),
            late=tuple(map(self._late, late)),
        )

    def _milestone(self, incident: str) -> Milestone:
        headline = self.known.incidents.get(incident, Headline(""))
        cost = cost_of(self.known.impacts.get(incident, Impact()))
        return Milestone(incident, headline.title, headline.severity, headline.services, cost)

    def _learnt(self, found: Happenings) -> Iterator[Learnt]:
        for (incident, name), one in found.learnt.items():
            yield Learnt(incident, name, one.text, one.remedy.value if one.remedy else "")

    def _finished(self, found: Happenings) -> Iterator[Finished]:
        for place, evidence in found.finished.items():
            team = team_of(self.known.owners.get(place, ""), self.people)
            yield Finished(*place, self.known.titles.get(place, ""), team, evidence)

    def _came_back(self, one: Failed | Recurred) -> CameBack:
        text = self.known.titles.get(one.place, "")
        match one:
            case Failed(place, evidence):
                return CameBack(*place, text, evidence=evidence)
            case Recurred(place, seen_in):
                return CameBack(*place, text, seen_in=seen_in)

    def _late(self, one: Overdue) -> Late:
        return Late(
            incident=one.incident,
            subject=one.subject,
            title=one.title,
            owner=one.owner,
            team=team_of(one.owner, self.people),
            due=one.due,
            late_by=self.until - one.due,
        )
