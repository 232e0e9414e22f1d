"""Policies by the names people give them: `NAME@VERSION`, a file, or `default`."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cli.app import App
from cli.reading.files import text_as_it_is
from cli.reading.policy_files import Beside
from cli.reading.trial_files import DEFAULT
from policies.file.loader import Reading, read_policy
from policies.policy import Policy
from policies.publishing.library import Publication
from policies.shelf import default_text
from states.errors import NotFoundError
from states.spelling import did_you_mean


class Reachable(Mapping[str, str]):
    """The policies that a file may extend: those beside it, and those that are published."""

    def __init__(self, path: str, app: App) -> None:
        """Look beside `path` first."""
        self._beside = Beside(path)
        self._app = app

    def __getitem__(self, title: str) -> str:
        """Return the text of a policy; raises `KeyError` where there is none of that name."""
        if title in self._beside:
            return self._beside[title]
        found = self._app.library.called(title)
        if found is None or not found.is_published or found.offer.title != title:
            raise KeyError(title)
        return self._app.policies.text_of(found.offer.digest)

    def __iter__(self) -> Iterator[str]:
        """List what there is to choose from."""
        published = (one for one in self._app.library.publications if one.is_published)
        yield from dict.fromkeys((*self._beside, *(one.offer.title for one in published)))

    def __len__(self) -> int:
        """Count them."""
        return sum(1 for _ in self)


def reading_of(app: App, name: str) -> Reading:
    """Read the policy that is called so: a file, `default`, or one that was offered before.

    Raises:
        InvalidError: as `load_policy`, or a file cannot be read.
        NotFoundError: it reads like `NAME@VERSION`, and there is none.
    """
    if name == DEFAULT:
        return read_policy(default_text(), DEFAULT)
    if _is_title(name) and not Path(name).exists():
        found = publication_called(app, name)
        return read_policy(app.policies.text_of(found.offer.digest), name)
    return read_policy(text_as_it_is(name), name, Reachable(name, app))


def _is_title(name: str) -> bool:
    # A bare word is more likely a policy than a file, which has an end.
    return "@" in name or re.fullmatch(r"\w[\w-]*", name) is not None


def policy_named(app: App, name: str) -> Policy:
    """Return the policy that is called so; raises as `reading_of`."""
    return reading_of(app, name).policy


def publication_called(app: App, title: str) -> Publication:
    """Find what was offered as `NAME@VERSION`, or as `NAME`; raises `NotFoundError`."""
    found = app.library.called(title)
    if found is None:
        titles = [one.offer.title for one in app.library.publications]
        raise NotFoundError(
            f"there is no policy {title}{did_you_mean(title, titles)}",
            "see what there is: retro policy list",
        )
    return found


def published_called(app: App, title: str) -> Publication:
    """Find what is or was in force as `NAME@VERSION`; raises `NotFoundError`."""
    found = publication_called(app, title)
    if not found.is_published:
        raise NotFoundError(
            f"{found.offer.title} is {found.state.value}, not published",
            "see what there is: retro policy list",
        )
    return found
