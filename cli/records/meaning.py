"""What somebody means by `A2`, by `facts`, or by nothing at all: the deadlines to act on.

An action that is late and has not moved climbs twice; whoever says `A2` means both.
"""

from collections.abc import Iterable

from cli.showing.ahead import is_held
from cli.showing.climbing import climbing
from policies.language.wording import meant as near
from states.decisions.hearing import Hearing
from states.errors import InvalidError, NotFoundError
from states.record.deadlines import Deadline


def meant(hearing: Hearing, what: str, verb: str) -> tuple[Deadline, ...]:
    """Find the deadlines that `what` names, what climbed furthest first.

    Of those it names, the ones that climb; without any, one that does not climb yet, so that
    the answer can say when it will.

    Raises:
        InvalidError: nothing was named, and several things climb; it lists a command for each.
        NotFoundError: there is no such deadline, or nothing climbs at all.
    """
    late = climbing(hearing)
    if not what:
        return _only(late, hearing, verb)
    named = [one for one in hearing.record.deadlines.values() if what in (one.id, one.subject)]
    if not named:
        raise _unknown(hearing, what)
    return tuple(one for one in late if one in named) or tuple(named)


def _only(late: tuple[Deadline, ...], hearing: Hearing, verb: str) -> tuple[Deadline, ...]:
    awake = [one for one in late if not is_held(one, hearing.now)] or [*late]
    subjects = [*dict.fromkeys(one.subject for one in awake)]
    if not subjects:
        raise NotFoundError(
            f"nothing climbs in {hearing.key}",
            f"see what comes next: retro why {hearing.key} · what climbs: retro escalations list",
        )
    if len(subjects) > 1:
        raise InvalidError(
            f"{len(subjects)} things climb in {hearing.key}: {', '.join(subjects)}",
            " · ".join(f"retro escalations {verb} {hearing.key} {one}" for one in subjects),
        )
    return tuple(one for one in late if one.subject == subjects[0])


def _unknown(hearing: Hearing, what: str) -> NotFoundError:
    known: Iterable[str] = dict.fromkeys(one.subject for one in hearing.record.deadlines.values())
    return NotFoundError(
        f"nothing in {hearing.key} is due that is called “{what}”{near(what, known)}",
        f"see what climbs: retro escalations list · what is owed: retro show {hearing.key}",
    )
