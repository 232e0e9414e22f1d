"""One incident handed to an auditor out of a log of very many, inside the process that asks.

Every entry is in the tree and signed beforehand, as it is a second after it was written.
"""

import asyncio
import io
import random
import time
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, exists, select

from benchmarks.engine import FOLDER, books
from benchmarks.figure import Size
from benchmarks.library import fill, key_of
from benchmarks.timing import p50, p99
from cli.app import App
from cli.desk import Options
from cli.installation.log_keeping import log_to_keep
from cli.installation.settings import load_settings
from cli.main import retro
from ledger.tiles import nodes_in
from ledger.tree import inclusion
from store.engine import reading, writing
from store.log.growing import size_of, tiles_of
from store.tables import entries, pending

SHARE = 10
"""What part of the library of other figures is enough here: a proof grows with the logarithm."""

WAITS = exists().where(pending.c.incident == entries.c.incident, pending.c.seq == entries.c.seq)
UNPLACED = select(entries.c.incident, entries.c.seq).where(~WAITS)


async def measure(size: Size) -> dict[str, float]:
    """Fill a store, sign it, and hand incidents over."""
    return await asyncio.to_thread(_measure, size)


def _measure(size: Size) -> dict[str, float]:
    dice = random.Random(0)  # noqa: S311  # the same incidents in every run
    with TemporaryDirectory(prefix=FOLDER) as folder:
        home, stored = Path(folder), max(size.stored // SHARE, 1)
        database = books(home)
        _signed(home, database, stored)
        proofs = [*_proofs(database, dice, size.reads)]
        keys = [key_of(dice.randrange(stored)) for _ in range(size.reads)]
        taken = [_exported(home, key, place) for place, key in enumerate(keys)]
        database.dispose()
    return {"export_ms": p50(taken), "export_p99_ms": p99(taken), "proof_ms": p50(proofs)}


def _signed(home: Path, database: Engine, stored: int) -> None:
    fill(database, stored)
    with writing(database) as connection:
        copies = pending.insert().from_select(["incident", "seq"], UNPLACED)
        connection.execute(copies)
    app = _app(home)
    log_to_keep(app).refresh(app.now)


def _proofs(database: Engine, dice: random.Random, count: int) -> Iterator[float]:
    with reading(database) as connection:
        size = size_of(connection)
        for _ in range(count):
            place, start = dice.randrange(size), time.perf_counter()
            inclusion(place, size, nodes_in(tiles_of(connection)))
            yield (time.perf_counter() - start) * 1000


def _exported(home: Path, key: str, place: int) -> float:
    words = ["audit", "export", key, "-o", str(home / f"{place}.zip")]
    app, start = _app(home), time.perf_counter()
    with redirect_stderr(io.StringIO()):
        retro.main(words, prog_name="retro", standalone_mode=False, obj=app)
    return (time.perf_counter() - start) * 1000


def _app(home: Path) -> App:
    app = App(Options(acting="fay"))
    app.settings = load_settings(home, {})
    return app
