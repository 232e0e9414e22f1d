"""Second looks at when people are told: days that are counted, and hours that are quiet."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from documents.positions import Path
from policies.file.durations import sized, written
from policies.file.ladders import RungLine
from policies.file.loader import Reading
from policies.file.model import PolicyFile
from states.calendar import Days, Lapse

Doubt = tuple[Path, str]
OWNER = "owner"


def past_holidays(reading: Reading, today: date) -> Iterator[Doubt]:
    """Doubt a list of holidays of which every one is over."""
    clock = _file(reading).clock
    if clock and clock.holidays and max(clock.holidays) < today:
        told = f"the last one was {max(clock.holidays)}: from now on there are none"
        yield ("clock", "holidays"), told


def silent_ends(reading: Reading) -> Iterator[Doubt]:
    """Doubt waivers of which nobody hears when they end."""
    if _file(reading).waivers.ladder is None:
        yield ("waivers",), "has no ladder: nobody is told when a waiver ends"


def waking_reminders(reading: Reading) -> Iterator[Doubt]:
    """Doubt reminders that do not wait for anybody's morning."""
    for name, rungs in _file(reading).ladders.items():
        for place, rung in enumerate(rungs):
            if rung.at_once and sized(rung.at) < timedelta(0):
                told = "wakes people for a reminder: the deadline is still to come"
                yield ("ladders", name, place, "at_once"), told


def spared_owners(reading: Reading) -> Iterator[Doubt]:
    """Doubt rungs that name whom they leave out."""
    for name, rungs in _file(reading).ladders.items():
        for place, rung in enumerate(rungs):
            if OWNER in rung.notify and sized(rung.at) > timedelta(0):
                told = f"names {OWNER}: after the deadline it climbs past whom it waits for"
                yield ("ladders", name, place, "notify"), told


def long_repeats(reading: Reading) -> Iterator[Doubt]:
    """Doubt rungs that are told so many times that the next one is reached meanwhile."""
    for name, rungs in _file(reading).ladders.items():
        for place, (rung, above) in enumerate(pairwise(rungs)):
            last = _last_of(rung)
            if last > sized(above.at):
                told = (
                    f"the last of {rung.times} comes at {written(last)}, and the next rung is "
                    f"reached at {written(above.at)} already: both go on side by side"
                )
                yield ("ladders", name, place, "times"), told


def _last_of(rung: RungLine) -> timedelta:
    more = (rung.times or 1) - 1
    first: timedelta = sized(rung.at)
    return first + more * sized(rung.repeat) if more else first


def uncounted_days(reading: Reading) -> Iterator[Doubt]:
    """Doubt spans of working days where nobody says which days those are."""
    clock = _file(reading).clock
    if clock and "working_days" in clock.model_fields_set:
        return
    editions = reading.policy.editions.values()
    found = {path: lapse for one in editions for path, lapse in _lapses(one.file)}
    for path, lapse in found.items():
        if isinstance(lapse, Days) and lapse.working:
            told = f"{written(lapse)} counts every day: say clock.working_days"
            yield path, told


def _lapses(file: PolicyFile) -> Iterator[tuple[Path, Lapse]]:
    for gate, line in file.gates.items():
        yield ("gates", gate, "deadline", "within"), line.deadline.within
    for name, rungs in file.ladders.items():
        for place, rung in enumerate(rungs):
            yield ("ladders", name, place, "at"), rung.at


def _file(reading: Reading) -> PolicyFile:
    return reading.policy.editions[None].file
