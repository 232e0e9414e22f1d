"""What was worked on lately is remembered; the one not used for longest makes room."""

from store.folded import Folded
from store.recent import Recent

ONE, TWO, THREE = (Folded(f"INC-{number}", 7) for number in (1, 2, 3))


def test_what_was_never_kept_is_a_history_without_entries() -> None:
    assert Recent().of("INC-1") == Folded("INC-1")


def test_what_was_kept_last_is_remembered() -> None:
    recent = Recent()
    recent.keep(ONE)
    recent.keep(Folded("INC-1", 8))

    assert recent.of("INC-1").seq == 8


def test_the_one_not_used_for_longest_makes_room() -> None:
    recent = Recent(room=2)
    recent.keep(ONE)
    recent.keep(TWO)
    recent.of("INC-1")
    recent.keep(THREE)

    assert [recent.of(f"INC-{n}").seq for n in (1, 2, 3)] == [7, 0, 7]
