"""The reference of the policy file: its keys, and the file that is shipped."""

from collections.abc import Iterable

from docs.pages.markdown import code, fenced, table, titled, told
from docs.pages.shapes import fields_of
from policies.model import (
    ActionTerms,
    CheckLine,
    DeadlineLine,
    GateLine,
    Param,
    PolicyFile,
    RungLine,
    StalledTerms,
    WaiverTerms,
    WithdrawalTerms,
)
from policies.shelf import default_text
from states.decisions.parties import PARTIES, ROLE
from states.lifecycle import GATED

INTRODUCTION = """
One YAML file. Every key is known: one that is misspelt is refused, with its line, its column, and
what was probably meant. How to change it: [write a policy](../how-to/write-a-policy.md).

A span of time is a number and a unit, with a sign where it may lie before: `45m`, `24h`, `-24h`,
`+7d`, `2w`.
"""

# fmt: off
SECTIONS = (
    PolicyFile, Param, RungLine, ActionTerms, StalledTerms, WaiverTerms, WithdrawalTerms,
    GateLine, DeadlineLine, CheckLine,
)
# fmt: on


def page() -> str:
    """Write the page."""
    return titled(
        "The policy file",
        INTRODUCTION,
        *(_section(model) for model in SECTIONS),
        "## Gates",
        f"Each of these stands in `gates`: {_listed(one.value for one in GATED)}.",
        "## Parties",
        "Whom a rung may notify: "
        f"{_listed([*PARTIES, f'{ROLE}NAME'])}. The last names everybody who has that role in the "
        "people directory. Where a rung reaches nobody who is there, the next one is asked, and "
        "`role:operator` last.",
        "## The default policy",
        fenced(default_text(), "yaml"),
    )


def _section(model: type) -> str:
    heading = ("key", "what it holds", "default")
    return "\n\n".join((f"## {model.__name__}", told(model), table(heading, fields_of(model))))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(code, names))
