"""What an audit came to."""

from dataclasses import dataclass

from policies.auditing.discrepancy import Discrepancy, Finding, Remark


@dataclass(frozen=True, slots=True)
class Audited:
    """What was found, and in how many entries.

    The first `held` of the log are older than what lies outside, or was signed: nobody has
    rewritten those unnoticed.
    """

    findings: tuple[Finding, ...] = ()
    entries: int = 0
    held: int = 0

    @property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """List what is not as it must be."""
        return tuple(one for one in self.findings if isinstance(one, Discrepancy))

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """List what nobody can judge any more."""
        return tuple(one for one in self.findings if isinstance(one, Remark))
