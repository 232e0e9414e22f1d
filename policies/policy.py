"""A policy: the rules of a team, as the lifecycle asks for them.

Later gates ask earlier ones again: a waiver that runs out, or a fact that is taken out of
the record, shuts every gate that follows.
"""

from collections.abc import Mapping

from policies.edition import Edition
from policies.judging import ask
from policies.owed import owed
from states.lifecycle import Phase, gates_up_to
from states.record.context import Severity
from states.record.deadlines import Deadline
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
        return tuple(owed(self.edition_of(case).file, case))

    def terms(self, case: Case) -> Terms:
        """Say what waivers, rescheduling and withdrawal need."""
        return self.edition_of(case).terms
