"""What Retrogate needs of a Temporal namespace: a year of history, and attributes to filter by."""

from datetime import timedelta

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest
from temporalio.client import Client

RETENTION = timedelta(days=365)

SEARCH_ATTRIBUTES = {
    "RetroPhase": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "RetroSeverity": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "RetroDue": IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
    "RetroService": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
}


async def prepare_namespace(client: Client) -> None:
    """Give the client's namespace what it needs; what it has already stays."""
    await _keep_histories(client)
    await add_search_attributes(client)


async def _keep_histories(client: Client) -> None:
    config = NamespaceConfig()
    config.workflow_execution_retention_ttl.FromTimedelta(RETENTION)
    await client.workflow_service.update_namespace(
        UpdateNamespaceRequest(namespace=client.namespace, config=config)
    )


async def missing_attributes(client: Client) -> dict[str, IndexedValueType.ValueType]:
    """Name the search attributes that the namespace lacks, with the type of each."""
    present = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    return {
        name: kind
        for name, kind in SEARCH_ATTRIBUTES.items()
        if name not in present.custom_attributes
    }


async def add_search_attributes(client: Client) -> None:
    """Add the attributes that the namespace lacks; a workflow that sets a missing one is stuck."""
    missing = await missing_attributes(client)
    if missing:
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
        )
