"""An incident in which two promises were not kept, and the ladders that they climb."""

from datetime import timedelta

from tests.builders import KEY
from tests.cli.offline import Ended, Terminal
from tests.cli.written import written
from workflows.engine_commands import tick

WHY = "They are all on leave until the fair is over"
HALF_A_DAY = timedelta(hours=12)


def waits(here: Terminal, days: int, key: str = KEY) -> Terminal:
    """Let days pass, while the engine looks at the clock at noon and at midnight."""
    for _ in range(2 * days):
        here.now += HALF_A_DAY
        here.app().post.send(tick(key, f"{here.now:%Y-%m-%dT%H}"))
    return here


def promised(here: Terminal) -> Terminal:
    """Promise two actions: A1 of ana by 20 March, A2 of ben by the 25th."""
    written(here)
    for _ in range(3):
        assert here("advance", KEY).code == 0
    return here


def climbed(here: Terminal, days: int = 14) -> Terminal:
    """Let A1 climb to fay, its facilitator, and to mia, ana's manager."""
    return waits(promised(here), days)


def escalations(here: Terminal, *words: str, acting: str = "mia") -> Ended:
    """Type a command of `retro escalations`."""
    return here("escalations", *words, acting=acting)
