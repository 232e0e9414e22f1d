"""Try templates on every kind of letter there is, before one has to be sent."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from documents.letters.composing import words_about_many, words_about_one
from documents.letters.matters import Matter, matters_of
from documents.letters.wording import DIGEST, NOTICE, TEMPLATES, Wording
from states.record.deadlines import Notice

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)

PLAIN = Notice(
    key="INC-42/action:A2/7/1.1/ana",
    to="ana",
    deadline="action:A2",
    rung=1,
    due=NOW - DAY,
    at=NOW,
    subject="INC-42 A2 “Rehearse broker changes” is not done",
    since="It was due 2026-03-01 09:00 UTC, 1 day ago",
    title="Orders were charged twice",
    settle="retro action done INC-42 A2 --evidence URL",
    why="You hear of it because you own it.",
    moment=NOW,
)
ASKED = Notice(
    key="INC-42/consent:R1/7/0.1/ana",
    to="ana",
    deadline="consent:R1",
    rung=0,
    due=NOW,
    at=NOW,
    subject="INC-42 R1 has no answer: mia asked for A2 to be due 2026-04-02",
    since="It was asked 2026-03-02 09:00 UTC, today: “The vendor ships it in April”",
    title="Orders were charged twice",
    settle="retro grant INC-42 R1",
    why="It waits for you.",
    moment=NOW,
)
OLD = Notice("INC-43/gate:facts/1/0.1/ana", "ana", "gate:facts", 0, NOW, NOW, "late", "It is late.")
BARE = Notice("INC-44/gate:facts/1/0.1/ana", "ana", "gate:facts", 0, NOW, NOW, "INC-44 is late")
MANY = tuple(
    Notice(f"INC-{number}/gate:facts/1/0.1/ana", "ana", "gate:facts", 0, NOW, NOW, f"{number}")
    for number in range(100, 400)
)
_MATTER = f"{Matter.__module__}.{Matter.__qualname__} object"
"""What the library calls a matter."""

DOUBT = ("You may have this already.",)


def faults_in(wording: Wording) -> Iterator[str]:
    """Say what is wrong with somebody's own templates, each fault once."""
    known = " and ".join(TEMPLATES)
    for name in sorted(wording.own):
        if name not in TEMPLATES:
            yield f"{name} is the name of no template: there are {known}"
            continue
        yield from dict.fromkeys(
            fault for words in _samples(name) if (fault := _fault(wording, name, words))
        )


def _fault(wording: Wording, name: str, words: Mapping[str, Any]) -> str:
    try:
        wording.write_own(name, words)
    except Exception as error:  # noqa: BLE001  # a template fails in whatever way it likes
        line = getattr(error, "lineno", None)
        said = str(error).replace(f"'{_MATTER}'", "“matter”")
        return f"{name}{f':{line}' if line else ''}: {said}"
    return ""


def _samples(name: str) -> Iterator[Mapping[str, Any]]:
    later = NOW + DAY
    if name == NOTICE:
        for notice in (PLAIN, ASKED, OLD, BARE):
            matters = matters_of([notice], later)
            yield from (words_about_one(matters, doubtful) for doubtful in ((), DOUBT))
    if name == DIGEST:
        for notices in ((PLAIN, ASKED, OLD, BARE), (PLAIN, *MANY)):
            matters = matters_of(notices, later)
            yield from (words_about_many(matters, doubtful) for doubtful in ((), DOUBT))
