"""`retro list` and `retro why` with very many incidents, inside the process that asks.

The first answer is what a new process pays after its imports; the others come from one
that goes on asking. Every answer is written as for a pipe, and thrown away.
"""

import asyncio
import io
import random
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.engine import FOLDER, books
from benchmarks.figure import Size
from benchmarks.library import fill, key_of
from benchmarks.timing import p50, p99
from cli.app import App
from cli.desk import Options
from cli.installation.settings import load_settings
from cli.main import retro
from states.errors import Exit

LISTS = (
    ("list",),
    ("list", "--late"),
    ("list", "--severity", "SEV1"),
    ("list", "--service", "postgresql", "--all"),
    ("list", "--text", "backups were not there"),
)
RARE = ("list", "--text", "nobody ever wrote this")
ANSWERS = {Exit.DONE.value, Exit.ANSWER_IS_NO.value, None}
FRESH = 9
"""How often the first answer of a new process is asked for."""


async def measure(size: Size) -> dict[str, float]:
    """Fill a store, and ask it."""
    return await asyncio.to_thread(_measure, size)


def _measure(size: Size) -> dict[str, float]:
    with TemporaryDirectory(prefix=FOLDER) as folder:
        home = Path(folder)
        database = books(home)
        start = time.perf_counter()
        fill(database, size.stored)
        filled = time.perf_counter() - start
        database.dispose()
        return {"filled_s": filled, **_asked(home, size)}


def _asked(home: Path, size: Size) -> dict[str, float]:
    dice = random.Random(0)  # noqa: S311  # the same incidents in every run
    keys = [key_of(dice.randrange(size.stored)) for _ in range(size.reads)]
    app = _app(home)
    lists = [_took(app, *words) for _ in keys for words in LISTS]
    whys = [_took(app, "why", key) for key in keys]
    rare = [_took(app, *RARE) for _ in keys]
    return {
        "list_first_ms": p50([_took(_app(home), "list") for _ in range(FRESH)]),
        "list_ms": p50(lists),
        "list_p99_ms": p99(lists),
        "why_first_ms": p50([_took(_app(home), "why", keys[0]) for _ in range(FRESH)]),
        "why_ms": p50(whys),
        "why_p99_ms": p99(whys),
        "search_p99_ms": p99(rare),
    }


def _app(home: Path) -> App:
    app = App(Options())
    app.settings = load_settings(home, {})
    return app


def _took(app: App, *words: str) -> float:
    start = time.perf_counter()
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        code = retro.main([*words], prog_name="retro", standalone_mode=False, obj=app)
    if code not in ANSWERS:
        raise RuntimeError(f"`retro {' '.join(words)}` ended with {code}")
    return (time.perf_counter() - start) * 1000
