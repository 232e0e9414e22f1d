"""One text for one meaning: RFC 8785 JSON without floats, and the hash that names it."""

import json
import re
from types import GenericAlias
from typing import Annotated, Any, Generic, NoReturn, TypeVar

import msgspec
import rfc8785

from ledger import tree

T = TypeVar("T")

_LARGEST = 2**53 - 1
_DEPTH = 6

Whole = Annotated[int, msgspec.Meta(ge=-_LARGEST, le=_LARGEST)]
"""The numbers that a ledger holds."""

_WRITER = msgspec.json.Encoder(order="sorted")
_FOUR_BYTES = re.compile(rb"[\xf0-\xff]")


def _nested(depth: int) -> Any:
    plain = str | Whole | bool | None
    if not depth:
        return plain
    within = _nested(depth - 1)
    return plain | GenericAlias(list, within) | GenericAlias(dict, (str, within))


JSON = _nested(_DEPTH)
"""The values that a ledger holds, as deep as entries go, for `Usual`."""


class NotCanonicalError(ValueError):
    """A text or a value has no canonical form here, or is not in it."""


class Usual(Generic[T]):
    """Reads canonical texts of one type; None for any that it cannot tell to be one.

    Reading with every reason takes five times as long, and is left for what remains.
    """

    def __init__(self, kind: Any) -> None:
        """Read texts of that type, made of `JSON`."""
        self._decode = msgspec.json.Decoder(kind).decode

    def __call__(self, text: bytes) -> T | None:
        """Read a text."""
        # Names sort in one way only, unless one holds a character of four bytes.
        if not text.isascii() and _FOUR_BYTES.search(text):
            return None
        try:
            thing: T = self._decode(text)
            return thing if _WRITER.encode(thing) == text else None
        except ValueError:
            return None


_usual = Usual[dict[str, Any]](GenericAlias(dict, (str, JSON)))


def canonical(body: dict[str, Any]) -> bytes:
    """Write JSON values in canonical form.

    Raises:
        ValueError: a float, an integer of 2**53 or more, or something that is not JSON.
    """
    _refuse_floats(body)
    return rfc8785.dumps(body)


def parsed(text: bytes) -> dict[str, Any]:
    """Read canonical JSON back.

    Raises:
        ValueError: it is not JSON, not an object, holds a float, or is not in canonical form.
    """
    usual = _usual(text)
    if usual is not None:
        return usual
    try:
        body = _READER.decode(text.decode())
        again = rfc8785.dumps(body)
    except RecursionError as error:
        raise NotCanonicalError("nested too deeply") from error
    if not isinstance(body, dict):
        raise NotCanonicalError(f"an object was expected, not {type(body).__name__}")
    if again != text:
        raise NotCanonicalError("not in canonical form (RFC 8785)")
    return body


def leaf_hash(text: bytes) -> str:
    """Name an entry by its RFC 6962 leaf hash, in hexadecimal."""
    return tree.leaf(text).hex()


def _whole(number: str) -> int:
    whole = int(number)
    if abs(whole) > _LARGEST:
        raise NotCanonicalError(f"{number} exceeds {_LARGEST}, the largest number of JSON")
    return whole


def _refuse(number: object) -> NoReturn:
    raise NotCanonicalError(f"{number} is a float; a ledger holds integers and text")


_READER = json.JSONDecoder(parse_int=_whole, parse_float=_refuse, parse_constant=_refuse)


def _refuse_floats(body: object) -> None:
    match body:
        case float():
            _refuse(body)
        case dict():
            for one in body.values():
                _refuse_floats(one)
        case list() | tuple():
            for one in body:
                _refuse_floats(one)
        case _:
            return
