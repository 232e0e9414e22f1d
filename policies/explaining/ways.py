"""Other ways to the same: what could be said or done instead of what was found."""

from collections.abc import Iterator
from itertools import islice

from policies.explaining.commands import commands_for
from policies.explaining.explanation import Way
from policies.explaining.phrases import words_for
from policies.supposing.deeds import deeds_about
from policies.supposing.edits import changes
from policies.supposing.items import part_of
from policies.supposing.parts import SINGLE
from policies.supposing.stage import Facts, Stage

TRIES = 150
SHOWN = 3


def others_for(without: Stage, instead_of: Facts, least: int) -> tuple[Way, ...]:
    """Find what would do in place of `instead_of`, which `without` does without.

    What does leaves no more than `least` in the way.
    """
    same = words_for(instead_of, without.record)
    found: dict[str, Facts] = {}
    for edit in islice(_edits(without, instead_of), TRIES):
        words = words_for(edit, without.record)
        if words in found or words == same:
            continue
        imagined = without.imaginable(edit)
        if imagined is None or imagined.falls_short(without.report.shut, least):
            continue
        if imagined.missing <= least:
            found[words] = edit
    return tuple(
        Way(words, edit, commands_for(edit, without.record))
        for words, edit in islice(found.items(), SHOWN)
    )


def _edits(without: Stage, instead_of: Facts) -> Iterator[Facts]:
    parts = {path.partition(".")[0] for path in instead_of}
    for result in without.report.shut[:1]:
        finding, stage = result.findings[0], without.looking_at(result)
        yield from deeds_about(finding, stage)
        part = part_of(stage.record, finding.item)
        if part:
            yield from changes(stage, part, finding.item)
        for single in SINGLE:
            if single in parts:
                yield from changes(stage, single)
