"""Policies in files, and the ones they extend.

A policy `NAME@VERSION` is found in `NAME.yaml` or `NAME@VERSION.yaml` beside the file that
extends it, or in a file that is named; the packaged policy is always there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from cli.reading.files import STDIN, text_as_it_is
from policies.file.loader import Reading, read_policy
from policies.shelf import packaged
from states.errors import InvalidError

SUFFIXES = (".yaml", ".yml")
_HEAD = re.compile(r"""^(policy|version): *["']?([a-z0-9.-]+)""", re.MULTILINE)


class Beside(Mapping[str, str]):
    """The policies that one file may extend, by `NAME@VERSION`; read when they are asked for."""

    def __init__(self, path: str, named: Sequence[str] = ()) -> None:
        """Look beside `path`, and in the files that are `named`."""
        self._folder = Path() if path == STDIN else Path(path).parent
        self._named = named

    def __getitem__(self, title: str) -> str:
        """Return the text of a policy; raises `KeyError` where there is none of that name."""
        if title in packaged():
            return packaged()[title]
        for path in self._named:
            if title_of(text_as_it_is(path)) == title:
                return text_as_it_is(path)
        found = next((one for one in self._candidates(title) if one.is_file()), None)
        if found is None:
            raise KeyError(title)
        return text_as_it_is(str(found))

    def __iter__(self) -> Iterator[str]:
        """List what there is to choose from."""
        yield from packaged()
        beside = (str(one) for one in sorted(self._folder.iterdir()) if one.suffix in SUFFIXES)
        for path in (*self._named, *beside):
            with suppress(InvalidError):
                yield from filter(None, [title_of(text_as_it_is(path))])

    def __len__(self) -> int:
        """Count them."""
        return sum(1 for _ in self)

    def _candidates(self, title: str) -> Iterator[Path]:
        for name in (title, title.partition("@")[0]):
            yield from (self._folder / f"{name}{suffix}" for suffix in SUFFIXES)


def title_of(text: str) -> str:
    """Return `NAME@VERSION` of what may be a policy; empty where it is something else.

    Only two lines are looked at: what else is in a neighbour is no reason to refuse a file.
    """
    said = dict(_HEAD.findall(text))
    return f"{said['policy']}@{said['version']}" if len(said) > 1 else ""


def read_policy_file(path: str, named: Sequence[str] = ()) -> Reading:
    """Read the policy in a file; `named` are files of policies that it may extend.

    Raises:
        InvalidError: as `load_policy`, or a file cannot be read.
    """
    return read_policy(text_as_it_is(path), path, Beside(path, named))
