"""What can be wrong with conditions, learnings and kill criteria (R30 to R33)."""

from dataclasses import replace
from typing import Any

from policies.supposing.harms.harm import Harm, Move, factors, learnings, once, triggers
from policies.supposing.harms.moves import NOWHERE, grown, item, with_record
from states.lifecycle import Phase
from states.rules import Case

INTO = Phase.FACTORS

FEW = 1
MANY = 13
"""More than anybody would ask for, whatever the policy's own numbers are."""

BLAME = "The engineer on call failed to check the release"


def _twins(collection: str, field: str) -> Move:
    def move(case: Case, _: str) -> Case:
        there = case.record.items(collection)
        if len(there) < 2:  # noqa: PLR2004  # it takes two to be twins
            return case
        text: dict[str, Any] = {field: getattr(there[0], field)}
        twins = (there[0], replace(there[1], **text), *there[2:])
        return with_record(case, **{collection: twins})

    return move


def _all(**fields: Any) -> Move:
    return lambda case, _: with_record(
        case, factors=tuple(replace(one, **fields) for one in case.record.factors)
    )


# fmt: off
HARMS = (
    Harm("an incident without a contributing condition", "R30", INTO, once,
         grown("factors", "F", 0)),
    Harm("an incident with a single root cause", "R30", INTO, once, grown("factors", "F", FEW)),
    Harm(f"an incident with {MANY} conditions", "R30", INTO, once, grown("factors", "F", MANY)),
    Harm("a condition that is counted twice", "R30", INTO, once, _twins("factors", "text")),
    Harm("a condition without a category", "R30", INTO, factors, item(category=None)),
    Harm("a condition that is neither technical nor process", "R30", INTO, factors,
         item(nature=None)),
    Harm("a condition without evidence", "R30", INTO, factors, item(evidence=())),
    Harm("a condition whose evidence is not there", "R30", INTO, factors,
         item(evidence=(NOWHERE,))),
    Harm("a condition that does not say why it made sense", "R30", INTO, factors,
         item(made_sense="")),
    Harm("a condition that makes a person the cause", "R31", INTO, factors,
         item(text=BLAME)),

    Harm("an incident in which no condition matters most", "R42", INTO, once, _all(top=False)),
    Harm("an incident in which every condition matters most", "R42", INTO, once, _all(top=True)),

    Harm("an incident from which nothing was learnt", "R32", INTO, once,
         grown("learnings", "L", 0)),
    Harm("an incident with a single learning", "R32", INTO, once, grown("learnings", "L", FEW)),
    Harm(f"an incident with {MANY} learnings", "R32", INTO, once, grown("learnings", "L", MANY)),
    Harm("a learning without evidence", "R32", INTO, learnings, item(evidence=())),
    Harm("a learning whose evidence is not there", "R32", INTO, learnings,
         item(evidence=(NOWHERE,))),
    Harm("a learning that leads to nothing", "R32", INTO, learnings, item(remedy=None)),

    Harm("an answer that nothing would prove wrong", "R33", INTO, once, grown("triggers", "K", 0)),
    Harm("an answer with a single kill criterion", "R33", INTO, once, grown("triggers", "K", FEW)),
    Harm(f"an answer with {MANY} kill criteria", "R33", INTO, once, grown("triggers", "K", MANY)),
    Harm("a kill criterion without a signal", "R33", INTO, triggers, item(signal="")),
    Harm("a kill criterion without a commitment", "R33", INTO, triggers, item(commitment="")),
)
# fmt: on
