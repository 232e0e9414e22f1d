"""The owners that a policy names, and whether the people directory has ever heard of them.

Who has left is still known: only a name that nobody ever had is hardly meant.
"""

from collections.abc import Iterator

from documents.positions import Path
from policies.policy import Policy
from states.people import Directory
from states.spelling import did_you_mean


def unknown_owners(policy: Policy, people: Directory) -> Iterator[tuple[Path, str]]:
    """List each owner who is not in the directory: where it is named, and what is wrong."""
    for place, name in enumerate(policy.owners):
        if people.person_for(name) is None:
            near = did_you_mean(name, people.people)
            yield ("owners", place), f"there is no “{name}” in the people directory{near}"
