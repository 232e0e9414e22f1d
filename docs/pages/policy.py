"""The reference of the policy file: its keys, and the file that is shipped."""

from collections.abc import Iterable

from docs.pages.markdown import code, fenced, table, titled, told
from docs.pages.shapes import fields_of
from policies.file.coherence import CHECKS_LIMIT
from policies.file.lines import CheckLine, When, WrittenLine
from policies.file.loader import SIZE_LIMIT
from policies.file.model import (
    ActionTerms,
    DeadlineLine,
    GateLine,
    Loosening,
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
`+7d`, `2w`. A day is written `2027-01-15` and begins at midnight UTC.

For your editor: `retro policy schema > policy.schema.json`, and as the first line of the policy
`# yaml-language-server: $schema=policy.schema.json`.
"""

EXTENDING = f"""
`extends: NAME@VERSION` takes everything from exactly that version, and the file says only what
differs: mappings merge key by key, lists are replaced, and the checks of a gate merge by `id` (the
same id takes the other's place, a new one comes last, `remove` takes one away). The other policy
is found in `NAME.yaml` or `NAME@VERSION.yaml` beside the file; `default` is always there.

Whatever asks more needs no word. Whatever asks less has to be named in `loosens`, by the id of the
check or by its keys (`gates.facts.deadline.within`), with a reason: a check taken away, asked
later, of fewer incidents or with less force; a parameter on its easier side (see
[checks](checks.md), or `retro policy checks`), or any other change of one that has no stricter
side; a longer deadline; another ladder; easier waivers; an owner left out. An
incident is pinned to the whole, written out, so that no later change of either file reaches it.

A policy has at most {CHECKS_LIMIT} checks and {SIZE_LIMIT // 1024} KiB, written out.
""".strip()

# fmt: off
SECTIONS = (
    PolicyFile, Loosening, When, Param, RungLine, ActionTerms, StalledTerms, WaiverTerms,
    WithdrawalTerms, GateLine, DeadlineLine, CheckLine, WrittenLine,
)
# fmt: on


def page() -> str:
    """Write the page."""
    return titled(
        "The policy file",
        INTRODUCTION,
        *(_section(model) for model in SECTIONS),
        "## Extending",
        EXTENDING,
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
