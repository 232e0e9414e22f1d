"""One command being heard: who asks, of what, when, and by which rules."""

from collections.abc import Iterable
from datetime import date

from states.envelope import ENGINE
from states.errors import InvalidError, NotAllowedError, NotFoundError, RefusedError
from states.people import Directory, PartyKind, has_left
from states.record.actions import Action
from states.record.retrospective import Retrospective
from states.rules import Case, Rules, Target, Terms
from states.spelling import did_you_mean
from states.values import Instant, Line, value

OUTSIDER = "see who there is: retro people list · who is from outside is named in a text"


@value
class Hearing:
    """Everything an answer may depend on. `now` is UTC; `seq` is the entry to be written.

    `shadow` is a policy that is only listened to, `target` one that the incident may move to;
    `texts` are those digests of a command that name texts of the incident.
    """

    record: Retrospective
    rules: Rules
    people: Directory
    actor: Line
    now: Instant
    seq: int
    shadow: Rules | None = None
    target: Target | None = None
    texts: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """Name the incident."""
        return self.record.incident

    @property
    def today(self) -> date:
        """Name the day, in UTC."""
        return self.now.date()

    @property
    def case(self) -> Case:
        """Hand over what is judged."""
        return Case(self.record, self.people, self.now)

    @property
    def terms(self) -> Terms:
        """Ask what waivers, rescheduling and withdrawal need."""
        return self.rules.terms(self.case)

    def action(self, name: str) -> Action:
        """Return an action; raises `NotFoundError` naming those there are."""
        found = self.record.action_for(name)
        if found is None:
            raise missing("action", name, self.key, (one.id for one in self.record.actions))
        return found

    def must_be_open(self) -> None:
        """Raise `RefusedError` where nothing more can be changed."""
        if self.record.ended:
            raise RefusedError(
                f"{self.key} is {self.record.phase.value}: its record is kept as it is",
                f'take it up again first: retro reopen {self.key} --reason "…"',
            )

    def must_be_known(self) -> None:
        """Raise `NotAllowedError` unless the actor is the engine, or a person who is here."""
        if self.actor == ENGINE or self.people.is_here(self.actor, self.today):
            return
        raise NotAllowedError(
            f"“{self.actor}” is not a person in the people directory who is here today",
            f"see who is: retro people list{did_you_mean(self.actor, self.people.people)}",
        )

    def must_name_person(self, field: str, name: str) -> None:
        """Raise `InvalidError` unless `name` is empty or a person who is here."""
        if not name or self.people.is_here(name, self.today):
            return
        raise InvalidError(f"{field}: {self._why_not(name)}", "see who there is: retro people list")

    def must_name_party(self, field: str, name: str) -> None:
        """Raise `InvalidError` unless `name` is empty, or a team or person who is here."""
        party = self.people.person_for(name)
        is_team = party and party.kind is PartyKind.TEAM and not has_left(party, self.today)
        if not is_team:
            self.must_name_person(field, name)

    def must_know(self, field: str, name: str) -> None:
        """Raise `InvalidError` unless `name` is empty or in the directory, here or gone."""
        if name and self.people.person_for(name) is None:
            raise InvalidError(f"{field}: {self._why_not(name)}", OUTSIDER)

    def _why_not(self, name: str) -> str:
        person = self.people.person_for(name)
        if person is None:
            near = did_you_mean(name, self.people.people)
            return f"there is no “{name}” in the people directory{near}"
        if has_left(person, self.today):
            return f"“{name}” left on {person.left}"
        return f"“{name}” is a team: one person answers for it"


def missing(what: str, name: str, key: str, known: Iterable[str]) -> NotFoundError:
    """Word the refusal for an item that is not in the record."""
    there = ", ".join(known) or "none yet"
    return NotFoundError(f"{key} has no {what} “{name}”", f"there are: {there} · retro show {key}")
