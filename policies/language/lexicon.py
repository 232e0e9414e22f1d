"""Which words the language checks know, and since when.

Whoever changes one of these tables raises `LEXICON`, so that a remark says which words made
it; a test holds the two against each other.
"""

from typing import Any

from policies.language import blame, vagueness
from states.codec import digest

LEXICON = "1"
"""The version of all the tables together, as every reading keeps it."""

TABLES: dict[str, list[Any]] = {
    "rewrites": [[*row] for row in blame.REWRITES],
    "phrases": [*blame.PHRASES],
    "words": [sorted(one) for one in blame.WORDS],
    "patterns": [one.pattern for one in (*blame.PATTERNS, *vagueness.PATTERNS)],
    "vague": [[*row] for row in vagueness.VAGUE],
}


def tables_digest() -> str:
    """Name the tables, as they are, by their digest."""
    return digest(TABLES)
