"""The reference of exit codes, from the errors that carry them."""

from cli.exits import BROKEN_PIPE, INTERRUPTED
from docs.pages.markdown import code, table, titled
from states.errors import Exit

INTRODUCTION = """
Every call of `retro` ends with one of these. A refusal is a line on stderr that says what is
wrong, and mostly a second one with the next command. What a rule refused is in the history of its
incident; what made no sense leaves no trace.

`retro policy lint` asks whether files hold together, so a mistake in one is an answer, `3`. For
every other command a policy file that cannot be read is `2`: there is nothing to work with.
"""

# fmt: off
MEANINGS = {
    Exit.DONE:         ("done",             "It was done, or there was nothing to do."),
    Exit.FAILED:       ("failed",           "It could not be done, or we made a mistake."),
    Exit.USAGE:        ("usage",            "What was typed, or what a file says, makes no sense."),
    Exit.ANSWER_IS_NO: ("the answer is no", "A gate is shut, a rule forbids it, a check failed."),
    Exit.NOT_ALLOWED:  ("not allowed",      "You may not; somebody else may."),
    Exit.NOT_FOUND:    ("not found",        "There is no such incident, item or person."),
    Exit.CONFLICT:     ("conflict",         "Somebody was there first; nothing was lost."),
    Exit.UNREACHABLE:  ("unreachable",      "Temporal, a worker or the database does not answer."),
}

BY_SIGNAL = (
    (str(INTERRUPTED), "interrupted", "Ctrl-C."),
    (str(BROKEN_PIPE), "nobody reads", "The program that the answer was piped to ended first."),
)
# fmt: on


def page() -> str:
    """Write the page."""
    rows = [(code(str(one.value)), *MEANINGS[one]) for one in Exit]
    by_signal = [(code(number), *words) for number, *words in BY_SIGNAL]
    return titled(
        "Exit codes", INTRODUCTION, table(("code", "meaning", "when"), [*rows, *by_signal])
    )
