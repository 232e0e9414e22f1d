"""What tests of the log begin with."""

import pytest

from tests.store.log.shelves import Shelf


@pytest.fixture
def shelf() -> Shelf:
    """Begin with nothing published."""
    return Shelf()
