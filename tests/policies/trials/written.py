"""Test files and the files beside them, without a disk."""

from dataclasses import dataclass, field

from documents.people_file import write_people
from documents.record_file import write
from policies.policy import Policy
from policies.trials.suite import Suite, read_suite
from policies.trials.trying import Ran, run
from states.errors import NotFoundError
from tests.builders import PEOPLE, complete_record
from tests.policies.comparing.policies import DEFAULT

HEAD = """\
policy: payments.yaml
people: people.yaml
fixtures:
  complete:
    record: complete.yaml
    at: 2026-03-10T12:00Z
    approved_by: [sam]
    set:
      actions.A3.due: 2026-03-28
      progress.A1: {state: verified, by: ben}
      progress.A2: {state: verified, by: ana}
      progress.A3: {state: parked}
cases:
"""


@dataclass
class Shelf:
    """The files beside a test file."""

    files: dict[str, str] = field(
        default_factory=lambda: {
            "people.yaml": write_people(PEOPLE.people.values()),
            "complete.yaml": write(complete_record()),
        }
    )
    rules: Policy = DEFAULT

    def text(self, name: str) -> str:
        """Return what a file says."""
        if name not in self.files:
            raise NotFoundError(f"there is no {name}")
        return self.files[name]

    def policy(self, name: str) -> Policy:
        """Return the one policy there is."""
        assert name == "payments.yaml"
        return self.rules


def suite(cases: str, head: str = HEAD, shelf: Shelf | None = None) -> Suite:
    """Read a test file of these cases."""
    return read_suite(head + cases, "payments.test.yaml", shelf or Shelf())


def ran(cases: str, head: str = HEAD, shelf: Shelf | None = None) -> Ran:
    """Run a test file of these cases."""
    return run(suite(cases, head, shelf))


def problems(cases: str, head: str = HEAD, shelf: Shelf | None = None) -> list[str]:
    """Run a test file, and say everything that is wrong, with its place."""
    found = ran(cases, head, shelf)
    return [f"{one.place}: {one.told}" for case in found.cases for one in case.problems]
