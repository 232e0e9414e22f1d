"""Policy files on disk, and what was published of them."""

from typing import Any

from tests.cli.offline import Ended, Terminal
from tests.policies.publishing.texts import text_of

WHY = ("--reason", "the tracker is faster now")


def policy_file(here: Terminal, version: str = "1.0.0", name: str = "default", **given: Any) -> str:
    """Write a policy file, and say where it is."""
    path = here.home / f"{name}.yaml"
    path.write_text(text_of(version, name, **given), encoding="utf-8")
    return str(path)


def publish(here: Terminal, *words: str, acting: str = "ana") -> Ended:
    """Publish something that can be published."""
    ended = here("policy", "publish", *words, *WHY, acting=acting)
    assert ended.code == 0, ended
    return ended
