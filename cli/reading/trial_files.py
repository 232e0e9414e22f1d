"""Test files of policies, and the files that stand beside them."""

from pathlib import Path

from cli.reading.files import STDIN, text_of
from cli.reading.policy_files import read_policy_file
from policies.policy import Policy
from policies.shelf import default_text, policy_of
from policies.trials.suite import Suite, read_suite

DEFAULT = "default"
"""What the packaged policy is called where a file could be named."""


class Folder:
    """The folder of a test file; names in the file are meant from there."""

    def __init__(self, path: str) -> None:
        """Look beside `path`."""
        self._path = Path() if path == STDIN else Path(path).parent

    def text(self, name: str) -> str:
        """Return what a file says; raises `InvalidError` where it cannot be read."""
        return text_of(str(self._path / name))

    def policy(self, name: str) -> Policy:
        """Return the policy of a file; raises `InvalidError` as `load_policy`."""
        return policy_called(name if name == DEFAULT else str(self._path / name))


def suite_of(path: str) -> Suite:
    """Read a test file; raises `InvalidError` as `read_suite`."""
    return read_suite(text_of(path), path, Folder(path))


def policy_called(name: str) -> Policy:
    """Return the packaged policy, called `default`, or that of a file."""
    return policy_of(default_text()) if name == DEFAULT else read_policy_file(name).policy
