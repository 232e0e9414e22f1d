"""What was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the known word most like `word`, as ` (did you mean “owner”?)`, or say nothing."""
    near = get_close_matches(word, list(known), n=1)
    return f" (did you mean “{near[0]}”?)" if near else ""
