"""In which order the keys of a policy file stand: that of the models that read it."""

from collections.abc import Sequence

from pydantic import BaseModel

from documents.positions import Path
from policies.file.clock import ClockTerms, QuietLine
from policies.file.ladders import RungLine
from policies.file.lines import CheckLine, When, WrittenLine
from policies.file.model import (
    ActionTerms,
    DeadlineLine,
    EscalationTerms,
    GateLine,
    Loosening,
    Param,
    PolicyFile,
    StalledTerms,
    WaiverTerms,
    WithdrawalTerms,
)
from states.lifecycle import GATED


def _keys(*models: type[BaseModel]) -> tuple[str, ...]:
    fields = (one for model in models for one in model.model_fields.items())
    return tuple(dict.fromkeys(field.alias or name for name, field in fields))


_LINE = dict.fromkeys(("id", "title", "when", *_keys(CheckLine, WrittenLine)))
_LAST = ("enforce", "enforce_from")

# fmt: off
ORDERS: dict[Path, tuple[str, ...]] = {
    ():                              _keys(PolicyFile),
    ("loosens", "*"):                _keys(Loosening),
    ("when",):                       _keys(When),
    ("params", "*"):                 _keys(Param),
    ("clock",):                      _keys(ClockTerms),
    ("clock", "quiet"):              _keys(QuietLine),
    ("ladders", "*", "*"):           _keys(RungLine),
    ("actions",):                    _keys(ActionTerms),
    ("stalled",):                    _keys(StalledTerms),
    ("escalations",):                _keys(EscalationTerms),
    ("waivers",):                    _keys(WaiverTerms),
    ("withdrawal",):                 _keys(WithdrawalTerms),
    ("gates",):                      tuple(one.value for one in GATED),
    ("gates", "*"):                  _keys(GateLine),
    ("gates", "*", "deadline"):      _keys(DeadlineLine),
    ("gates", "*", "checks", "*"):   (*(key for key in _LINE if key not in _LAST), *_LAST),
    ("gates", "*", "checks", "*", "when"): _keys(When),
}
"""The keys of each mapping; `*` stands for any name or place."""
# fmt: on


def ordered(keys: Sequence[str], path: Path) -> list[str]:
    """Put the keys of the mapping at `path` in order; those nobody knows come last."""
    order = next((one for like, one in ORDERS.items() if _matches(path, like)), ())
    ranks = {key: rank for rank, key in enumerate(order)}
    return sorted(keys, key=lambda key: ranks.get(key, len(ranks)))


def _matches(path: Path, like: Path) -> bool:
    return len(path) == len(like) and all(
        step in (key, "*") for key, step in zip(path, like, strict=True)
    )
