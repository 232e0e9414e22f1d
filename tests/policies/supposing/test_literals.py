"""What would keep a rule is often named in it."""

import pytest

from policies.supposing.literals import literals_in
from states.record.facts import FactKind
from states.values import value


@value
class Parameters:
    """The parameters of some check."""

    kinds: tuple[FactKind, ...] = (FactKind.ACTION,)
    most: int = 7
    strict: bool = True
    nothing: None = None


@pytest.mark.parametrize(
    ("thing", "literals"),
    [
        (Parameters(), ["action", 7]),
        ("it.kind == 'note'", ["it.kind == 'note'", "note"]),
        ('size(it.whys) >= 2 || it.owner == "ana"', ["ana", 2]),
        ("it.a1.b2 > 1.5", []),
        (True, []),
    ],
)
def test_words_and_numbers_are_found_wherever_they_stand(
    thing: object, literals: list[object]
) -> None:
    assert {*literals} <= {*literals_in(thing)}
    assert not {*literals_in(thing)} - {*literals} - {thing}
