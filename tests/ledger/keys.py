"""Keys that sign the same in every run."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.note import Ed25519Key

SEEN = 1_772_452_800
"""When the witness saw it: noon of 2 March 2026, in seconds of Unix time."""


def key_of(name: str, number: int) -> Ed25519Key:
    """Make the key that grows from so small a seed."""
    return Ed25519Key(name, Ed25519PrivateKey.from_private_bytes(number.to_bytes(32)))


LOG = key_of("retrogate/of-tests", 1)
WITNESS = key_of("witness.example.org/w1", 2)
STRANGER = key_of("stranger.example.org", 3)
