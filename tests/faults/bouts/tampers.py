"""Somebody who has database and key rewrites history: found, up to what was seen outside."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from ledger.note import Ed25519Key, Note, cosigned, note_from
from policies.auditing.discrepancy import Kind
from store.audit import audit
from store.auditing.audited import Audited
from store.engine import engine_for
from store.log.outside import Claim, claims_of
from store.log.outside import Place as Lying
from store.migrate import migrate
from tests.faults.asked import Asked
from tests.faults.forger import Forger, live_on
from tests.faults.place import Place
from tests.faults.tally import Tally
from tests.faults.tampering import TAMPERINGS, Tampering
from tests.store.auditing.lives import lived, log_in, signed
from tests.store.log.shelves import HOUSE, THEIRS, Shelf

WITNESS = Ed25519Key("witness.example", THEIRS)
SEEN = 1_780_000_000

Claims = Sequence[Claim]


class Scene(NamedTuple):
    """A database that was lived in, an older one of it, and what is known of it outside."""

    file: Path
    backup: Path
    before: Claims
    copied: Claims
    witnessed: Claims

    def copy(self) -> Path:
        """Copy the database, to be hurt."""
        return Path(shutil.copy(self.file, self.file.with_name("forged.db")))


def history_is_rewritten(place: Place, times: int) -> Tally:
    """Do so much of what there is to do, each to a copy, all of it in turn, and audit it."""
    tally = Tally()
    scene = _scene(place.folder, tally)
    _is_left_in_peace(scene, tally)
    ways = Forger(scene.file, scene.backup, place.dice).ways()
    deck = [*TAMPERINGS, *map(_of_value, ways)]
    place.dice.shuffle(deck)
    outside = cycle((scene.copied, scene.witnessed))
    for one, claims in islice(zip(cycle(deck), outside, strict=False), times):
        _is_found(one, Forger(scene.copy(), scene.backup, place.dice), claims, tally)
    _is_left_in_peace(scene, tally)
    return tally


def _of_value(way: str) -> Tampering:
    return Tampering(f"value: {way}", partial(Forger.change_a_value, way=way))


def _is_found(one: Tampering, forger: Forger, claims: Claims, tally: Tally) -> None:
    one.deed(forger)
    kinds = {found.kind for found in _audited(forger.file, claims).discrepancies}
    tally.injected[one.name] += 1
    tally.noticed.update(kind.value for kind in kinds)
    tally.must(kinds, f"{one.name}: nothing was found")
    if one.signed:
        tally.must(Kind.OUTSIDE in kinds, f"{one.name}: only {kinds} were found")


def _is_left_in_peace(scene: Scene, tally: Tally) -> None:
    """Audit what nobody has changed, by whatever is known of it outside."""
    for claims in ((), scene.before, scene.copied, (*scene.before, *scene.witnessed)):
        tally.injected["nothing at all"] += 1
        tally.wrong += [f"no lie: {one}" for one in _audited(scene.file, claims).discrepancies]


def _audited(file: Path, claims: Claims) -> Audited:
    engine = engine_for(f"sqlite:///{file}")
    try:
        return audit(engine, HOUSE, claims)
    finally:
        engine.dispose()


def _scene(folder: Path, tally: Tally) -> Scene:
    """Let two incidents happen, sign them, and go on after a backup."""
    file, backup, asked = folder / "lived.db", folder / "backup.db", Asked()
    engine = engine_for(f"sqlite:///{file}")
    migrate(engine)
    lived(engine)
    shelf = signed(engine)
    engine.dispose()
    shutil.copy(file, backup)
    before = log_in(engine, shelf).claims()
    live_on(file, "later", asked)
    log_in(engine, shelf).refresh(datetime.now(UTC))
    copied = log_in(engine, shelf).claims()
    engine.dispose()
    tally.sent, tally.acknowledged = len(asked.sent), len(asked.answered)
    return Scene(file, backup, before, copied, _witnessed(shelf))


def _witnessed(shelf: Shelf) -> Claims:
    seen = note_from(shelf.checkpoint)
    signatures = (*seen.signatures, cosigned(WITNESS, seen.text, SEEN))
    return claims_of(
        [Lying("a witness", lambda: str(Note(seen.text, signatures)), WITNESS.cosigner)]
    )
