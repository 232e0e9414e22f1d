"""The keys of incidents: as an argument of a command, and the next one that is free."""

import re
from typing import Any

import click

from cli.installation.posting import must_be_key
from store.read_model import ReadModel, Wanted

NUMBERED = re.compile(r"INC-(\d+)")
EVERY = 1_000_000


class Key(click.ParamType[str]):
    """The key of an incident: INC-42."""

    name = "key"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:  # noqa: ARG002  # click's signature
        """Take a key as it is, or refuse it."""
        must_be_key(value)
        return str(value)


KEY = Key()


def next_key(read_model: ReadModel) -> str:
    """Name the next incident: one more than the highest number there is."""
    keys = (one.key for one in read_model.incidents(Wanted(is_open=None, limit=EVERY)))
    numbers = (int(found[1]) for key in keys if (found := NUMBERED.fullmatch(key)))
    return f"INC-{max(numbers, default=0) + 1}"
