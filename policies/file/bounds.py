"""What the values of a parameter may be: its type, and between which bounds."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from documents.positions import Path
from policies.file.durations import Reach, sized
from policies.file.model import Kind, Param
from policies.file.problems import problem_of
from policies.file.shape import Word, refusing

Misfit = tuple[Path, str]
LIMIT = 2**53

# fmt: off
READERS: Mapping[Kind, TypeAdapter[Any]] = {
    Kind.INT:      TypeAdapter(Annotated[int, Field(strict=True, gt=-LIMIT, lt=LIMIT)]),
    Kind.PERCENT:  TypeAdapter(Annotated[int, Field(strict=True, ge=0, le=100)]),
    Kind.DURATION: TypeAdapter(Reach),
    Kind.TEXT:     TypeAdapter(Word),
    Kind.BOOL:     TypeAdapter(Annotated[bool, Field(strict=True)]),
    Kind.WORDS:    TypeAdapter(
        Annotated[tuple[Word, ...], refusing("holds nothing", lambda words: not words)]
    ),
}
# fmt: on

BOUNDED = frozenset({Kind.INT, Kind.PERCENT, Kind.DURATION})


def out_of_bounds(params: Mapping[str, Param]) -> Iterator[Misfit]:
    """List every value that is of another type than its parameter, or outside its bounds."""
    for name, param in params.items():
        here = ("params", name)
        wrong = [*_mistyped(param, here), *_unbounded(param, here)]
        yield from wrong or _outside(param, here)


def bound_of(param: Param, bound: str) -> Any:
    """Read `min` or `max` of a parameter; None where it has none."""
    written = getattr(param, bound)
    return None if written is None else READERS[param.type].validate_python(written)


def _given(param: Param, here: Path) -> Iterator[tuple[Path, Any]]:
    yield (*here, "default"), param.default
    for severity, given in param.by_severity.items():
        yield (*here, "by_severity", severity.value), given


def _mistyped(param: Param, here: Path) -> Iterator[Misfit]:
    bounds = [((*here, bound), getattr(param, bound)) for bound in ("min", "max")]
    written = [(path, one) for path, one in bounds if one is not None]
    for path, given in (*_given(param, here), *written):
        try:
            READERS[param.type].validate_python(given)
        except ValidationError as error:
            yield path, f"{problem_of(error.errors()[0])}: the type is {param.type.value}"


def _unbounded(param: Param, here: Path) -> Iterator[Misfit]:
    for bound in ("min", "max"):
        if getattr(param, bound) is not None and param.type not in BOUNDED:
            kinds = ", ".join(kind.value for kind in Kind if kind in BOUNDED)
            yield (*here, bound), f"a {param.type.value} has no {bound}: only {kinds} have"


def _outside(param: Param, here: Path) -> Iterator[Misfit]:
    least, most = bound_of(param, "min"), bound_of(param, "max")
    if least is not None and most is not None and sized(least) > sized(most):
        yield (*here, "min"), f"{param.min} is more than max, {param.max}"
        return
    for path, written in _given(param, here):
        given = sized(READERS[param.type].validate_python(written))
        if least is not None and given < sized(least):
            yield path, f"{written} is less than min, {param.min}"
        if most is not None and given > sized(most):
            yield path, f"{written} is more than max, {param.max}"
