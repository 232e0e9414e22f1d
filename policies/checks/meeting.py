"""The meeting, and what goes out before it (R24)."""

from collections.abc import Iterator
from typing import ClassVar

from policies.checks.roles import Role
from policies.file.direction import Direction, Tighter
from policies.language.wording import TIME, moment
from states.rules import Case, Finding
from states.values import value


@value
class Scheduled:
    """The meeting has a time, and the roles in `include` are among its attendees."""

    id: ClassVar[str] = "meeting.scheduled"
    title: ClassVar[str] = "the meeting is scheduled with those who contribute"
    tighter: ClassVar[Tighter] = {"include": Direction.MORE}
    include: tuple[Role, ...] = (Role.FACILITATOR, Role.COMMANDER)

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name what is missing: the time, or each person."""
        fix = f"retro meeting {case.record.incident} "
        return tuple(Finding(problem, fix=fix + flag) for problem, flag in self._missing(case))

    def _missing(self, case: Case) -> Iterator[tuple[str, str]]:
        meeting = case.record.meeting
        if meeting.at is None:
            yield "the meeting has no time", f"--at {TIME}"
        elif (started := case.record.context.started) and meeting.at < started:
            yield (
                f"the meeting is at {moment(meeting.at)}, before the incident started",
                f"--at {TIME}",
            )
        if not meeting.attendees:
            yield "nobody is invited to the meeting", "--attendee PERSON"
        for role in self.include:
            name = role.player(case.record)
            if meeting.attendees and name and name not in meeting.attendees:
                yield (
                    f"the {role.words} ({name}) is not invited to the meeting",
                    f"--attendee {name}",
                )


@value
class PartiesInvited:
    """Who speaks for the service, and across a boundary its neighbours, are invited (R11)."""

    id: ClassVar[str] = "meeting.parties_invited"
    title: ClassVar[str] = "everyone whose part it was is invited to the meeting"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each who is not."""
        context, meeting = case.record.context, case.record.meeting
        neighbours = context.adjacent if context.crossed_boundary else ()
        return tuple(
            Finding(
                f"{name} has a part in it and is not invited to the meeting",
                fix=f"retro meeting {case.record.incident} --attendee {name}",
            )
            for name in dict.fromkeys((context.service_owner, *neighbours))
            if name and meeting.attendees and name not in meeting.attendees
        )


@value
class TimelineSent:
    """The timeline went out before the meeting."""

    id: ClassVar[str] = "meeting.timeline_sent"
    title: ClassVar[str] = "the timeline is sent out before the meeting"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Say when it was sent, if at all."""
        problem = _not_sent(case)
        fix = f"retro meeting {case.record.incident} --timeline-sent {TIME}"
        return (Finding(problem, fix=fix),) if problem else ()


def _not_sent(case: Case) -> str:
    sent, at = case.record.meeting.timeline_sent, case.record.meeting.at
    if sent is None:
        return "the timeline has not been sent out"
    if sent > case.now:
        return f"the timeline goes out on {moment(sent)}: it is {moment(case.now)}"
    if at and sent > at:
        return f"the timeline went out on {moment(sent)}, after the meeting began ({moment(at)})"
    return ""


@value
class Held:
    """The meeting took place."""

    id: ClassVar[str] = "meeting.held"
    title: ClassVar[str] = "the meeting was held"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Say what is known of it."""
        problem = _not_held(case)
        fix = f"retro meeting {case.record.incident} --held {TIME}"
        return (Finding(problem, fix=fix),) if problem else ()


def _not_held(case: Case) -> str:
    meeting = case.record.meeting
    if meeting.held and meeting.held > case.now:
        return f"the meeting is held on {moment(meeting.held)}: it is {moment(case.now)}"
    if meeting.held:
        return ""
    planned = f" (it is planned for {moment(meeting.at)})" if meeting.at else ""
    return f"nothing says that the meeting was held{planned}"
