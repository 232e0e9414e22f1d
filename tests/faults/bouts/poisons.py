"""What nobody should send: each is answered or dropped, and no workflow task ever fails of one."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.client import (
    Client,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import RawValue
from temporalio.service import RPCError

from states.addressing import seal
from states.commands import Say
from states.envelope import BODY_LIMIT, Actor, Envelope
from states.errors import RetrogateError
from tests.faults.desk import LIFE
from tests.faults.ground import Ground, ground
from tests.faults.place import Place
from tests.faults.tally import Tally
from tests.replay.strict import failed_tasks
from tests.workflows.desk import envelope
from workflows.names import BULLETIN, UPDATE, WORKFLOW

KEY, NEIGHBOUR = "INC-1", "INC-2"
ANSWERED = 10
MEGABYTE = 1 << 20
DEEP: Any = "bottom"
for _ in range(200):
    DEEP = [DEEP]

LETTER = ("id", "incident", "name", "body", "digest", "actor")


def _payload(encoding: bytes, data: bytes = b"") -> RawValue:
    return RawValue(Payload(metadata={"encoding": encoding}, data=data))


# fmt: off
BODIES: tuple[tuple[str, str, Any], ...] = (
    #  what                        name       body
    ("no such command",            "Explode", {}),
    ("no name",                    "",        {}),
    ("no body",                    "Say",     {}),
    ("a field nobody knows",       "Say",     {"text": "hm", "colour": "red"}),
    ("a number for a text",        "Say",     {"text": 7}),
    ("a NUL",                      "Say",     {"text": "a\0b"}),
    ("half a character",           "Say",     {"text": "\ud800"}),
    ("signs that turn the line",   "Say",     {"text": "\u202egnirts"}),
    ("a number past every limit",  "Say",     {"text": "hm", "item": 2**70}),
    ("a deep hole",                "Say",     {"text": DEEP}),
    ("what just fits",             "Say",     {"text": "x" * (BODY_LIMIT - 20)}),
    ("more than fits",             "Say",     {"text": "x" * (BODY_LIMIT + 1)}),
    ("what grows when written",    "Say",     {"text": "\x01" * (BODY_LIMIT // 6 - 20)}),
    ("a megabyte",                 "Say",     {"text": "x" * MEGABYTE}),
    ("the engine's own",           "Tick",    {}),
)
"""What goes through our own client."""

RAW: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("no argument",                ()),
    ("nothing",                    (None,)),
    ("a text",                     ("Say",)),
    ("a list",                     ([1, 2, 3],)),
    ("an envelope with no letter", ({"id": "x"},)),
    ("an envelope of lists",       ({name: [] for name in LETTER},)),
    ("an envelope with a colour",  ({**dict.fromkeys(LETTER, "x"), "colour": "red"},)),
    ("three arguments",            ("one", "two", "three")),
    ("a hundred arguments",        tuple(range(100))),
    ("an unknown encoding",        (_payload(b"rot13"),)),
    ("an encrypted payload",       (_payload(b"binary/encrypted"),)),
    ("half a JSON",                (_payload(b"json/plain", b'{"id": '),)),
    ("no UTF-8",                   (_payload(b"json/plain", b'"\xff"'),)),
)
"""What somebody sends past it, as the arguments of an update, a signal, a query, or a start."""

LARGE = ("x" * 3 * MEGABYTE,)
"""The server turns it away; whoever sends it tries again until they give up."""

GIVEN_UP = timedelta(seconds=1)

FOREIGN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("another's incident",   {"incident": NEIGHBOUR}),
    ("a wrong digest",       {"digest": "0" * 64}),
    ("an id of the engine's", {"id": "tick/1"}),
    ("nobody's",             {"actor": Actor("nobody-we-know")}),
    ("as if by the engine",  {"actor": Actor("retrogate", "engine")}),
    ("half a megabyte",      {"body": {"text": "x" * (MEGABYTE // 2)}}),
)
"""What is wrong with an envelope that is sent past it."""
# fmt: on


def poison_is_answered(place: Place, times: int) -> Tally:
    """Send every poison so many times, between commands that make sense."""
    return asyncio.run(_poisoned(place, times))


async def _poisoned(place: Place, times: int) -> Tally:
    tally = Tally()
    async with ground(place.folder, place.file, workers=1) as here:
        client, sender = await here.connected(), await here.sender()
        handle = client.get_workflow_handle(here.ours.workflow_id(KEY))
        for number, one in enumerate(LIFE):
            await here.insists(sender, envelope(KEY, one, name=f"life-{number}"))
        await here.insists(sender, envelope(NEIGHBOUR, LIFE[0], name="next-door"))
        for turn in range(times):
            await _through_our_client(here, tally, turn)
            await _past_it(here, handle, tally, turn)
            await _by_other_doors(handle, tally)
            await _too_large_for_the_server(handle, tally)
            await _started_by_a_stranger(here, client, tally, turn)
            await here.insists(sender, envelope(KEY, Say("still here"), name=f"after-{turn}"))
        await here.settle()
        tally.wrong += [one async for one in _failures(client)]
        here.hold(tally)
    return tally


async def _through_our_client(here: Ground, tally: Tally, turn: int) -> None:
    sender = await here.sender()
    for number, (what, name, body) in enumerate(BODIES):
        tally.injected[what] += 1
        with suppress(RetrogateError, UnicodeError, ValueError):
            sent = _sealed(name, body, f"poison-{turn}-{number}")
            here.asked.sends(sent)
            here.asked.hears(await sender.send(sent))
    # An id that is taken: the second body must not get the first one's answer.
    first = envelope(KEY, Say("one"), name=f"taken-{turn}")
    await here.insists(sender, first)
    with suppress(RetrogateError):
        outcome = await sender.send(envelope(KEY, Say("another"), name=first.id))
        tally.must(outcome.refusal, f"{first.id} was taken twice, for two commands")


async def _past_it(here: Ground, handle: WorkflowHandle[Any, Any], tally: Tally, turn: int) -> None:
    for number, (what, arguments) in enumerate(_arguments(turn)):
        tally.injected[what] += 1
        for one in arguments:
            if isinstance(one, Envelope):
                here.asked.sends(one)
        try:
            async with asyncio.timeout(ANSWERED):
                name = f"raw-{turn}-{number}"
                answer = await handle.execute_update(UPDATE, args=arguments, id=name)
            tally.must(answer["refusal"] and not answer["entry"], f"{what} was recorded: {answer}")
        except (RPCError, WorkflowUpdateFailedError, UnicodeError):
            continue
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
            tally.wrong.append(f"{what} was not answered within {ANSWERED} s")


async def _by_other_doors(handle: WorkflowHandle[Any, Any], tally: Tally) -> None:
    """Send it all as an update, a signal and a query that nobody knows, and as one of the SDK's."""
    for what, arguments in RAW:
        tally.injected[f"{what}, by other doors"] += 1
        async with asyncio.timeout(ANSWERED):
            await asyncio.gather(
                handle.execute_update("explode", args=arguments),
                handle.signal("explode", args=arguments),
                handle.signal(UPDATE, args=arguments),
                handle.query("explode", args=arguments),
                handle.query("__stack_trace", args=arguments),
                return_exceptions=True,
            )


async def _too_large_for_the_server(handle: WorkflowHandle[Any, Any], tally: Tally) -> None:
    tally.injected["three megabytes"] += 2
    for door in (
        handle.execute_update(UPDATE, args=LARGE, rpc_timeout=GIVEN_UP),
        handle.signal(UPDATE, args=LARGE, rpc_timeout=GIVEN_UP),
    ):
        with suppress(RPCError, WorkflowUpdateRPCTimeoutOrCancelledError):
            await door
            tally.wrong.append("three megabytes were taken")


async def _started_by_a_stranger(here: Ground, client: Client, tally: Tally, turn: int) -> None:
    """Let workflows be started with it all under the name of an incident, which then comes."""
    name = f"INC-{turn + 3}"
    for (what, arguments), kind in product(RAW, (WORKFLOW, BULLETIN)):
        tally.injected[f"{what}, to start"] += 1
        try:
            async with asyncio.timeout(ANSWERED):
                await client.execute_workflow(
                    kind,
                    args=arguments,
                    id=here.ours.workflow_id(name),
                    task_queue=here.ours.task_queue,
                )
        except (RPCError, WorkflowFailureError):
            continue
        except TimeoutError:
            tally.wrong.append(f"a {kind} that was started with {what} did not end")
    await here.insists(await here.sender(), envelope(name, LIFE[0], name=f"opened-{turn}"))


def _arguments(turn: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    yield from RAW
    for number, (what, change) in enumerate(FOREIGN):
        whole = envelope(KEY, Say("hm"), name=f"foreign-{turn}-{number}")
        yield what, (replace(whole, **change),)


def _sealed(name: str, body: Any, command: str) -> Envelope:
    actor = Actor("ana")
    return Envelope(command, KEY, name, body, seal(name, actor, body), actor)


async def _failures(client: Client) -> AsyncIterator[str]:
    async for run in client.list_workflows():
        history = await client.get_workflow_handle(run.id, run_id=run.run_id).fetch_history()
        for one in failed_tasks(history):
            yield one
