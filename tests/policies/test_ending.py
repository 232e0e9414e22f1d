"""Who was let off until a day is told before it, and climbs after it, until the fact is there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from policies.policy import Policy
from policies.shelf import default_text, policy_of
from states.lifecycle import Phase
from states.people import Directory
from states.record.deadlines import Deadline, DeadlineKind
from states.record.proposals import Proposal, Verdict, Waiver
from states.record.retrospective import Retrospective
from states.rules import Case, Finding
from tests.builders import DAY, NOON, PEOPLE, case_of, changed, complete_record

DEFAULT = policy_of(default_text())
UNTIL = NOON + 3 * DAY
WHY = "The ticket system is down until Thursday"
UNTICKETED = "ticket"


def granted(name: str = "W1", **wish: Any) -> Proposal:
    asked = replace(Waiver(UNTICKETED, UNTIL), **wish)
    return Proposal(name, asked, WHY, "ana", NOON, verdict=Verdict.GRANTED)


def record(*proposals: Proposal, tickets: tuple[str, str] = ("", "")) -> Retrospective:
    """Take a record with two actions, whose tickets may be missing."""
    whole = complete_record(Phase.FACTORS)
    actions = tuple(
        replace(one, ticket=tickets[place]) if place < len(tickets) else one
        for place, one in enumerate(whole.actions)
    )
    return changed(whole, actions=actions, proposals=proposals)


def ending(
    of: Retrospective, policy: Policy = DEFAULT, now: datetime = NOON
) -> dict[str, Deadline]:
    owed = policy.deadlines(case_of(of, now, PEOPLE))
    return {one.subject: one for one in owed if one.kind is DeadlineKind.WAIVER}


@pytest.mark.parametrize("now", [NOON, UNTIL, UNTIL + 30 * DAY])
def test_a_waiver_is_owed_until_it_is_not_needed(now: datetime) -> None:
    assert ending(record(granted()), now=now) == {
        "W1": Deadline(
            DeadlineKind.WAIVER, "W1", UNTIL, UNTIL, now, "waiver", "ana", zone="Europe/Lisbon"
        )
    }


def test_what_is_there_needs_no_waiver() -> None:
    assert ending(record(granted(), tickets=("T-1", "T-2"))) == {}


def test_a_waiver_of_one_item_is_about_that_item() -> None:
    assert [*ending(record(granted(item="A1"), tickets=("", "T-2")))] == ["W1"]
    assert ending(record(granted(item="A2"), tickets=("", "T-2"))) == {}


@pytest.mark.parametrize("verdict", [Verdict.PENDING, Verdict.DECLINED])
def test_what_was_not_granted_ends_never(verdict: Verdict) -> None:
    assert ending(record(replace(granted(), verdict=verdict))) == {}


@pytest.mark.parametrize(
    ("renewal", "left"),
    [
        ({"until": UNTIL + DAY}, ["W2"]),
        ({"until": UNTIL + DAY, "item": "A1"}, ["W1", "W2"]),
        ({"until": UNTIL - DAY}, ["W1"]),
        ({"until": UNTIL + DAY, "check": "due-date"}, ["W1"]),
    ],
)
def test_a_waiver_that_covers_as_much_for_longer_renews_it(
    renewal: dict[str, Any], left: list[str]
) -> None:
    assert [*ending(record(granted(), granted("W2", **renewal)))] == left


def test_what_the_policy_does_not_ask_any_more_ends_never() -> None:
    assert ending(record(granted(check="gone"))) == {}


def test_what_no_longer_shuts_a_gate_ends_never() -> None:
    warned = default_text().replace(
        "uses: actions.ticketed}", "uses: actions.ticketed, enforce: warn}"
    )

    assert ending(record(granted()), policy_of(warned)) == {}


def test_without_a_ladder_nothing_is_owed() -> None:
    assert (
        ending(record(granted()), policy_of(default_text().replace("  ladder: waiver\n", ""))) == {}
    )


def test_a_check_that_breaks_keeps_its_waiver() -> None:
    class Broken:
        id = title = UNTICKETED

        def __call__(self, case: Case) -> tuple[Finding, ...]:
            raise ZeroDivisionError(case.now)

    editions = {
        severity: replace(
            edition,
            rules={
                gate: tuple(
                    replace(rule, check=Broken()) if rule.id == UNTICKETED else rule
                    for rule in rules
                )
                for gate, rules in edition.rules.items()
            },
        )
        for severity, edition in DEFAULT.editions.items()
    }
    broken = replace(DEFAULT, editions=editions)

    assert [*ending(record(granted(item="A7"), tickets=("T-1", "T-2")), broken)] == ["W1"]


def test_a_waiver_without_end_leaves_room_for_its_ladder() -> None:
    last = datetime(9999, 12, 31, tzinfo=UTC)

    (deadline,) = ending(record(granted(until=last))).values()

    assert last - timedelta(days=366 * 1000) < deadline.due < last - timedelta(days=365 * 900)


def test_who_asked_and_is_unknown_lives_in_utc() -> None:
    owed = DEFAULT.deadlines(case_of(record(granted()), NOON, Directory()))

    assert {one.zone for one in owed} == {"UTC"}
