"""The reference of the policy file: its keys, and the file that is shipped."""

from collections.abc import Iterable

from docs.pages.markdown import code, fenced, table, titled, told
from docs.pages.shapes import fields_of
from policies.file.clock import ClockTerms, QuietLine
from policies.file.coherence import CHECKS_LIMIT
from policies.file.ladders import RungLine
from policies.file.lines import CheckLine, When, WrittenLine
from policies.file.loader import SIZE_LIMIT
from policies.file.model import (
    ActionTerms,
    DeadlineLine,
    EscalationTerms,
    GateLine,
    Loosening,
    Param,
    PolicyFile,
    StalledTerms,
    WaiverTerms,
    WithdrawalTerms,
)
from policies.shelf import default_text
from states.decisions.ladder.parties import PARTIES, ROLE
from states.lifecycle import GATED

INTRODUCTION = """
One YAML file. Every key is known: one that is misspelt is refused, with its line, its column, and
what was probably meant. How to change it: [write a policy](../how-to/write-a-policy.md).

A span of time is a number and a unit, with a sign where it may lie before: `45m`, `24h`, `-24h`,
`+7d`, `2w`. In a deadline's `within` and a rung's `at` and `repeat`, `24h` is exact, and days and
weeks are those of a calendar: `1d` is the same time of day on the next one, in the time zone of
whoever answers for it, though a clock was put forward in between. There, but in no `repeat`, `5wd`
counts working days. Everywhere else a day is 24 hours. A day is written `2027-01-15` and begins
at midnight UTC.

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
side; a longer deadline; another ladder; another clock; easier waivers; more time for who is
escalated to; an owner left out. An
incident is pinned to the whole, written out, so that no later change of either file reaches it.

A policy has at most {CHECKS_LIMIT} checks and {SIZE_LIMIT // 1024} KiB, written out.
""".strip()

PARTIES_LEFT_OUT = """
`owner` is whoever it is waiting on, and a rung after the deadline leaves them out, whatever it
names: it climbs over them. Only who has not been told yet that it is their turn is told so once,
beside whom the first such rung reaches. On `[{at: 24h, notify: [manager]}, {at: 7d, notify:
[manager_of_manager], repeat: 7d}]` the owner hears “It waits for you” at 24h, and not again at 7d.
""".strip()

CLOCKS = """
Everybody is told by their own clock: the `clock` of the policy in their time zone, with the public
holidays of their region (`zone` and `region` in the people file). A rung is reached at its moment
all the same, and is recorded then; who may not be told yet hears of it as soon as they may, or
with the `digest` of the day. Whatever is settled until then is not told at all. A rung that is
`at_once` waits for nobody's morning. Without a `clock` everybody may be told at any moment, and
every day is a working day; `clock: null` takes that of the policy it extends away.

The moment of each rung is reckoned when a deadline is set, and kept: a calendar, a time zone or
a policy that changes later moves no deadline that was set.
""".strip()

# fmt: off
SECTIONS = (
    PolicyFile, Loosening, When, Param, ClockTerms, QuietLine, RungLine, ActionTerms,
    StalledTerms, EscalationTerms, WaiverTerms, WithdrawalTerms, GateLine, DeadlineLine,
    CheckLine, WrittenLine,
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
        PARTIES_LEFT_OUT,
        "## Clocks",
        CLOCKS,
        "## The default policy",
        fenced(default_text(), "yaml"),
    )


def _section(model: type) -> str:
    heading = ("key", "what it holds", "default")
    return "\n\n".join((f"## {model.__name__}", told(model), table(heading, fields_of(model))))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(code, names))
