"""A complete retrospective, made up: what a search breaks to see what a policy says.

Everybody plays one part only, so that whatever is broken is broken alone.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from policies.comparing.story import (
    CONDITIONS,
    LEARNT,
    LINK,
    OTHERS,
    PLAYERS,
    PROMISED,
    SEEN,
    SIGNALS,
    TOP,
    UNWRITTEN,
)
from states.lifecycle import Phase
from states.people import Directory, Person
from states.record.actions import (
    Action,
    ActionState,
    Criterion,
    Progress,
    Verification,
)
from states.record.context import Context, Impact, Meeting, Severity
from states.record.factors import Factor, KillCriterion, Learning
from states.record.facts import Fact, WentWell
from states.record.proposals import Approval
from states.record.retrospective import COLLECTIONS, Mark, Retrospective
from states.rules import Case

AGE = timedelta(days=9)
"""How long ago the incident began."""

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
REVISION = 9


def sample(severity: Severity | None, now: datetime) -> Case:
    """Make up a complete retrospective of an incident that began `AGE` before `now`."""
    began = (now - AGE).replace(minute=0, second=0, microsecond=0)
    opened = began + 2 * HOUR
    record = Retrospective(
        incident="EXAMPLE-1",
        opened=opened,
        opened_by="opener",
        phase=Phase.VERIFIED,
        entered=now - DAY,
        touched=now - HOUR,
        revision=REVISION,
        context=_context(severity, began),
        impact=Impact("One in ten payments in Europe", 1200, 18, "about 9,000 EUR"),
        meeting=_meeting(opened),
        timeline=_timeline(began),
        went_well=(WentWell("G1", "The rollback button worked"),),
        factors=_factors(),
        learnings=_learnings(),
        triggers=tuple(KillCriterion(f"K{n}", *one) for n, one in enumerate(SIGNALS, start=1)),
        actions=_actions(opened),
        progress={f"A{n}": _verified(now) for n in range(1, len(PROMISED) + 1)},
        approvals=(Approval("approver", now - HOUR, REVISION),),
    )
    return Case(record.with_items({"marks": _marks(record, opened)}), _people(), now)


def _people() -> Directory:
    names = (*PLAYERS.values(), *OTHERS)
    return Directory({one: Person(one, one.replace("-", " ").capitalize()) for one in names})


def _context(severity: Severity | None, began: datetime) -> Context:
    context = Context(
        title="Checkout failed while payments were retried",
        severity=severity,
        services=("checkout",),
        effect="One in ten payments failed",
        started=began,
        detected=began + HOUR / 6,
        acknowledged=began + HOUR / 4,
        stabilized=began + HOUR,
        participants=("owner-1",),
        crossed_boundary=True,
        adjacent=("neighbour",),
        privacy="internal",
        audience="engineering",
        ci_run="https://example.org/runs/7",
    )
    players: dict[str, Any] = {**PLAYERS}
    return replace(context, **players)


def _meeting(opened: datetime) -> Meeting:
    at = opened + 2 * DAY
    there = (*PLAYERS.values(), "owner-1", "neighbour")
    return Meeting(at=at, attendees=there, timeline_sent=opened + DAY, held=at)


def _timeline(began: datetime) -> tuple[Fact, ...]:
    return tuple(
        Fact(f"T{n}", began + n * HOUR / 8, kind, text, "scribe", LINK)
        for n, (kind, text) in enumerate(SEEN, start=1)
    )


def _factors() -> tuple[Factor, ...]:
    return tuple(
        Factor(
            id=f"F{n}",
            text=text,
            category=category,
            nature=nature,
            evidence=("T1", LINK),
            made_sense="Nothing like it had happened before",
            whys=("Its limits had never been tried",),
            top=n == 1,
            procedure_missing=f"F{n}" == UNWRITTEN,
        )
        for n, (text, category, nature) in enumerate(CONDITIONS, start=1)
    )


def _learnings() -> tuple[Learning, ...]:
    return tuple(
        Learning(f"L{n}", text, ("T2",), remedy) for n, (text, remedy) in enumerate(LEARNT, start=1)
    )


def _actions(opened: datetime) -> tuple[Action, ...]:
    return tuple(
        Action(
            id=f"A{n}",
            title=title,
            owner=f"owner-{n}",
            due=(opened + 6 * DAY).date(),
            ticket=f"PAY-{100 + n}",
            priority=priority,
            factors=(factor,),
            deliverable="What anyone can look at when it is done",
            component="payments",
            verification=_verification(criterion),
            top=n <= TOP,
            runbook=factor == UNWRITTEN,
        )
        for n, (title, priority, factor, criterion) in enumerate(PROMISED, start=1)
    )


def _verification(criterion: Criterion) -> Verification:
    return Verification(
        criterion=criterion,
        steps="Replay the traffic of that day",
        environment="staging",
        test_data="the payments of that day",
        expected="Nothing is retried more than five times",
        rollback="Put the former limit back",
        signal="retry queue depth",
    )


def _verified(now: datetime) -> Progress:
    return Progress(ActionState.VERIFIED, "verifier", now - DAY, LINK)


def _marks(record: Retrospective, opened: datetime) -> dict[str, Mark]:
    mark = Mark("scribe", opened, opened, opened)
    return {one.id: mark for row in COLLECTIONS for one in record.items(row.name)}
