"""What the mappings of a policy file are made of: closed, and pointing at what is wrong."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from policies.language.wording import meant
from states.decisions.ladder.parties import PARTIES, ROLE
from states.values import Line, Text

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Strict(BaseModel):
    """A mapping of the file whose every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _know_every_key(cls, body: Any) -> Any:
        known = [field.alias or name for name, field in cls.model_fields.items()]
        for key in body if isinstance(body, dict) else ():
            if key not in known:
                raise misfit(str(key), f"there is no key “{key}”{meant(str(key), known)}")
        return body


def said_in(body: BaseModel) -> Iterator[tuple[str, Any]]:
    """Go through what a mapping says, by its keys in the file."""
    for name, field in type(body).model_fields.items():
        yield field.alias or name, getattr(body, name)


def misfit(key: str, told: str) -> PydanticCustomError:
    """Word a mistake of a mapping so that it points at one of its keys."""
    return PydanticCustomError("misfit", "{told}", {"told": told, "key": key})


def _party(name: str) -> str:
    parties = [*PARTIES, f"{ROLE}NAME"]
    if name not in PARTIES and name.removeprefix(ROLE) in ("", name):
        raise ValueError(f"there is no party “{name}”{meant(name, parties)}")
    return name


def _day(written: object) -> object:
    if not isinstance(written, str) or not _DAY.fullmatch(written):
        raise ValueError("a day is written YYYY-MM-DD")
    return written


def refusing(problem: str, wrong: Callable[[Any], bool]) -> AfterValidator:
    """Refuse a value of which `wrong` is true, saying `problem`."""

    def check(given: Any) -> Any:
        if wrong(given):
            raise ValueError(problem)
        return given

    return AfterValidator(check)


_NUMBERS = r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}"
VERSION = rf"^{_NUMBERS}$"
PARENT = rf"^[a-z0-9]+(-[a-z0-9]+)*@{_NUMBERS}$"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
NAME = r"^[a-z][a-z0-9_-]*$"

Word = Annotated[Line, StringConstraints(min_length=1)]
Words = Annotated[Text, StringConstraints(min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
Name = Annotated[str, StringConstraints(pattern=NAME, max_length=60)]
WrittenDay = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_DAY.pattern}$"}),
]
Version = Annotated[str, StringConstraints(pattern=VERSION, max_length=60)]
Parent = Annotated[str, StringConstraints(pattern=PARENT, max_length=121)]
Party = Annotated[str, AfterValidator(_party)]
Parties = Annotated[tuple[Party, ...], refusing("names nobody", lambda names: not names)]
Roles = Annotated[tuple[Word, ...], refusing("names nobody", lambda names: not names)]
