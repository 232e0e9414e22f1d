"""A bundle verified without the database: by its own proofs, and by its sense.

Texts that were left out, or erased since, are missed by nobody here; what they would have told a
gate is a remark.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ledger import bundle
from ledger.bundle import BadBundleError
from ledger.checkpoint import Checkpoint, signed_checkpoint
from ledger.note import (
    BadNoteError,
    Note,
    VerifierKey,
    note_from,
    signed_by,
    unpacked,
    verifier_from,
)
from ledger.proof import Proof, proof_from
from ledger.sealing import digests_in
from ledger.tree import BadProofError, leaf, must_have_grown
from policies.auditing.discrepancy import Discrepancy, Finding, Kind, Remark
from policies.auditing.world import World
from states.errors import InvalidError
from store.auditing.audited import Audited
from store.auditing.case import Case
from store.auditing.history import History
from store.auditing.rows import Row
from store.auditing.sealed import unsealed
from store.auditing.written import broken
from store.pasts import staff_of
from store.shelf import Kept
from store.streams import STREAMS
from store.tables import LOG, PEOPLE

EARLIER = re.compile(r"earlier/(?P<size>[0-9]+)\.checkpoint")
SPOILT = (BadNoteError, BadProofError, KeyError, UnicodeError)
"""What a proof that is none may come to."""


def audit_bundle(files: Mapping[str, bytes], trusted: VerifierKey | None = None) -> Audited:
    """Audit a bundle; without a `trusted` key it is held to the one that it names itself.

    Raises:
        InvalidError: it is no bundle, or this key did not sign it.
    """
    try:
        case = Case(files, trusted)
        held = case.checkpoint.size
        findings = (*_signed(case), *_proven(case), *_whole(case), *_judged(case))
        return Audited(findings, len(case.rows), held)
    except (BadBundleError, BadNoteError, IndexError, KeyError, UnicodeError) as error:
        raise InvalidError(f"not a bundle: {error}", "retro audit export writes one") from error


def _signed(case: Case) -> Iterator[Finding]:
    """Hold the checkpoint to its witnesses, and to every one that was signed before."""
    for line in case.lines(bundle.WITNESSES):
        witness = verifier_from(line)
        try:
            if not signed_by(case.note, (witness,)):
                yield Remark(LOG, 0, f"{witness.name} did not sign the checkpoint")
        except BadNoteError as error:
            yield _odd(Kind.CHECKPOINT, f"the signature of {witness.name}", str(error))
    for name in filter(EARLIER.fullmatch, case.files):
        try:
            _must_have_grown(case, name)
        except SPOILT as error:
            yield _odd(Kind.CHECKPOINT, f"a log that grew from {name}", str(error))


def _must_have_grown(case: Case, name: str) -> None:
    old, new = _first_signed(case, note_from(case.text(name))), case.checkpoint
    path = [unpacked(one) for one in case.lines(name.replace(".checkpoint", ".consistency"))]
    if old.size:
        must_have_grown(old.size, old.root, new.size, new.root, path)


def _first_signed(case: Case, note: Note) -> Checkpoint:
    refused = BadNoteError("no key of this log signed it")
    for key in case.keys:
        try:
            return signed_checkpoint(note, key)
        except BadNoteError as error:
            refused = error
    raise refused


def _proven(case: Case) -> Iterator[Discrepancy]:
    """Hold each entry to its proof."""
    for row in case.rows:
        try:
            proof = _proof_of(case, row)
            proof.must_show(leaf(row.text), case.keys[0])
            if proof.checkpoint.text != case.note.text:
                raise BadProofError("it leads to another checkpoint")
        except SPOILT as error:
            said = f"a proof that leads to {case.checkpoint.size} entries as signed"
            yield Discrepancy(row.incident, row.seq, said, str(error), Kind.TREE)


def _proof_of(case: Case, row: Row) -> Proof:
    return proof_from(case.text(bundle.proof_path(row.incident, row.seq)))


def _place_of(case: Case, row: Row) -> int | None:
    try:
        return _proof_of(case, row).index
    except SPOILT:  # told of where it is held to its proof
        return None


def _whole(case: Case) -> Iterator[Finding]:
    """Hold histories, texts and policies to what they must be, and the manifest to all of it."""
    for history in case.histories():
        yield from _written(history)
    for digest, text in case.policies.items():
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            yield _odd(Kind.POLICY, f"the policy {digest}", "another text")
    yield from _missing(case)


def _written(history: History) -> Iterator[Discrepancy]:
    if history.entries is None:
        yield from broken(history.incident, history.rows)
        return
    for row, entry in zip(history.rows, history.entries, strict=True):
        if row.seq in history.torn:
            yield from unsealed(entry, history.beside(row), frozenset(digests_in(entry)))


def _missing(case: Case) -> Iterator[Discrepancy]:
    """Name what the manifest lists and the bundle has not, and places of its period without."""
    manifest: dict[str, Any] = json.loads(case.text(bundle.MANIFEST))
    there = {one.incident: len(one.rows) for one in case.histories()}
    for one in manifest["histories"]:
        if there.get(one["history"], 0) != one["entries"]:
            found, said = there.get(one["history"], 0), f"{one['entries']} entries"
            yield Discrepancy(one["history"], 0, said, str(found), Kind.CHAIN)
    if period := manifest.get("population"):
        places = {_place_of(case, row) for row in case.rows}
        lost = [one for one in range(period["from"], period["to"]) if one not in places]
        if lost:
            said = f"every entry from place {period['from']} to {period['to']}"
            yield _odd(Kind.TREE, said, f"{len(lost)} missing, the first at {lost[0]}")


def _judged(case: Case) -> Iterator[Finding]:
    """Judge every incident again by the people and policies that came with it."""
    histories = {one.incident: one for one in case.histories()}
    people = histories.get(PEOPLE)
    if people is None or people.entries is None:
        yield Remark(PEOPLE, 0, "nothing was judged: the history of the directory is not whole")
        return
    world = World(staff_of(map(_kept, people.rows)), case.policies)
    for one in histories.values():
        if one.incident not in STREAMS and one.entries is not None:
            yield from one.meant(world)


def _kept(row: Row) -> Kept:
    return Kept(*row[:-1])


def _odd(kind: Kind, expected: str, found: str) -> Discrepancy:
    return Discrepancy(LOG, 0, expected, found, kind)
