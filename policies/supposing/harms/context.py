"""What can be wrong with what, when and who (R10, R11)."""

from itertools import pairwise

from policies.supposing.harms.harm import Harm, Move, once
from policies.supposing.harms.moves import (
    DAY,
    leaver,
    made,
    played_by,
    single,
    stranger,
    team,
    with_single,
)
from states.decisions.sense import TIMES
from states.lifecycle import Phase
from states.rules import Case

INTO = Phase.STABILIZED


def _ahead(name: str) -> Move:
    return lambda case, _: with_single(case, "context", **{name: case.now + DAY})


def _swapped(early: str, late: str) -> Move:
    def move(case: Case, _: str) -> Case:
        before, after = getattr(case.record.context, early), getattr(case.record.context, late)
        return with_single(case, "context", **{early: after, late: before})

    return move


def _neighboured(case: Case, _: str) -> Case:
    return with_single(case, "context", crossed_boundary=True, adjacent=(stranger(case).id,))


def _facilitator_led(case: Case, _: str) -> Case:
    return with_single(case, "context", facilitator=case.record.context.commander)


# fmt: off
EMPTY = (
    #  field            told
    ("title",          "an incident without a title"),
    ("severity",       "an incident without a severity"),
    ("services",       "an incident that names no service"),
    ("effect",         "an incident that does not say what users noticed"),
    ("started",        "an incident without its start"),
    ("detected",       "an incident without the time of its detection"),
    ("acknowledged",   "an incident without the time of its acknowledgement"),
    ("stabilized",     "an incident without the time it was stabilized"),
    ("commander",      "an incident that nobody commanded"),
    ("facilitator",    "a retrospective that nobody facilitates"),
    ("scribe",         "a retrospective without a scribe"),
    ("decision_owner", "a retrospective in which nobody decides"),
)
ROLES = (
    ("commander",      "commander"),
    ("facilitator",    "facilitator"),
    ("scribe",         "scribe"),
    ("decision_owner", "decision owner"),
)
NEWCOMERS = (
    ("whom nobody knows",                  stranger),
    ("who is a team",                      team),
    ("who had left before the incident",   leaver),
)
NOTHING = {"severity": None, "services": (), **dict.fromkeys(TIMES)}

HARMS = (
    *(Harm(told, "R10", INTO, once, single("context", **{name: NOTHING.get(name, "")}))
      for name, told in EMPTY),
    *(Harm(f"an incident {late} before it was {early}", "R10", INTO, once, _swapped(early, late))
      for early, late in pairwise(TIMES)),
    *(Harm(f"an incident that is {name} tomorrow", "R10", INTO, once, _ahead(name))
      for name in TIMES),

    *(Harm(f"a {role} {told}", "R10", INTO, once, played_by(key, newcomer))
      for told, newcomer in NEWCOMERS for key, role in ROLES),

    Harm("a facilitator who commanded the incident", "R11", INTO, once, _facilitator_led),
    Harm("an incident without a service owner", "R11", INTO, once,
         single("context", service_owner="")),
    Harm("a service owner whom nobody knows", "R11", INTO, once,
         played_by("service_owner", stranger)),
    Harm("a service owner who has left", "R11", INTO, once,
         played_by("service_owner", leaver)),
    Harm("an incident across a boundary without a neighbour", "R11", INTO, once,
         single("context", crossed_boundary=True, adjacent=())),
    Harm("a neighbour whom nobody knows", "R11", INTO, once, _neighboured),

    Harm("an incident from a pipeline without its run", "R53", Phase.VERIFIED, once,
         made(lambda case: {"context": _from_pipeline(case)})),
)
# fmt: on


def _from_pipeline(case: Case) -> object:
    labelled = with_single(case, "context", labels=("ci",), ci_run="")
    return labelled.record.context
