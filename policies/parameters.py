"""Parameters: one value a severity, written once and named wherever it is meant.

`$name` stands for the value in any place of the file but in `params` themselves and in
`ladders`, which are chosen by name, so that a deadline's ladder may be a parameter.
"""

from typing import Any

from pydantic import BaseModel, ValidationError

from documents.positions import Path
from policies.model import Param
from policies.source import Source
from policies.wording import meant

FIXED = frozenset({"params", "ladders"})


class _Declared(BaseModel):
    params: dict[str, Param] = {}


def resolved(body: dict[str, Any], source: Source) -> dict[str, Any]:
    """Return the file as it reads at the severity of `source`, every `$name` replaced.

    Raises:
        InvalidError: a parameter is malformed, or one is named that is not declared.
    """
    try:
        declared = _Declared.model_validate(body)
    except ValidationError as error:
        raise source.refusal_of(error) from error
    values = {name: param.at(source.severity) for name, param in declared.params.items()}
    return {
        name: one if name in FIXED else _replaced(one, values, (name,), source)
        for name, one in body.items()
    }


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
