"""Roles that policies count on and nobody has: gates nobody opens, rungs that reach nobody."""

from collections.abc import Iterable, Iterator

from cli.app import App
from policies.linting.named_roles import missing_roles
from policies.policy import Policy


def vacant_roles(app: App, policies: Iterable[Policy]) -> tuple[str, ...]:
    """Name the roles that some of these policies count on and nobody who is here has."""
    people, today = app.directory(), app.now.date()
    found = (role for policy in policies for _, role in missing_roles(policy, people, today))
    return tuple(sorted({*found}))


def vacant_lines(app: App, policy: Policy) -> Iterator[str]:
    """Say of each role that nobody has where a policy counts on it first."""
    told: dict[str, str] = {}
    for path, role in missing_roles(policy, app.directory(), app.now.date()):
        told.setdefault(role, ".".join(one for one in path[:2] if isinstance(one, str)))
    for role, where in told.items():
        yield (
            f"nobody has the role {role}, which {where} counts on · give it to somebody: "
            "retro people import people.yaml"
        )
