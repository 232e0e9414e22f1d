"""Applying a record file: show the plan, ask where something would go, send it.

Everything the engine would refuse is refused before anything is sent; what somebody else
changes in the meantime is a conflict, and what was sent before it stays.
"""

import sys

import click

from cli.app import App
from cli.installation.posting import envelope_for
from cli.records.course import Course, course_json, course_lines, course_of, rehearse
from cli.records.importing import WANTED
from cli.showing.answers import RefusalError
from cli.showing.pages import show_page
from documents.record_file import RecordFile
from states.codec import digest, to_json
from states.commands import Command
from states.decisions.hearing import Hearing
from states.errors import InvalidError, NotFoundError, RetrogateError
from states.record.context import Context
from states.record.retrospective import Retrospective


def record_or_new(app: App, key: str) -> Retrospective:
    """Return the record of an incident, or an empty one where there is none yet."""
    try:
        return app.record(key)
    except NotFoundError:
        return Retrospective(key)


def bring(
    app: App, file: RecordFile, seen: Retrospective, *, dry_run: bool = False, yes: bool = False
) -> None:
    """Bring the record from what was `seen` to what `file` says.

    Raises:
        RetrogateError: the engine refuses, or somebody changed the same in the meantime.
    """
    _must_say_what_opens_it(file, seen)
    course = course_of(seen, file)
    key = course.incident
    if course.is_empty:
        show_page(app.output, (), course_json(course))
        app.output.talk(f"{key} already says all of this")
        return
    rehearse(course, _hearing(app, record_or_new(app, key), file.draft.context))
    show_page(app.output, course_lines(course), course_json(course))
    if dry_run:
        app.output.talk("nothing was sent: this was a dry run")
        return
    if not yes:
        confirm(course)
    _send(app, course)
    app.output.talk(f"{key} says all of this now · next: retro why {key}")


def _must_say_what_opens_it(file: RecordFile, seen: Retrospective) -> None:
    """Refuse in the words of a file what the core would refuse in those of options."""
    if seen.opened and "context" not in file.present:
        return
    gaps = [row for row in WANTED if not getattr(file.draft.context, row[0])]
    if gaps:
        raise InvalidError(
            "\n".join(f"context.{name}: is missing: {what}" for name, what in gaps),
            "a retrospective opens once the incident has stabilized: write it in the file, below"
            " context:, and repeat",
        )


def confirm(course: Course) -> None:
    """Ask whether items may leave the record; raises `RetrogateError` unless they may."""
    if not course.removed:
        return
    names = ", ".join(course.removed)
    if not is_anyone_there():
        raise InvalidError(
            f"{names} would be removed, and nobody is there to be asked", "agree beforehand: --yes"
        )
    if not click.confirm(f"remove {names} from {course.incident}?", err=True):
        raise RetrogateError(f"{course.incident} was left as it is")


def is_anyone_there() -> bool:
    """Tell whether a person could answer a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _hearing(app: App, record: Retrospective, context: Context) -> Hearing:
    return Hearing(
        record=record,
        rules=app.rules(record) if record.opened else app.policy_for(context),
        people=app.directory(),
        actor=app.acting,
        now=app.now,
        seq=record.revision + 1,
    )


def _send(app: App, course: Course) -> None:
    for place, command in enumerate(course.commands):
        envelope = envelope_for(course.incident, command, app.acting, _id_of(command, app))
        outcome = app.post.send(envelope)
        if outcome.refusal:
            raise _interrupted(RefusalError(outcome.refusal), place, len(course.commands))
        app.point_at(outcome, app.record(course.incident))


def _id_of(command: Command, app: App) -> str:
    # Sent again after half of it arrived, a file makes fewer commands: each is known by its words.
    given = app.options.command_id
    return f"{given}-{digest(to_json(command))[:12]}" if given else ""


def _interrupted(error: RefusalError, place: int, whole: int) -> RefusalError:
    if place:
        error.hint = f"{place} of {whole} parts were recorded before it · {error.hint}"
    return error
