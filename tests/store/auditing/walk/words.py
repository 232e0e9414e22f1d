"""What people write on a walk: with spaces, breaks and quotes, and much that looks like ours."""

from random import Random

LINES = (
    "the vendor answers on Friday, not before",
    "two  spaces and “quotes” and a \\ beside them",
    '{"$sealed": "0123"}',
    "$sealed",
    "[erased]",
    "naïve 日本語 текст",
    "nothing was decided, so it waits for the next meeting",
    "word",
)
BLAMES = (
    "Ana should have known better than to do this by hand.",
    "Ben was careless again, and nobody had told him.",
)


def line(dice: Random) -> str:
    """Say something on one line, long enough for any policy."""
    return " ".join(dice.choices(LINES, k=dice.randint(1, 3))) + " and that is why it has to be so"


def text(dice: Random) -> str:
    """Say something, on several lines perhaps."""
    return dice.choice([" ", "\n", "\n\t"]).join(line(dice) for _ in range(dice.randint(1, 2)))


def word(dice: Random) -> str:
    """Say something in one word, or in a line."""
    return dice.choice(["word", "$sealed", line(dice)])
