"""What those who are not there any more still owe, and the commands that hand it on."""

from collections.abc import Callable, Iterator

from cli.app import App
from cli.showing.clauses import some_of
from store.abandoned import LeftBehind, left_behind


def still_owed(app: App, is_gone: Callable[[str], bool]) -> tuple[str, str]:
    """Say what waits for people who are gone, and how it is handed on; empty where nothing does."""
    left = left_behind(app.engine, is_gone)
    told = [f"{one.incident} {one.subject} ({one.person})" for each in left for one in each]
    return some_of(told), " · ".join(_commands(left))


def _commands(left: LeftBehind) -> Iterator[str]:
    for one in left.actions[:1]:
        yield f"retro action edit {one.incident} {one.subject} --owner PERSON"
    for one in left.gates[:1]:
        yield f"retro set {one.incident} --facilitator PERSON"
