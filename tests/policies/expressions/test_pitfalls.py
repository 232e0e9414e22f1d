"""A condition that would hold always, or never, is refused like one that does not compile."""

import pytest

from tests.policies.expressions.asking import slips


@pytest.mark.parametrize(
    ("text", "offset", "problem"),
    [
        ("it.priority == 'P9'", 15, "is never “P9”; there are: P1, P2, P3"),
        ("'p1' != it.priority", 0, "is never “p1”; there are: P1, P2, P3"),
        ("it.state in ['done', 'verifyed']", 21, "is never “verifyed” (did you mean “verified”?)"),
        (
            "actions.exists(a, a.verification.criterion.type == 'tests')",
            51,
            "is never “tests” (did you mean “test”?)",
        ),
        (
            "incident.severity in ['SEV1', 'SEV9']",
            30,
            "is never “SEV9” (did you mean “SEV4”?)",
        ),
        ("it.owner != ''", 12, "no field is ever empty, it is missing: ask has(it.owner)"),
        ("it.state == ''", 12, "no field is ever empty, it is missing: ask has(it.owner)"),
        ("it == actions[0]", 3, "compares a whole action: compare a field of it"),
        ("it in actions", 3, "compares a whole action: compare a field of it"),
        ("actions == actions", 8, "compares a whole action: compare a field of it"),
        ("[it] != [actions[0]]", 5, "compares a whole action: compare a field of it"),
        ("{'a': it} == {'a': it}", 10, "compares a whole action: compare a field of it"),
        ("retro.Action{}.id == 'x'", 0, "builds a retro.Action: a condition only asks"),
        ("it.due != null", 10, "nothing is null here: ask has(it.owner), or !has(it.owner)"),
        ("[1, 'a'][0] == 1", 8, "mixes types: a list or a map holds values of one type"),
        (
            "has(it.factors)",
            3,
            "a list is always there: has(…) says nothing, size(….factors) > 0 does",
        ),
        ("has(it.top)", 3, "“top” always says yes or no: leave has(…) out"),
        (
            "it.added + duration('30d') > now",
            20,
            "duration(…) cannot read “30d”: write hours, minutes or seconds: duration('720h')",
        ),
        (
            "it.added > timestamp('2026-03-01')",
            21,
            "timestamp(…) cannot read “2026-03-01”: write timestamp('2026-03-01T00:00:00Z')",
        ),
        (
            "it.title.matches('(')",
            17,
            "matches(…) cannot read “(”: see RE2's syntax of regular expressions",
        ),
        (
            "timeline.all(a, actions.all(b, timeline.exists(c, c.id != a.id && b.top)))",
            12,
            "goes through a list 3 deep: at most 2, for_each goes through another",
        ),
        (
            "it.due.getDayOfWeek('Mars') == 1",
            20,
            "getDayOfWeek(…) cannot read “Mars”: write a zone such as 'Europe/Berlin'",
        ),
    ],
)
def test_a_pitfall_is_named_at_its_place(text: str, offset: int, problem: str) -> None:
    assert (offset, problem) in slips(text)


def test_every_pitfall_is_named() -> None:
    assert [one[0] for one in slips("it.priority == 'P9' || it.state == 'donne'")] == [15, 35]
