"""The reference of checks: one section for each class of the catalogue."""

from collections.abc import Iterator

from docs.pages.markdown import code, table, titled, told
from docs.pages.shapes import fields_of
from policies.catalogue import CATALOGUE
from policies.edition import Catalogued, Rule
from policies.shelf import default_text, policy_of

INTRODUCTION = """
A gate asks its checks; these are all there are. A policy file names one by its id (`uses`), calls
it by a name of its own (`id`), and may set its parameters (`with`): see
[the policy file](policy.md). No finding means that a check passes.
"""

HEADING = ("parameter", "what it holds", "default")


def page() -> str:
    """Write the page."""
    parts = (_section(name, check) for name, check in CATALOGUE.items())
    return titled("Checks", INTRODUCTION, _overview(), *parts)


def _overview() -> str:
    rows = (
        (f"[{code(name)}](#{name.replace('.', '')})", check.title)
        for name, check in CATALOGUE.items()
    )
    return table(("check", "what it asks"), rows)


def _section(name: str, check: type[Catalogued]) -> str:
    fields = [*fields_of(check)]
    parts = [f"## {name}", told(check), _used(name)]
    return "\n\n".join([*parts, table(HEADING, fields)] if fields else parts)


def _used(name: str) -> str:
    lines = [
        f"In the default policy: {code(one.id)}, in the gate into {code(one.gate.value)} "
        f"({one.enforce.value})."
        for one in _rules()
        if one.check.id == name
    ]
    return "\n".join(lines) or "The default policy does not use it."


def _rules() -> Iterator[Rule]:
    edition = policy_of(default_text()).editions[None]
    return (rule for rules in edition.rules.values() for rule in rules)
