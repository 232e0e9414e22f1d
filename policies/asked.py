"""What a policy asks of one case, and the roles it names."""

from policies.edition import Rule
from policies.policy import Policy
from states.rules import Case


def rules_of(policy: Policy, case: Case) -> tuple[Rule, ...]:
    """List every rule that is asked of `case`."""
    edition = policy.edition_of(case)
    return tuple(rule for rules in edition.rules.values() for rule in rules)


def roles_of(policy: Policy, case: Case) -> tuple[str, ...]:
    """List the roles of the directory that the policy gives a say."""
    terms = policy.terms(case)
    named = {
        role
        for rule in rules_of(policy, case)
        for role in getattr(rule.check, "roles", ())
        if isinstance(role, str)
    }
    return tuple(sorted({*named, *terms.waiver_roles, *terms.withdrawal_roles}))
