"""Every call that SQLite makes to the disk fails once, each in every way there is."""

import shutil
from itertools import product
from pathlib import Path

from store.engine import engine_for
from tests.faults import desk
from tests.faults.asked import Asked
from tests.faults.disk import Failing, shim
from tests.faults.forks import PATIENCE, forked
from tests.faults.house import furnished
from tests.faults.invariant import hold
from tests.faults.outside import outside
from tests.faults.place import Place
from tests.faults.tally import Tally

NO_SHIM = "there is no cc to make the disk fail with"


def every_call_fails(place: Place, times: int) -> Tally:
    """Let `times` of the calls fail in each way, evenly spread; 0 stands for every one."""
    tally = Tally()
    if not shim():
        tally.skipped = NO_SHIM
        return tally
    furnished(_url(place.folder)).dispose()
    many = _lived(place, tally, -1, Failing.EIO)
    chosen = range(0, many, max(many // times, 1)) if times else range(many)
    for at, failing in product(chosen, Failing):
        tally.injected[failing.name] += 1
        _lived(place, tally, at, failing)
    return tally


def _lived(place: Place, tally: Tally, at: int, failing: Failing) -> int:
    """Let an incident live on a disk that fails, and then another on the same disk, healed."""
    case = place.folder / "case"
    diary, counted = case / "diary", case / "counted"
    shutil.rmtree(case, ignore_errors=True)
    (case / "books").mkdir(parents=True)
    shutil.copy(place.folder / "retro.db", case / "books")
    url = _url(case / "books")
    child = forked(desk.live_on_a_bad_disk, case / "log", url, diary, at, failing, counted)
    child.join(PATIENCE)
    asked = Asked()
    if diary.exists():
        asked.learn(diary)
    found = _healed(url, asked, case)
    tally.sent += found.sent
    tally.acknowledged += found.acknowledged
    tally.wrong += [f"{failing.name} at call {at}: {one}" for one in found.wrong]
    return int(counted.read_text()) if counted.exists() else 0


def _healed(url: str, asked: Asked, case: Path) -> Tally:
    """Look at what is left, before anybody asks again for what was lost; and go on."""
    before, after, engine = Tally(), Tally(), engine_for(url)
    try:
        seen = outside(engine, case / "home")
        hold(before, engine, asked, seen=seen)
        again = desk.Desk(engine, asked)
        for one in desk.lives("INC-1", "bad"):
            again.insists(one)
        hold(after, engine, asked, seen=seen)
    except Exception as error:  # noqa: BLE001  # whatever a broken file comes to is a finding
        after.wrong.append(f"{type(error).__name__}: {error}")
    engine.dispose()
    after.wrong += before.wrong
    return after


def _url(folder: Path) -> str:
    return f"sqlite:///{folder}/retro.db"
