"""What settled one finding of a check settles the next of the same check, in most records."""

from policies.supposing.stage import Facts
from states.rules import CheckResult, Finding


class Recipes:
    """The edits that settled findings so far."""

    def __init__(self) -> None:
        """Begin without any."""
        self._known: dict[str, tuple[str, Facts]] = {}

    def keep(self, result: CheckResult, finding: Finding, edit: Facts) -> None:
        """Remember what settled a finding."""
        self._known[result.check] = (finding.item, edit)

    def for_(self, result: CheckResult, finding: Finding) -> list[Facts]:
        """Say of the item of `finding` what was said of the item before."""
        item, edit = self._known.get(result.check, ("", {}))
        if not (item and finding.item):
            return []
        return [{_about(path, item, finding.item): said for path, said in edit.items()}]


def _about(path: str, item: str, other: str) -> str:
    return ".".join(other if step == item else step for step in path.split("."))
