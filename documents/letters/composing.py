"""Write the letter to one person: about one matter, or about everything of their day."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType
from typing import Any

from documents.letter import Letter
from documents.letters.matters import Matter, groups_of, matters_of
from documents.letters.wording import BUILT_IN, DIGEST, NOTICE, Wording
from states.due import moment_told
from states.record.deadlines import Notice

SUBJECT_LENGTH = 200
"""Characters of a subject: some services cut a longer one, some refuse it."""

IN_FULL = 50
IN_SHORT = 200
"""Matters that one letter tells in full, and those that it only names."""

NOTHING: Mapping[str, datetime] = MappingProxyType({})


def letter_of(  # all but the first are named, and may be left out
    notices: Sequence[Notice],
    *,
    now: datetime,
    key: str = "",
    doubtful: Mapping[str, datetime] = NOTHING,
    wording: Wording = BUILT_IN,
) -> Letter:
    """Write the letter that tells one person of `notices`, by the clock that shows `now`.

    `doubtful` are the channels that may have taken it before, and when (UTC).
    """
    matters = matters_of(notices, now)
    before = [_doubt(channel, at, now.tzinfo or UTC) for channel, at in doubtful.items()]
    return Letter(
        key=key or notices[0].key,
        subject=_subject(matters),
        text=_text(matters, before, wording),
    )


def words_about_one(matters: Sequence[Matter], doubtful: Sequence[str]) -> Mapping[str, Any]:
    """Say what a template of a single matter may speak of."""
    return {"matter": matters[0], "doubtful": doubtful}


def words_about_many(matters: Sequence[Matter], doubtful: Sequence[str]) -> Mapping[str, Any]:
    """Say what a template of several matters may speak of."""
    named = IN_FULL + IN_SHORT
    return {
        "groups": tuple(groups_of(matters[:IN_FULL])),
        "briefly": matters[IN_FULL:named],
        "more": max(len(matters) - named, 0),
        "doubtful": doubtful,
    }


def _text(matters: Sequence[Matter], doubtful: Sequence[str], wording: Wording) -> str:
    if len(matters) == 1:
        return wording.write(NOTICE, words_about_one(matters, doubtful))
    return wording.write(DIGEST, words_about_many(matters, doubtful))


def _subject(matters: Sequence[Matter]) -> str:
    if len(matters) == 1:
        return _cut(matters[0].subject)
    incidents = list(dict.fromkeys(one.incident for one in matters))
    if len(incidents) == 1:
        return f"{incidents[0]}: {len(matters)} matters for you"
    where = f"{len(incidents)} incidents: {', '.join(incidents)}"
    return _cut(f"{len(matters)} matters for you in {where}")


def _cut(line: str) -> str:
    return line if len(line) <= SUBJECT_LENGTH else f"{line[: SUBJECT_LENGTH - 1]}…"


def _doubt(channel: str, at: datetime, zone: tzinfo) -> str:
    return (
        f"You may have this already: {channel} was given it {moment_told(at, zone)}, and did not "
        "answer in time."
    )
