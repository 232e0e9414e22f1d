"""Somebody outside, who copies each checkpoint that is published, and never loses one."""

import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from connectors.log_folder import LogFolder
from connectors.log_key import make_key
from store.installation import installation_id
from store.log.log import Log
from store.log.outside import Claim

PATIENCE = 20.0
PACE = 0.1


@dataclass
class Outside:
    """What is known of a ledger outside of its database."""

    log: Log
    key: Path
    copies: dict[str, Claim] = field(default_factory=dict)

    def look(self) -> None:
        """Copy what is published now."""
        self.copies |= {str(one.note): one for one in self.log.claims()}

    def sign(self, many: int) -> None:
        """Have that many entries signed and published, as its workers do, and look.

        One of them may be at it, and we are to leave it alone then.
        """
        log, end = replace(self.log, key=make_key(self.key)), time.monotonic() + PATIENCE
        while time.monotonic() < end:
            log.refresh(datetime.now(UTC))
            self.look()
            if any(one.checkpoint.size >= many for one in self.claims):
                return
            time.sleep(PACE)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Everything that was ever seen."""
        return tuple(self.copies.values())


def outside(engine: Engine, home: Path) -> Outside:
    """Stand outside of a ledger that is kept by the workers of `home`."""
    log = Log(engine, installation_id(engine), LogFolder(home / "log"))
    return Outside(log, home / "keys" / "log.key")
