"""Installations that share one Temporal never meet; machines that share one database are one."""

import asyncio

import pytest
from temporalio.client import Client, WorkflowExecutionStatus

from activities.payloads import CONVERTER
from tests.e2e.installation import Installation
from tests.e2e.story import KEY, opened, with_people
from workflows.messages import Start
from workflows.names import WORKFLOW

pytestmark = pytest.mark.timeout(300)

OLD = f"retrospective-{KEY}"


def beside(here: Installation, name: str, **variables: str) -> Installation:
    """Return an installation in another directory, told of the same Temporal."""
    home = here.home.with_name(name)
    home.mkdir()
    return Installation(home, variables={"TEMPORAL_ADDRESS": here.address, **variables})


def workflows_of(here: Installation) -> str:
    return str(here.does("status", "--json").json["temporal"]).split(", ")[1]


def test_two_databases_on_one_temporal_never_meet(here: Installation) -> None:
    with here.running("up"):
        other = beside(here, "other")
        other.does("store", "migrate")
        with other.running("worker", until_it_says="serving on"):
            for one in (here, other):
                opened(with_people(one))
            other.does("comment", KEY, "Only there")

            assert len(other.history(KEY)) == len(here.history(KEY)) + 1
            assert [*map(workflows_of, (here, other))] == ["1 workflows"] * 2


def test_a_second_machine_on_the_database_is_served_as_the_first(here: Installation) -> None:
    with here.running("up"):
        opened(with_people(here))
        desk = beside(here, "desk", RETRO_DATABASE_URL=f"sqlite:///{here.home}/retro.db")
        desk.does("comment", KEY, "From the other desk")

        assert workflows_of(desk) == workflows_of(here) == "1 workflows"


def test_a_workflow_from_before_there_were_names_ends_when_up_starts(here: Installation) -> None:
    with here.running("up") as up:
        opened(with_people(here))
        asyncio.run(_left_behind(here.address))
        up.kill()

    with here.running("up"):
        assert asyncio.run(_status(here.address)) is WorkflowExecutionStatus.TERMINATED
        here.does("comment", KEY, "We go on")


async def _left_behind(address: str) -> None:
    client = await Client.connect(address, data_converter=CONVERTER)
    await client.start_workflow(WORKFLOW, Start(KEY), id=OLD, task_queue="retrospectives")


async def _status(address: str) -> WorkflowExecutionStatus | None:
    client = await Client.connect(address)
    return (await client.get_workflow_handle(OLD).describe()).status
