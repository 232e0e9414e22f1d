"""The commands of what people do beside writing, as a table by part of the record."""

from collections.abc import Callable, Iterator

from policies.explaining.about import About
from policies.language.wording import DAY
from policies.supposing.plausible import URL
from states.record.actions import ActionState, Progress
from states.record.proposals import Verdict


def _progress(about: About) -> Iterator[str]:
    became = about.facts.get(about.path)
    if not isinstance(became, Progress):
        yield _rescheduled(about)
        return
    was = about.record.progress_of(about.name).state
    if was is ActionState.VERIFIED:
        yield f'retro action resume {about.key} {about.name} --reason "SOMEONE ELSE VERIFIES IT"'
    if became.state is ActionState.PARKED:
        reason = about.word("WHY IT CAN WAIT", "the other actions come first")
        yield f"retro action park {about.key} {about.name} --reason {reason}"
        return
    yield from _done(about, became, was_done=was is ActionState.DONE)


def _rescheduled(about: About) -> str:
    action = about.after.action_for(about.name)
    day = action.due if about.full and action and action.due else DAY
    command = f"retro action reschedule {about.key} {about.name} --due {day}"
    return f'{command} --reason "WHY IT MOVES"'


def _done(about: About, became: Progress, *, was_done: bool) -> Iterator[str]:
    which = f"{about.key} {about.name} --evidence {about.word('URL', URL)}"
    record = about.after if about.full else about.record
    action = record.action_for(about.name)
    if not was_done:
        yield f"retro action done {which} --as {(action and action.owner) or 'PERSON'}"
    if became.state is ActionState.VERIFIED:
        yield f"retro verify {which} --as {about.word('PERSON', became.by)}"


def _approval(about: About) -> Iterator[str]:
    yield f"retro approve {about.key} --as {about.name}"


def _answer(about: About) -> Iterator[str]:
    declined = about.facts.get(f"{about.path}.verdict") is Verdict.DECLINED
    answer = "decline" if declined else "grant"
    yield f"retro {answer} {about.key} {about.name} --as PERSON"


def _risk(about: About) -> Iterator[str]:
    reason = about.word("WHY", "it is agreed")
    yield f"retro risk {about.key} {about.name} --reason {reason}"


def _stands(about: About) -> Iterator[str]:
    said = about.thing_in(about.after)
    reason = about.word("WHY IT MAY STAND", "it is agreed")
    sentence = f" --sentence {about.word('', said.sentence)}" if about.full else ""
    yield f"retro acknowledge {about.key} {about.name}{sentence} --reason {reason} --as {said.by}"


def _nothing(_about: About) -> Iterator[str]:
    yield from ()


DEEDS: dict[str, Callable[[About], Iterator[str]]] = {
    "progress": _progress,
    "approvals": _approval,
    "proposals": _answer,
    "risks": _risk,
    "acknowledgements": _stands,
    # The revision goes up by itself.
    "revision": _nothing,
}
