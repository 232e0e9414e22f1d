"""The text a policy was read from, and complaints that point into it."""

from typing import Any

from pydantic import ValidationError

from documents.positions import Path, Positions
from policies.wording import shortened
from states.errors import InvalidError
from states.record.context import Severity
from states.values import value

HINT = "compare with policies/default.yaml, the policy that is packaged"


@value
class Source:
    """Where each value of a policy file stands, and at which severity it is being read."""

    places: Positions
    severity: Severity | None = None

    def refusal(self, *mistakes: tuple[Path, str]) -> InvalidError:
        """Word mistakes, one a line: where each is, and what is wrong."""
        return InvalidError("\n".join(self._line(*one) for one in mistakes), HINT)

    def refusal_of(self, error: ValidationError, within: Path = ()) -> InvalidError:
        """Word every mistake that was found in the value at `within`, one a line."""
        return self.refusal(*((_place(one, within), _problem(one)) for one in error.errors()))

    def _line(self, path: Path, problem: str) -> str:
        reading = f" (at {self.severity.value})" if self.severity else ""
        return f"{self.places.at(path)}: {_dotted(path)}: {problem}{reading}"


def _place(error: Any, within: Path) -> Path:
    """Say where a mistake is; an unknown key is the place itself."""
    key = error.get("ctx", {}).get("key")
    steps = (*within, *error["loc"], *((key,) if isinstance(key, str) else ()))
    return tuple(one for one in steps if one != "[key]")


def _problem(error: Any) -> str:
    told = error["msg"].removeprefix("Value error, ")
    given = error["input"]
    shown = "" if isinstance(given, dict | list | tuple) else f" (got {shortened(repr(given))})"
    return f"{told[0].lower()}{told[1:]}{shown}"


def _dotted(path: Path) -> str:
    steps = (f"[{one}]" if isinstance(one, int) else f".{one}" for one in path)
    return "".join(steps).removeprefix(".") or "policy"
