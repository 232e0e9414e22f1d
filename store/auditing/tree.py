"""Whether the tree is the one that was signed: its leaves, its tiles, and every checkpoint."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, bindparam, select

from ledger.checkpoint import Checkpoint, signed_checkpoint
from ledger.note import BadNoteError, VerifierKey, note_from
from ledger.tiles import WIDTH, BadTileError, Tile, appended, nodes_in
from ledger.tree import BadProofError, Nodes, inclusion, must_include, root
from policies.auditing.course import SENSELESS
from policies.auditing.discrepancy import Discrepancy, Kind
from store.auditing.rows import IN_TREE
from store.log.growing import size_of, tiles_of
from store.log.identity import Identity, identity_in
from store.log.origin import Origin
from store.prepared import found
from store.tables import LOG, checkpoints, entries, leaves

PAGE = 64 * WIDTH
"""Leaves that are read at a time: whole tiles."""

LEAVES = (
    select(leaves.c.place, leaves.c.hash)
    .where(leaves.c.place >= bindparam("first"))
    .order_by(leaves.c.place)
    .limit(PAGE)
)
SIGNED = select(checkpoints.c.size, checkpoints.c.root, checkpoints.c.note)
PLACES = select(leaves.c.place, leaves.c.seq, leaves.c.hash).where(
    leaves.c.incident == bindparam("incident")
)
LOST = select(leaves.c.incident, leaves.c.seq, leaves.c.hash).outerjoin(entries, IN_TREE)


def identity_for(connection: Connection, installation: str) -> Identity:
    """Say which log this is; one that nobody can read has no keys."""
    try:
        return identity_in(connection, installation)
    except SENSELESS:  # its history is looked at for itself, and told of there
        return Identity(Origin(installation))


def tree_broken(connection: Connection, identity: Identity) -> Iterator[Discrepancy]:
    """Hold leaves to tiles, and the tree to everything that was signed of it."""
    yield from _lost(connection)
    broken = [*_grown(connection)]
    yield from broken
    size, nodes = size_of(connection), nodes_in(tiles_of(connection))
    for signed, kept, note in connection.execute(SIGNED.order_by(checkpoints.c.size)):
        if signed > size:
            yield _signed(f"{signed} entries, as were signed", str(size))
        elif not broken and (there := root(signed, nodes).hex()) != kept:
            yield _signed(f"the root {kept} over {signed} entries", there)
        yield from _unsigned(signed, kept, note, identity.keys)


def not_included(
    connection: Connection, identity: Identity, incident: str
) -> Iterator[Discrepancy]:
    """Prove that the entries of one incident are in the tree that was signed last."""
    signed = connection.execute(SIGNED.order_by(checkpoints.c.size.desc()).limit(1)).first()
    if signed is None:
        return
    size, kept, note = signed
    yield from _unsigned(size, kept, note, identity.keys)
    nodes = nodes_in(tiles_of(connection))
    for place, seq, name in found(connection, PLACES, incident=incident):
        if place < size and not _is_included(bytes.fromhex(name), place, size, kept, nodes):
            said = f"entry {place} of {size} in the tree with the root {kept}"
            yield Discrepancy(incident, seq, said, "no proof leads there", Kind.TREE)


def _is_included(name: bytes, place: int, size: int, kept: str, nodes: Nodes) -> bool:
    try:
        must_include(name, place, size, inclusion(place, size, nodes), bytes.fromhex(kept))
    except (BadProofError, BadTileError, ValueError):
        return False
    return True


def _lost(connection: Connection) -> Iterator[Discrepancy]:
    """Name every entry that has a place in the tree and is not there any more."""
    for incident, seq, name in connection.execute(LOST.where(entries.c.seq.is_(None))):
        yield Discrepancy(incident, seq, f"an entry with the hash {name}", "none", Kind.TREE)


def _grown(connection: Connection) -> Iterator[Discrepancy]:
    """Let the tree grow leaf by leaf, and hold it to its tiles."""
    try:
        yield from _unlike_tiles(connection)
    except ValueError as error:
        yield _odd("leaves and tiles that can be read", str(error))


def _unlike_tiles(connection: Connection) -> Iterator[Discrepancy]:
    read, size = tiles_of(connection), 0
    last: dict[int, tuple[Tile, bytes]] = {}
    while page := found(connection, LEAVES, first=size):
        gap = next((at for at, (place, _) in enumerate(page, size) if at != place), None)
        if gap is not None:
            yield _odd(f"an entry at place {gap} of the tree", "a gap")
            return
        hashes = [bytes.fromhex(name) for _, name in page]
        for tile, grown in appended(size, hashes, read):
            last[tile.level] = (tile, grown)
            if not read(tile.level, tile.index).startswith(grown):
                yield _unlike(tile)
        size += len(page)
    yield from (_unlike(one) for one, grown in last.values() if read(one.level, one.index) != grown)


def _unlike(tile: Tile) -> Discrepancy:
    return _odd(f"tile {tile.level}/{tile.index} with the hashes of its entries", "other hashes")


def _unsigned(
    size: int, kept: str, written: str, keys: Iterable[VerifierKey]
) -> Iterator[Discrepancy]:
    """Hold a checkpoint to a signature of ours, over what stands beside it."""
    refused = "no key of this log signed it"
    for key in keys:
        try:
            told = signed_checkpoint(note_from(written), key)
        except BadNoteError as error:
            refused = str(error)
        else:
            if told != Checkpoint(told.origin, size, bytes.fromhex(kept)):
                yield _signed(f"a signature over {size} entries and the root {kept}", str(told))
            return
    yield _signed(f"a checkpoint over {size} entries, signed", refused)


def _odd(expected: str, found_there: str) -> Discrepancy:
    return Discrepancy(LOG, 0, expected, found_there, Kind.TREE)


def _signed(expected: str, found_there: str) -> Discrepancy:
    return Discrepancy(LOG, 0, expected, found_there, Kind.CHECKPOINT)
