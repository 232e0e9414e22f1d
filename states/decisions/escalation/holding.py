"""What somebody who acts does to the moments of a ladder.

Nothing is switched off: the rungs that are still to come are moved, never to an earlier
moment and never away. So there is one way to make a climb wait, whoever asks for it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from states.calendar import Hours, within_calendar
from states.decisions.ladder.clock import (
    counted_of,
    fired_of,
    firsts_of,
    moments,
    reckoned,
    side_of,
    was_reached,
)
from states.record.deadlines import Deadline, Hold
from states.rules import Rung

Rungs = tuple[Rung, ...]

AN_INSTANT = timedelta.resolution


def held(deadline: Deadline, rungs: Rungs, hold: Hold) -> Deadline:
    """Let a ladder go on when `hold` ends: the next rung then, the others as far behind it."""
    return replace(_resumed(deadline, rungs, hold.until), hold=hold)


def extended(
    deadline: Deadline, rungs: Rungs, until: datetime, now: datetime, hours: Hours
) -> Deadline:
    """Make it due at a later moment (UTC), with a ladder that begins anew; a hold stays."""
    anew = replace(
        deadline,
        due=until,
        set_at=now,
        fired=(),
        counted=(),
        tellings=(),
        heard=(),
        zone=hours.zone,
        moments=reckoned(until, rungs, hours),
        extended=deadline.extended + 1,
    )
    hold = hold_at(now, deadline)
    return held(anew, rungs, hold) if hold else replace(anew, hold=None)


def begun_anew(deadline: Deadline, rungs: Rungs, now: datetime, hours: Hours) -> Deadline:
    """Climb what was climbed once more, from the first rung that is no reminder, now.

    By somebody else's hours. When it was due stays, and so does what reminded of it. A rung that
    was not reached yet keeps its moment: nobody keeps it away by handing on.
    """
    late = reckoned(now, rungs, hours)
    ahead_of = {
        place for place, _ in moments(deadline, rungs) if not was_reached(deadline, place, rungs)
    }
    above = (place for place, rung in enumerate(rungs) if side_of(rung.at) >= 0)
    anew = [place for place in above if place not in ahead_of]
    ahead = now - min((late[place] for place in anew), default=now)
    # What had passed before a move to these rungs stays behind, and what comes now does not.
    set_at = min(deadline.set_at, now - AN_INSTANT)
    behind = {
        place: min(first, set_at)
        for place, first in enumerate(firsts_of(deadline, rungs))
        if place not in ahead_of and not fired_of(deadline, place)
    }
    begun = _moved(deadline, rungs, {**behind, **{one: late[one] + ahead for one in anew}})
    places = range(len(rungs))
    return replace(
        begun,
        set_at=set_at,
        fired=tuple(0 if one in anew else fired_of(deadline, one) for one in places),
        tellings=tuple(0 if one in anew else deadline.told_by(one) for one in places),
        heard=(),
        counted=(),
        zone=hours.zone,
        hold=None,
    )


def hold_at(now: datetime, deadline: Deadline) -> Hold | None:
    """Return what stops a climb now; None where it goes on by itself."""
    return deadline.hold if deadline.hold and deadline.hold.lasts(now) else None


def _resumed(deadline: Deadline, rungs: Rungs, until: datetime) -> Deadline:
    coming = dict(moments(deadline, rungs))
    following = min(coming.values(), default=until)
    if following >= until:
        return deadline
    later_by = until - following
    put_off = _moved(deadline, rungs, {place: one + later_by for place, one in coming.items()})
    counted = tuple(
        (fired_of if place in coming else counted_of)(deadline, place)
        for place in range(len(rungs))
    )
    set_at = until if deadline.is_set_ahead else deadline.set_at
    return replace(put_off, counted=counted, set_at=set_at)


def _moved(deadline: Deadline, rungs: Rungs, to: Mapping[int, datetime]) -> Deadline:
    firsts = enumerate(firsts_of(deadline, rungs))
    return replace(
        deadline,
        moments=tuple(within_calendar(to.get(place, first)) for place, first in firsts),
    )
