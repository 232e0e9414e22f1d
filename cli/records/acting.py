"""Act on what climbs: whatever climbs about one subject is acted on together, or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cli.app import App
from cli.installation.posting import envelope_for
from cli.records.course import Course, rehearse
from cli.records.meaning import meant
from cli.showing.acted import acted_json, acted_lines
from cli.showing.answers import RefusalError
from cli.showing.pages import show_page
from policies.language.wording import listed
from states.commands import Command
from states.decisions.escalation.escalated import is_climbing
from states.envelope import Outcome
from states.errors import RetrogateError
from states.record.deadlines import Deadline


def to_act_on(app: App, key: str, what: str, verb: str) -> tuple[Deadline, ...]:
    """Find the deadlines that somebody means to act on, once it is known who that is.

    Raises:
        InvalidError: nobody said who acts, or several things climb and none was named.
        NotFoundError: there is no such incident or deadline, or nothing climbs.
    """
    acting = app.acting
    hearing = replace(app.hearing(app.record(key)), actor=acting)
    found = meant(hearing, what, verb)
    # Of what does not climb yet, one answer is enough, which says what can be done instead.
    return found if is_climbing(found[0], hearing.rules) else found[:1]


def act(app: App, key: str, acts: Sequence[tuple[Deadline, Command]]) -> None:
    """Send a command for each deadline, and say what came of it.

    Raises:
        RefusalError: the engine said no.
        RetrogateError: it would say no to one of several; nothing was sent.
    """
    if len(acts) > 1 and not app.options.command_id:  # what is sent again was granted before
        _must_all_be_granted(app, key, acts)
    outcomes = [*_sent(app, key, acts)]
    hearing = app.hearing(app.record(key))
    told = [
        (one, deadline, app.history.entry(key, one.entry))
        for one, (deadline, _) in zip(outcomes, acts, strict=True)
    ]
    lines = [line for one in told for line in acted_lines(*one, hearing, app.wall_clock)]
    lines.append(f"next: retro escalations show {key} {acts[0][0].subject}")
    body = {"incident": key, "acts": [acted_json(*one, hearing) for one in told]}
    show_page(app.output, lines, body)


def _must_all_be_granted(app: App, key: str, acts: Sequence[tuple[Deadline, Command]]) -> None:
    course = Course(key, tuple(command for _, command in acts))
    try:
        rehearse(course, app.hearing(app.record(key)))
    except RetrogateError as error:
        names = listed((one.id for one, _ in acts), "or")
        error.hint = f"{error.hint} · nothing was sent; act on one alone: {names}"
        raise


def _sent(app: App, key: str, acts: Sequence[tuple[Deadline, Command]]) -> Iterator[Outcome]:
    given = app.options.command_id
    for place, (deadline, command) in enumerate(acts):
        name = f"{given}-{deadline.id}" if given else ""
        outcome = app.post.send(envelope_for(key, command, app.acting, name))
        if outcome.refusal:
            raise _interrupted(RefusalError(outcome.refusal), [one.id for one, _ in acts[:place]])
        yield outcome


def _interrupted(error: RefusalError, done: Sequence[str]) -> RefusalError:
    if done:
        error.hint = f"{listed(done)} was done before it · {error.hint}"
    return error
