"""One item of a record as a row of its page."""

from policies.language.wording import shortened

LONGEST = 160


def given(**words: str) -> str:
    """Write those words that there are, each with its name."""
    return ", ".join(f"{name.replace('_', ' ')} {one}" for name, one in words.items() if one)


def row(*cells: str) -> str:
    """Write those cells that there are, side by side."""
    return "  ".join(shortened(one, LONGEST) for one in cells if one)
