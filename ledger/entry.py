"""An entry: one command, what it came to, and the hash of the entry before it.

An entry is its canonical text. It is stored verbatim, hashed verbatim, and never
written again; the fields here are only a way to read it.
"""

from datetime import UTC, datetime
from typing import Any, Generic

from msgspec import Struct, field
from typing_extensions import TypeVar

from ledger.canonical import JSON, Usual, Whole, canonical, leaf_hash, parsed

Json = TypeVar("Json", default=Any)

VERSION = 1
LIMIT = 65_535
"""Bytes of one entry; a command is capped below it."""


class EntryTooLargeError(ValueError):
    """An entry would not fit."""

    def __init__(self, incident: str, seq: int, size: int) -> None:
        """Say which entry, how large it is, and how large it may be."""
        super().__init__(f"entry {seq} of {incident} has {size} bytes; at most {LIMIT} are kept")


def _none() -> tuple[Any, ...]:
    # A default of its own making is written too, as an entry has its events even where none are.
    return ()


class Entry(
    Struct,
    Generic[Json],
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="v",
    tag=VERSION,
):
    """One entry of one incident's history, and how its text is read.

    `at` is UTC with microseconds; `events` are the facts that the command made, none where
    it was refused; `refusal` says why it was, and `asked` then keeps what was asked.
    """

    incident: str
    seq: Whole
    prev: str
    at: str
    actor: dict[str, str]
    command: dict[str, str]
    events: tuple[dict[str, Json], ...] = field(default_factory=_none)
    refusal: dict[str, Json] | None = None
    asked: dict[str, Json] | None = None
    policy: str = ""
    source: dict[str, str] | None = None

    @property
    def moment(self) -> datetime:
        """When it was written (UTC); raises `ValueError` when `at` is no such moment."""
        return datetime.fromisoformat(self.at)

    def text(self) -> bytes:
        """Write the entry as it is stored and hashed.

        Raises:
            EntryTooLargeError: it has more than `LIMIT` bytes.
            ValueError: a value has no canonical form.
        """
        fields = {name: getattr(self, name) for name in self.__struct_fields__}
        kept = {name: one for name, one in fields.items() if one not in (None, "", ())}
        text = canonical({"v": VERSION, **kept, "events": list(self.events), "prev": self.prev})
        if len(text) > LIMIT:
            raise EntryTooLargeError(self.incident, self.seq, len(text))
        return text

    def hash(self) -> str:
        """Name the entry by its leaf hash."""
        return leaf_hash(self.text())


def written(moment: datetime) -> str:
    """Write a moment as entries have it: UTC, always with microseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# fmt: off
FIELDS: dict[str, type] = {
    "incident": str, "seq": int, "prev": str, "at": str, "actor": dict, "command": dict,
    "events": list, "refusal": dict, "asked": dict, "policy": str, "source": dict,
}
"""What each field of an entry is in JSON."""

ALWAYS = ("incident", "seq", "prev", "at", "actor", "command", "events")
"""The fields that no entry leaves out."""
# fmt: on


_usual = Usual[Entry](Entry[JSON])


def entry_from(text: bytes) -> Entry:
    """Read a stored entry; raises `ValueError` when it is not one."""
    return _usual(text) or _spelt(parsed(text))


def _spelt(body: dict[str, Any]) -> Entry:
    if body.pop("v", None) != VERSION:
        raise ValueError(f"an entry of version {VERSION} was expected")
    if wrong := _wrong_fields(body):
        raise ValueError(f"not the fields of an entry: {', '.join(wrong)}")
    return Entry(**{**body, "events": tuple(body["events"])})


def _wrong_fields(body: dict[str, Any]) -> list[str]:
    missing = [name for name in ALWAYS if name not in body]
    odd = [name for name, one in body.items() if type(one) is not FIELDS.get(name)]
    return sorted({*missing, *odd}) if missing or odd else []
