"""Everything there is to check of a history: as it was written, and as it was meant.

What is in the tree is held to what lies outside; whoever has our database and our key can still
not have written that anew. Younger entries are held to one another.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Engine

from policies.auditing.discrepancy import Discrepancy, Finding, Kind
from states.errors import BrokenHistoryError
from store.auditing.audited import Audited
from store.auditing.clerk import Clerk
from store.auditing.portions import looked, portions
from store.auditing.streams import stream_broken
from store.auditing.tree import identity_for, not_included
from store.engine import reading
from store.log.identity import Identity
from store.log.outside import Claim, disagreement
from store.streams import STREAMS
from store.tables import LOG

MOST = 10_000
"""Findings that are told; beyond them it is enough to know that there are more."""


def audit(engine: Engine, installation: str, claims: Iterable[Claim] = ()) -> Audited:
    """Audit everything; `claims` are what is known outside.

    Raises:
        UnreachableError: the database does not answer.
    """
    known = tuple(claims)
    with reading(engine) as connection:
        findings: list[Finding] = [
            *_streams(connection),
            *_outside(connection, installation, known),
        ]
        some = [*portions(connection)]
    entries = 0
    for one in looked(engine, installation, some):
        findings += one.findings[: max(0, MOST - len(findings))]
        entries += one.entries
    return Audited(tuple(findings), entries, _held(known, findings))


def audit_incident(
    engine: Engine, installation: str, incident: str, claims: Iterable[Claim] = ()
) -> Audited:
    """Audit one incident, with the people and policies that it was judged by, and its proofs.

    Raises:
        UnreachableError: the database does not answer.
    """
    known = tuple(claims)
    with reading(engine) as connection:
        findings: list[Finding] = [
            *_streams(connection),
            *_outside(connection, installation, known),
        ]
        findings += not_included(connection, identity_for(connection, installation), incident)
    found = Clerk(engine).look(incident, incident)
    findings += found.findings
    return Audited(tuple(findings), found.entries, _held(known, findings))


def _streams(connection: Connection) -> Iterator[Discrepancy]:
    for name in STREAMS:
        yield from stream_broken(connection, name)


def _outside(
    connection: Connection, installation: str, claims: Iterable[Claim]
) -> Iterator[Discrepancy]:
    """Hold the tree to what is known outside."""
    identity = identity_for(connection, installation)
    for claim in claims:
        if there := _disagreement(connection, identity, claim):
            known = f"{claim.checkpoint.size} entries, root {claim.checkpoint.root.hex()}"
            said = f"what {claim.place} knows of {claim.checkpoint.origin}: {known}"
            yield Discrepancy(LOG, 0, said, f"the database {there}", Kind.OUTSIDE)


def _disagreement(connection: Connection, identity: Identity, claim: Claim) -> str:
    if claim.origin is None or claim.origin.installation != identity.origin.installation:
        return f"is {identity.origin}"
    try:
        return disagreement(connection, identity, claim)
    except BrokenHistoryError as error:
        return f"cannot tell: {error}"


def _held(claims: Iterable[Claim], findings: Iterable[Finding]) -> int:
    if any(isinstance(one, Discrepancy) and one.kind is Kind.OUTSIDE for one in findings):
        return 0
    newest = max(claims, key=_age, default=None)
    return newest.checkpoint.size if newest else 0


def _age(claim: Claim) -> tuple[int, int]:
    return claim.origin.number if claim.origin else 0, claim.checkpoint.size
