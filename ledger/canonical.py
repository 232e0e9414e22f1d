"""One text for one meaning: RFC 8785 JSON without floats, and the hash that names it."""

import json
import re
from typing import Any, NoReturn

import rfc8785

from ledger import tree

# Names sort in one way only, unless one holds a character of four bytes: then Python's own writer
# comes to the same text, several times as fast.
_USUAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_FOUR_BYTES = re.compile(rb"[\xf0-\xff]")

_LARGEST = 2**53 - 1


class NotCanonicalError(ValueError):
    """A text or a value has no canonical form here, or is not in it."""


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
    try:
        body, again = _read(text)
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


def _read(text: bytes) -> tuple[Any, bytes]:
    body = _READER.decode(text.decode())
    return body, rfc8785.dumps(body) if _FOUR_BYTES.search(text) else _USUAL.encode(body).encode()


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
