"""What workflows set is what namespaces are given."""

from connectors.temporal_namespace import SEARCH_ATTRIBUTES
from workflows.attributes import ATTRIBUTES


def test_every_attribute_that_workflows_set_is_added_with_its_type() -> None:
    assert {key.name: int(key.indexed_value_type) for key in ATTRIBUTES} == SEARCH_ATTRIBUTES
