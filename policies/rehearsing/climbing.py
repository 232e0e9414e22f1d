"""The deadlines of one phase, climbing their ladders while nobody acts.

The engine's own functions climb them; only the clock is ours. A rung that repeats is shown
twice: then it only goes on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from policies.file.durations import written
from policies.rehearsing.cue import Cue, CueKind, kind_of
from policies.rehearsing.scenes import Scene
from states.calendar import LATEST, Days, Lapse
from states.decisions.ladder.climbing import climb
from states.decisions.ladder.clock import fired_of, moments, rungs_of
from states.events.escalations import OperatorsTold, RungReached
from states.events.event import Event
from states.events.notices import NoticeSettled
from states.evolve import fold
from states.messages import notices_of, operators_notices
from states.record.deadlines import Deadline, Notice
from states.rules import Rung

SHOWN = 2
"""How often a rung that repeats is shown."""


def cues_of(scene: Scene, until: datetime | None) -> Iterator[Cue]:
    """List whom every rung reaches up to a moment (UTC); without one, until all were shown."""
    cues: list[tuple[str, Cue]] = []
    settled: set[str] = set()
    while (moment := _next_moment(scene)) is not None and (until is None or moment <= until):
        scene = _gone_on(scene, max(moment, scene.now))
        made = tuple(climb(scene.hearing))
        settled |= {one.key for one in made if isinstance(one, NoticeSettled)}
        for reached, amiss in _with_what_is_amiss(made):
            deadline = scene.record.deadlines[reached.deadline]
            if fired_of(deadline, reached.rung) < SHOWN:
                cues += _cues(deadline, reached, amiss, scene)
        scene = replace(scene, record=fold(scene.record, made, scene.stamp))
    return (cue for key, cue in cues if key not in settled)


def _next_moment(scene: Scene) -> datetime | None:
    """Say when the next rung is reached that was not shown often enough."""
    coming = (
        moment
        for deadline in scene.record.deadlines.values()
        for place, moment in moments(deadline, rungs_of(deadline, scene.rules))
        if fired_of(deadline, place) < SHOWN
    )
    # What would lie beyond the calendar stands at its end, and so does every repeat of it.
    return min((one for one in coming if one < LATEST), default=None)


def _gone_on(scene: Scene, now: datetime) -> Scene:
    # Nobody is told in a rehearsal: what may be sent has gone.
    held = tuple(one for one in scene.record.notices if one.is_held(now))
    return replace(scene, now=now, record=replace(scene.record, notices=held))


def _with_what_is_amiss(
    made: Iterable[Event],
) -> Iterator[tuple[RungReached, OperatorsTold | None]]:
    """Put each rung beside what operators are told of it, which comes right after it."""
    for one, after in pairwise((*made, None)):
        if isinstance(one, RungReached):
            yield one, after if isinstance(after, OperatorsTold) else None


def _cues(
    deadline: Deadline, reached: RungReached, amiss: OperatorsTold | None, scene: Scene
) -> Iterator[tuple[str, Cue]]:
    """Address what a rung tells; each with the key of its notice."""
    rungs = rungs_of(deadline, scene.rules)
    rung = rungs[reached.rung]
    cue = Cue(
        at=scene.now,
        moment=scene.now,
        kind=kind_of(deadline, rung),
        deadline=deadline.id,
        due=deadline.due,
        what=reached.subject,
        ladder=deadline.ladder,
        rung=reached.rung + 1,
        rungs=len(rungs),
        times=reached.times,
        goes_on=_goes_on(rung, reached.times),
        instead=amiss.since.removesuffix(".") if amiss else "",
    )
    yield from _addressed(cue, notices_of(reached, scene.record, scene.stamp), scene)
    if amiss:
        told = replace(cue, kind=CueKind.AMISS, what=amiss.subject, goes_on="")
        yield from _addressed(told, operators_notices(amiss, scene.record, scene.stamp), scene)


def _addressed(cue: Cue, notices: tuple[Notice, ...], scene: Scene) -> Iterator[tuple[str, Cue]]:
    if not notices:
        yield "", cue
    for one in notices:
        told = replace(
            cue,
            at=one.after or cue.at,
            to=one.to,
            zone=scene.rules.hours_of(one.to, scene.people).zone,
            why=one.why,
            bundled=one.bundled,
        )
        yield one.key, told


def _goes_on(rung: Rung, times: int) -> str:
    """Say what of a rung is not shown any more."""
    if rung.repeat is None or times < SHOWN:
        return ""
    every = f"and every {_span(rung.repeat)}"
    if rung.times is None:
        return f"{every}, until somebody acts"
    left = rung.times - times
    return f"{every}, {left} more" if left > 0 else ""


def _span(repeat: Lapse) -> str:
    if isinstance(repeat, Days):
        return f"{repeat.count} days" if repeat.count > 1 else "day"
    return written(repeat)
