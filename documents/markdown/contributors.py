"""Who told of an entry: an id of the people directory, or a name in the entry's text.

A record takes no contributor whom the directory does not have, and an old postmortem names
people as their colleagues call them.
"""

from collections.abc import Collection
from dataclasses import replace

from documents.markdown.items import is_empty
from documents.markdown.reading import Findings, Note, cut
from states.record.facts import Fact


def credited(found: Findings, people: Collection[str]) -> Findings:
    """Hand findings on; a contributor who is none of `people` is named in the text instead."""
    for one in found:
        if not isinstance(one, Fact) or not one.by or one.by in people:
            yield one
        elif is_empty(one.by):
            yield replace(one, by="")
        else:
            text = yield from cut(0, f"{one.by}: {one.text}")
            yield replace(one, by="", text=text)
            yield Note(f"“{one.by}” is not an id of your people directory: named in the text")
