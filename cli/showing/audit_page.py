"""What an audit came to, in a few lines: the verdict, what was checked, and how far it reaches."""

from collections import Counter
from collections.abc import Iterator, Sequence

from documents.bulletins.phrases import counted
from policies.auditing.discrepancy import Remark
from store.auditing.audited import Audited

A_FEW = 3
"""Histories of which it is told by name that they cannot be judged in full."""


def verdict(wrong: int, what: str) -> str:
    """Say whether `what` is whole; so many places in it are wrong."""
    if not wrong:
        return f"{what} is as it was written"
    return f"{counted(wrong, 'place is', 'places are')} not what was written"


def summary_lines(found: Audited, where: str, held: str) -> Iterator[str]:
    """Say what was checked, how far back it is certain, and what nobody can judge any more."""
    checked = f"{counted(found.entries, 'entry', 'entries')} {where}"
    yield f"  checked  {checked}: each hash and text, the tree, its signatures, and what they mean"
    yield f"  held     {held}"
    yield from _remarks(found.remarks)


def remark_lines(found: Audited) -> Iterator[str]:
    """Tell each thing that nobody can judge any more, with its entry."""
    for one in found.remarks:
        yield f"{one.incident}{f' entry {one.seq}' if one.seq else ''}: {one.text}"


def held_outside(found: Audited) -> str:
    """Say how many entries of a database nobody can have rewritten, for somebody else has them."""
    if not found.held:
        return (
            "none: whoever has the database could have rewritten all of it"
            " · see what lies outside: retro audit checkpoint"
        )
    first = counted(found.held, "entry", "entries")
    return f"the first {first} of the log, by what lies outside: nobody rewrote them unnoticed"


def held_in_bundle(found: Audited) -> str:
    """Say what a bundle is held to."""
    size = counted(found.held, "entry", "entries")
    return f"to the signed checkpoint over {size} of the log · whose key it is: --trust KEY"


def _remarks(remarks: Sequence[Remark]) -> Iterator[str]:
    alike = Counter((one.incident, one.text.partition(": ")[0]) for one in remarks)
    for (incident, text), times in alike.most_common(A_FEW):
        yield f"  but      {incident}{f' ({times} times)' if times > 1 else ''}: {text}"
    if len(alike) > A_FEW:
        rest = counted(len(alike) - A_FEW, "history", "histories")
        yield f"  but      {rest} more cannot be judged in full · see one: retro audit verify KEY"
