"""The reference of written rules: what they may say, and every field that they may name."""

from collections.abc import Iterator

from docs.pages.markdown import code, fenced, table, titled
from policies.expressions.condition import LONGEST
from policies.expressions.patterns import LONGEST as PATTERN
from policies.expressions.shapes import LISTS, SHAPES, Field, Sort, variables
from policies.expressions.slips import FUNCTIONS
from policies.file.coherence import SEARCHES_LIMIT

INTRODUCTION = f"""
What no check of the [catalogue](checks.md) asks, a policy file asks itself, in one line of
[CEL](https://cel.dev). A rule goes through a list (`for_each`) or asks the incident (without it),
leaves items out (`where`), and says what has to hold (`require`) or how many there have to be
(`at_least`, `at_most`). Actions that were parked are not asked.

A condition has at most {LONGEST:,} characters. It is compiled when the file is read: a misspelt
field, a word that a field can never hold, or a moment compared with a text is refused with its
line, its column and a caret.

`matches(…)` takes a pattern that is written out between quotes, of at most {PATTERN} characters
(each counted as often as it is repeated), and a policy says it {SEARCHES_LIMIT} times at most; in
a loop, and in a search, texts are not joined. So no rule can hold a gate up for long.
"""

EXAMPLE = """
- id: soon-enough
  for_each: actions
  where: it.priority == 'P1'
  require: it.due - incident.opened <= duration('720h')
  message: "{it.title} is due {it.due}: a P1 has 30 days."
  fix: retro action edit {incident.key} {it.id} --due YYYY-MM-DD

- id: users-hear-of-it
  when: {labels: [customer-facing]}
  for_each: timeline
  where: it.kind == 'communication'
  at_least: 1
  message: "{count} entries say what users were told: {at_least} is asked for."
  fix: retro fact {incident.key} "WHAT WAS SEEN" --kind communication
"""

MISSING = """
**What nobody said is missing: it is neither empty nor false.** `it.owner != 'ana'` is not true of
an action without an owner; it cannot be judged, and so the gate stays shut. The finding says
`A1.owner is not there`, with the command that fills it in, and it is the owner's turn where there
is one. `||` and `&&` need only what decides them: `it.top || it.owner == 'ana'` holds for a top
action whoever owns it. To ask whether something was said, write `has(it.owner)`.

Lists, counts and yes-or-no fields always have a value: write `size(it.evidence) > 0` and `it.top`.
A condition that breaks (a division by zero, the ninth item of a list of two) or takes more than
10,000 steps shuts its gate, too: then it is the turn of the owners of the policy.
"""

WRITING = """
- Texts stand in single quotes: `it.owner == 'ana'`; and, or, not are `&&`, `||`, `!`.
- A span of time is `duration('720h')`; it knows hours, minutes and seconds. A moment is
  `timestamp('2026-03-01T00:00:00Z')`, or `now`: the moment at which the gate is asked.
- A day, such as `it.due`, is its last second where the owner is: `it.due < now` is overdue.
- Another list is asked with `actions.exists(one, one.owner == it.owner)`, `all`, `exists_one` or
  `filter`. What goes through a list of its own is better asked with `for_each`.
- `message` and `fix` name fields in braces. A rule that counts has `{count}`, `{at_least}` and
  `{at_most}` in place of `{it.…}`.
"""

HEADING = ("field", "what it holds")

WORDS = {
    Sort.TEXT: "text",
    Sort.WHOLE: "whole number",
    Sort.DECIMAL: "number, compared with one such as `5.0`",
    Sort.FLAG: "`true` or `false`",
    Sort.MOMENT: "moment",
    Sort.DAY: "day",
}


def page() -> str:
    """Write the page."""
    return titled(
        "Written rules",
        INTRODUCTION,
        fenced(EXAMPLE, "yaml"),
        "## What is missing",
        MISSING.strip(),
        "## How conditions are written",
        WRITING.strip(),
        f"There are the functions {', '.join(map(code, FUNCTIONS))}.",
        "## What a rule may name",
        table(("name", "what it is"), _names()),
        *(_section(name) for name in SHAPES),
    )


def _names() -> Iterator[tuple[str, str]]:
    of = ", ".join(f"[{one.shape}](#{one.shape.lower()})" for one in LISTS.values())
    yield code("it"), f"the item: {of}; without `for_each`, the incident"
    for name, field in variables("").items():
        if name != "it":
            yield code(name), _holds(field)


def _section(name: str) -> str:
    rows = ((code(field), _holds(kind)) for field, kind in SHAPES[name].items())
    return f"### {name}\n\n{table(HEADING, rows)}"


def _holds(field: Field) -> str:
    if field.words:
        one = f"one of {', '.join(map(code, field.words))}"
    elif field.sort is Sort.GROUP:
        one = f"[{field.shape}](#{field.shape.lower()})"
    else:
        one = WORDS[field.sort]
    return f"list: {one}" if field.many else one
