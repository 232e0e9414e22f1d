"""What a growing tree keeps is enough for its root at every size."""

from ledger.frontier import Frontier
from ledger.tree import EMPTY
from tests.ledger.trees import leaf_of, tree_of


def test_it_begins_empty() -> None:
    assert (Frontier().size, Frontier().root()) == (0, EMPTY)


def test_it_has_the_root_of_every_size_on_its_way() -> None:
    frontier = Frontier()
    for number in range(600):
        frontier.append(leaf_of(number))

        assert (frontier.size, frontier.root()) == (number + 1, tree_of(0, number + 1))
