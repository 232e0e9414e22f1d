"""A database that was lived in, what was published of it, and somebody who has it in hand."""

from pathlib import Path

from sqlalchemy import Engine

from policies.auditing.discrepancy import Kind
from store.audit import audit
from store.auditing.audited import Audited
from store.engine import engine_for
from tests.store.auditing.attacker import Attacker
from tests.store.auditing.lives import log_in
from tests.store.log.shelves import HOUSE, Shelf


class Scene:
    """A database, what was published of it, and an attacker who has it in hand."""

    def __init__(self, file: Path, shelf: Shelf) -> None:
        self.file = file
        self.shelf = shelf

    @property
    def engine(self) -> Engine:
        return engine_for(f"sqlite:///{self.file}")

    @property
    def attacker(self) -> Attacker:
        return Attacker(self.file)

    def audited(self, *, alone: bool = False) -> Audited:
        claims = () if alone else log_in(self.engine, self.shelf).claims()
        return audit(self.engine, HOUSE, claims)

    def kinds(self, *, alone: bool = False) -> set[Kind]:
        return {one.kind for one in self.audited(alone=alone).discrepancies}
