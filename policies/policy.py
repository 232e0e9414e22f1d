"""A policy: the rules of a team, as the lifecycle asks for them.

Later gates ask earlier ones again: a waiver that runs out, or a fact that is taken out of
the record, shuts every gate that follows.
"""

from collections.abc import Mapping

from policies.calendars import hours_for
from policies.edition import Edition
from policies.file.meant import is_meant
from policies.judging import ask
from policies.language.remarks import readings_of
from policies.owed import owed
from states.calendar import Hours
from states.lifecycle import Phase, gates_up_to
from states.people import Directory
from states.record.context import Context, Severity
from states.record.deadlines import Deadline
from states.record.readings import Reading
from states.record.retrospective import Item
from states.rules import Case, Report, Rung, Terms
from states.values import value


@value
class Policy:
    """One policy file, read at every severity; implements `states.rules.Rules`."""

    name: str
    version: str
    digest: str
    ladders: Mapping[str, tuple[Rung, ...]]
    editions: Mapping[Severity | None, Edition]

    @property
    def title(self) -> str:
        """Name it with its version, as another policy extends it: `payments@3.2.0`."""
        return f"{self.name}@{self.version}"

    @property
    def owners(self) -> tuple[str, ...]:
        """Name who decides about it, by their ids; nobody means everybody."""
        return self.editions[None].file.owners

    def is_for(self, context: Context) -> bool:
        """Tell whether an incident is one of those this policy is for."""
        when = self.editions[None].file.when
        return when is None or is_meant(when, context)

    def edition_of(self, case: Case) -> Edition:
        """Return the policy as it reads at the severity of the record."""
        return self.editions[case.record.context.severity]

    def judge(self, gate: Phase, case: Case) -> Report:
        """Ask every check between opening and `gate`, its own included."""
        edition = self.edition_of(case)
        results = tuple(
            ask(rule, case, edition.file.owners)
            for passed in gates_up_to(gate)
            for rule in edition.rules[passed]
        )
        return Report(case.record.incident, gate, results)

    def deadlines(self, case: Case) -> tuple[Deadline, ...]:
        """List what is owed by when, reckoned from now."""
        return tuple(owed(self.edition_of(case), case, self.hours_of))

    def terms(self, case: Case) -> Terms:
        """Say what waivers, rescheduling, withdrawal and escalations need."""
        return self.edition_of(case).terms

    def hours_of(self, name: str, people: Directory) -> Hours:
        """Say when somebody works and may be told; who is not in the directory works in UTC."""
        return hours_for(self.editions[None].file.clock, people.person_for(name))

    def read(self, item: Item, case: Case) -> Reading | None:
        """Say what the language checks make of an item: the same under every policy."""
        return next(readings_of((item,), case), None)
