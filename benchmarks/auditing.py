"""Everything audited in a log of very many entries: texts, hashes, tree, signatures, and sense.

A few incidents are lived and the others are copies of them; nothing that was read or judged for
one is remembered for the next.
"""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, func, select

from benchmarks.engine import FOLDER
from benchmarks.figure import Size
from benchmarks.simulating import filled
from connectors.log_folder import LogFolder
from store.audit import audit
from store.engine import engine_for, reading
from store.installation import installation_id
from store.log.log import Log
from store.tables import entries

EACH = 121
"""Entries of an incident, about."""

MORE = 10
"""Entries for each incident of the other figures."""


async def measure(size: Size) -> dict[str, float]:
    """Fill a log, sign it, and audit all of it."""
    with TemporaryDirectory(prefix=FOLDER) as folder:
        return await asyncio.to_thread(_measured, Path(folder), size.stored * MORE)


def _measured(home: Path, count: int) -> dict[str, float]:
    start = time.perf_counter()
    filled(home, max(1, count // EACH))
    database = engine_for(f"sqlite:///{home / 'retro.db'}")
    log = Log(
        database,
        installation_id(database),
        LogFolder(home / "log"),
        (),
        Ed25519PrivateKey.generate(),
    )
    log.refresh(datetime.now(UTC))
    filling = time.perf_counter() - start
    start, before = time.perf_counter(), _worked()
    found = audit(database, log.installation, log.claims())
    taken, worked = time.perf_counter() - start, _worked() - before
    if found.findings:
        raise RuntimeError(str(found.findings[0]))
    measured = {
        "audited": found.entries,
        "bytes": _length(database),
        "filled_s": filling,
        "taken_s": taken,
        "work_us": worked / found.entries * 1e6,
        "per_second": found.entries / taken,
    }
    database.dispose()
    return measured


def _worked() -> float:
    """Return the processor's time that this process took, and those that it began."""
    both = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in both)


def _length(database: Engine) -> float:
    with reading(database) as connection:
        return float(connection.scalar(select(func.avg(func.length(entries.c.text)))) or 0)
