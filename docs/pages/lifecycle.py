"""The lifecycle as a table, and as the diagram in the concepts: both drawn from `LIFECYCLE`."""

import re
from pathlib import Path
from typing import Any

from transitions.extensions import GraphMachine

from docs.pages.markdown import code, fenced, table, titled
from states.lifecycle import LIFECYCLE, Phase
from states.machine import lifecycle_machine

CONCEPTS = Path(__file__).parents[1] / "concepts.md"
DRAWING = re.compile(r"```mermaid\n.*?\n```", re.DOTALL)

INTRODUCTION = """
Every step there is; one that is not here is refused. The same as a diagram, and what phases and
gates are for: [concepts](../concepts.md).
"""

STYLE = ("classDef ", "Class ")
"""Lines of the drawing that only colour it."""


class Diagram(GraphMachine):
    """A machine that draws itself."""

    def __init__(self, **machine: Any) -> None:
        """Draw as mermaid, which needs no program to be shown."""
        super().__init__(graph_engine="mermaid", **machine)


class _Walk:
    """One retrospective, so that there is something to draw."""

    guard_open = True


def page() -> str:
    """Write the page."""
    rows = (
        (row.trigger.value, code(row.source.value), code(row.dest.value), row.guard.value)
        for row in LIFECYCLE
    )
    return titled("Lifecycle", INTRODUCTION, table(("when", "from", "to", "needs"), rows))


def concepts() -> str:
    """Return the concepts as they are, with the diagram as it is now."""
    drawn = fenced(diagram(), "mermaid")
    return DRAWING.sub(lambda _: drawn, CONCEPTS.read_text(encoding="utf-8"))


def diagram() -> str:
    """Draw the lifecycle as mermaid."""
    machine: Any = lifecycle_machine(_Walk(), Phase.OPENING, Diagram)
    _front_matter, _, drawn = machine.get_graph().draw(None).rpartition("---\n")
    lines = (line for line in drawn.splitlines() if not line.strip().startswith(STYLE))
    return "\n".join(line.rstrip() for line in lines if line.strip())
