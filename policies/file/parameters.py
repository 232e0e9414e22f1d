"""Parameters: one value a severity, written once and named wherever it is meant.

`$name` stands for the value in any place of the file but in `params` themselves, in `ladders`,
which are chosen by name, so that a deadline's ladder may be a parameter, in `clock`, and in what
a policy is called and whose it is, which are the same at every severity.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from documents.positions import Path
from policies.file.bounds import Misfit, out_of_bounds
from policies.file.model import Param
from policies.file.shape import Name
from policies.file.source import Source
from policies.language.wording import meant

FIXED = frozenset({"params", "clock", "ladders"})
LITERAL = ("policy", "version", "owners")


class _Declared(BaseModel):
    params: dict[Name, Param] = {}


def declared(body: dict[str, Any], source: Source) -> dict[str, Param]:
    """Read the parameters of a file.

    Raises:
        InvalidError: one is malformed, or a value of it is of another type or out of bounds, or
            it stands where none can.
    """
    try:
        params = _Declared.model_validate(body).params
    except ValidationError as error:
        raise source.refusal_of(error) from error
    if misfits := [*_out_of_place(body), *out_of_bounds(params)]:
        raise source.refusal(*misfits)
    return params


def _out_of_place(body: dict[str, Any]) -> Iterator[Misfit]:
    for key in LITERAL:
        for name in used_in(body.get(key)):
            yield (key,), f"no parameter can stand here: write out what is meant by ${name}"


def resolved(body: dict[str, Any], params: dict[str, Param], source: Source) -> dict[str, Any]:
    """Return the file as it reads at the severity of `source`, every `$name` replaced.

    Raises:
        InvalidError: a parameter is named that is not declared.
    """
    values = {name: param.at(source.severity) for name, param in params.items()}
    return {
        name: one if name in FIXED else _replaced(one, values, (name,), source)
        for name, one in body.items()
    }


def used_in(body: Any) -> Iterator[str]:
    """Name every parameter that stands somewhere in a part of a file."""
    match body:
        case dict():
            yield from (name for one in body.values() for name in used_in(one))
        case list():
            yield from (name for one in body for name in used_in(one))
        case str() if body.startswith("$"):
            yield body.removeprefix("$")


def _replaced(body: Any, values: dict[str, Any], path: Path, source: Source) -> Any:
    match body:
        case dict():
            return {
                name: _replaced(one, values, (*path, name), source) for name, one in body.items()
            }
        case list():
            return [
                _replaced(one, values, (*path, place), source) for place, one in enumerate(body)
            ]
        case str() if body.startswith("$"):
            return _value(body.removeprefix("$"), values, path, source)
        case _:
            return body


def _value(name: str, values: dict[str, Any], path: Path, source: Source) -> Any:
    if name not in values:
        raise source.refusal((path, f"there is no parameter “{name}”{meant(name, values)}"))
    return values[name]
