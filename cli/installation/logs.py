"""Where a long-running command writes what nobody has to read."""

import logging
from pathlib import Path

LOG = Path("logs") / "worker.log"


def log_to(home: Path) -> Path:
    """Write warnings of the worker and its libraries into the data directory."""
    log = home / LOG
    log.parent.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        filename=log, level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    return log
