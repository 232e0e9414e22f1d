"""A policy that extends another, written out as one text that needs no other."""

from policies.file.loader import load_policy, read_policy


def flattened(text: str, parent_text: str) -> str:
    """Write out what `text` leaves to the policy it extends; one that extends none stays.

    Raises:
        InvalidError: as `load_policy`, and where `parent_text` is not what `text` extends.
    """
    parent = load_policy(parent_text, "parent")
    return read_policy(text, "policy", {parent.title: parent_text}).text
