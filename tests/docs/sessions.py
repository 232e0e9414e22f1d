"""Sessions of the pages, typed at a terminal line by line."""

from collections.abc import Iterable

from tests.cli.offline import Terminal
from tests.docs.pages import Step, lines_not_shown, words_of


def differences(here: Terminal, steps: Iterable[Step]) -> list[str]:
    """List the lines that end otherwise than a page says, or do not show what it shows."""
    return [said for step in steps for said in _differences(here, step)]


def _differences(here: Terminal, step: Step) -> list[str]:
    ended = here(*words_of(step.typed))
    missing = lines_not_shown(step, ended.out + ended.err)
    if ended.code != step.exit:
        missing.append(f"{step.typed}: exits with {ended.code}, not {step.exit}: {ended.err}")
    return missing
