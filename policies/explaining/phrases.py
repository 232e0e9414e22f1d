"""A supposed fact in words: what is asked for, and what could be done instead."""

from collections.abc import Mapping

from policies.explaining.sayings import NOUNS, SAYINGS, saying_of
from policies.language.wording import listed
from policies.supposing.items import is_empty, within
from policies.supposing.stage import Facts
from states.record.actions import ActionState, Progress
from states.record.facts import Fact
from states.record.retrospective import COLLECTIONS, Retrospective

PLACES = {place: number for number, place in enumerate(SAYINGS)}
TEXTS = {row.name: row.text for row in COLLECTIONS}
WHOLE = 2

# fmt: off
BECAME: Mapping[ActionState, str] = {
    ActionState.OPEN:     "it is taken up again",
    ActionState.DONE:     "it is done",
    ActionState.VERIFIED: "it is done, and verified by somebody who does not own it",
    ActionState.PARKED:   "it is parked openly",
}

DEEDS = {
    "progress":         "its date is moved openly",
    "risks":            "its risk is accepted by name",
    "acknowledgements": "the facilitator lets the sentence stand",
    "proposals":        "an answer, yes or no",
    "approvals":        "an approval of the record, after everything else",
}
# fmt: on


def words_for(facts: Facts, record: Retrospective) -> str:
    """Say all of these facts in one clause."""
    return listed(dict.fromkeys(words_of(path, said, record) for path, said in facts.items()))


def words_of(path: str, said: object, record: Retrospective) -> str:
    """Say one fact in a clause."""
    part, *steps = path.split(".")
    if isinstance(said, Progress):
        return _became(said, record.progress_of(steps[0]))
    if part in DEEDS:
        return DEEDS[part]
    if part in NOUNS and len(steps) < WHOLE:
        return f"{steps[0]} is taken out" if said is None else f"1 more {NOUNS[part][0]}"
    field = _field(path)
    if said is False:
        return f"not {saying_of(part, field).what.removeprefix('whether it is ')}"
    return saying_of(part, field).what


def place_of(path: str) -> int:
    """Say where in a thing a fact stands, as the table has it; what is done comes last."""
    return PLACES.get((path.partition(".")[0], _field(path)), len(PLACES))


def _field(path: str) -> str:
    steps = path.split(".")
    return "criterion" if "criterion" in steps else steps[-1]


def said_of(part: str, thing: object) -> str:
    """List what a new thing has to say, beside its text."""
    fields = [
        one.field
        for one in within("", part, thing)
        if one.field not in ("id", "verification", TEXTS[part])
        and ".criterion." not in one.path
        and not is_empty(one)
        and getattr(one.thing, one.field) is not False
    ]
    known = [one for one in fields if not _goes_without_saying(one, thing)]
    return listed(_what(part, one, thing) for one in known) if known else ""


def _what(part: str, field: str, thing: object) -> str:
    if isinstance(thing, Fact) and field == "kind":
        return f"the kind {thing.kind.value}"
    return saying_of(part, field).what.removeprefix("whether it is ")


def _goes_without_saying(field: str, thing: object) -> bool:
    if not isinstance(thing, Fact):
        return False
    return field == "standing" or (field == "kind" and thing.kind is Fact().kind)


def _became(became: Progress, was: Progress) -> str:
    if became.state is ActionState.VERIFIED and was.state is ActionState.DONE:
        return "it is verified by somebody who does not own it"
    if became.state is ActionState.VERIFIED and was.state is ActionState.VERIFIED:
        return "it is verified again, by somebody who does not own it"
    return BECAME[became.state]
