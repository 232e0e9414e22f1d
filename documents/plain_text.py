"""What any file must be before it is read: of sane size, and showing all that it holds."""

import re

from states.errors import InvalidError

SIZE_LIMIT = 1024 * 1024
# Some readers take time with the square of a line's length.
LINE_LENGTH_LIMIT = 100_000

# All but what YAML 1.2 allows less tabs, other line ends, byte order marks and direction marks.
UNSEEN = re.compile(
    "[^\n\x20-\x7e\xa0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff"
    "\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def plain_text(text: str, name: str) -> str:
    """Return `text` with plain line ends.

    Raises:
        InvalidError: it is too large, or holds a tab or an invisible character; it says where.
    """
    if len(text.encode(errors="replace")) > SIZE_LIMIT:
        raise fault(name, (1, 1), "the file is larger than 1 MiB", "split it")
    lines = text.replace("\r\n", "\n")
    _refuse_unseen(lines, name)
    _refuse_long_lines(lines, name)
    return lines


def fault(name: str, place: tuple[int, int], problem: str, hint: str) -> InvalidError:
    """Word a complaint about one place of a file: `NAME:LINE:COLUMN: what is wrong`."""
    line, column = place
    return InvalidError(f"{name}:{line}:{column}: {problem}", hint)


def _refuse_unseen(text: str, name: str) -> None:
    found = UNSEEN.search(text)
    if found is None:
        return
    start = found.start()
    place = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    if found[0] == "\t":
        raise fault(name, place, "a tab", "use spaces; within double quotes write \\t")
    raise fault(name, place, f"the invisible character U+{ord(found[0]):04X}", "delete it")


def _refuse_long_lines(text: str, name: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LINE_LENGTH_LIMIT:
            problem = f"a line of {len(line)} characters, more than {LINE_LENGTH_LIMIT}"
            raise fault(name, (number, 1), problem, "break it up")
