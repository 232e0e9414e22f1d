"""A policy that may be used can still say something that is hardly meant."""

from datetime import date

import pytest

from policies.file.loader import read_policy
from policies.linting.lint import doubts, outdated, unheld
from policies.shelf import default_text
from states.people import Directory
from tests.builders import DAY, NOON, PEOPLE, changed
from tests.policies.small import SMALL, put

AGAIN = "asks what owner asks: a gate asks the checks before it again"
OWNED = "version: 1.2.0\nowners: [ana]"


def told(text: str) -> list[str]:
    owned = text.replace("version: 1.2.0", OWNED)
    return [f"{one.path}: {one.problem}" for one in doubts(read_policy(owned, "p.yaml"))]


def test_a_sound_policy_leaves_no_doubt() -> None:
    assert told(SMALL) == []


def test_the_packaged_policy_lacks_only_owners() -> None:
    assert [one.problem for one in doubts(read_policy(default_text()))] == [
        "has no owners: nobody is told when a check of it breaks"
    ]


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        ("{min: $few}", "{min: 3}", "params.few: nothing uses $few"),
        (
            "  long: [",
            "  idle: [{at: 0h, notify: [owner], repeat: 1h}]\n  long: [",
            "ladders.idle: nothing climbs it",
        ),
        (
            "actions: {ladder: short",
            "actions: {ladder: long",
            "ladders.long: reminds nobody before the deadline: add a rung as at: -24h",
        ),
        (
            "uses: actions.owned",
            "uses: actions.present, with: {min: 0}",
            "gates.actions_ticketed.checks[owner]: owner finds nothing, whatever the record says",
        ),
        (
            "{id: owner, uses: actions.owned}",
            "{id: owner, for_each: actions, at_least: 0, message: x, fix: y}",
            "gates.actions_ticketed.checks[owner]: owner finds nothing, whatever the record says",
        ),
        (
            "{id: owner, uses: actions.owned}",
            "{id: owner, uses: actions.owned}, {id: again, uses: actions.owned}",
            f"gates.actions_ticketed.checks[again]: {AGAIN}",
        ),
    ],
)
def test_what_is_hardly_meant_is_doubted(old: str, new: str, doubt: str) -> None:
    assert told(put(old, new)) == [doubt]


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        (
            "never: [owner], ladder: short",
            "never: [owner]",
            "waivers: has no ladder: nobody is told when a waiver ends",
        ),
        (
            "{at: -24h, notify: [owner]}",
            "{at: -24h, notify: [owner], at_once: true}",
            "ladders.short[0].at_once: wakes people for a reminder: the deadline is still to come",
        ),
        (
            "within: 5d",
            "within: 5wd",
            "gates.factors.deadline.within: 5wd counts every day: say clock.working_days",
        ),
        (
            "  long: [{at: 0h",
            "  long: [{at: 2wd",
            "ladders.long[0].at: 2wd counts every day: say clock.working_days",
        ),
        (
            "never: [owner], ladder: short",
            "never: [owner], ladder: long",
            "ladders.long: reminds nobody before the deadline: add a rung as at: -24h",
        ),
    ],
)
def test_who_is_told_when_is_looked_at_twice(old: str, new: str, doubt: str) -> None:
    assert told(put(old, new)) == [doubt]


def test_a_rung_after_the_deadline_that_names_the_owner_is_looked_at_twice() -> None:
    text = put("repeat: 7d}", "repeat: 7d}, {at: 1d, notify: [owner], repeat: 1d}")
    names = "names owner: after the deadline it climbs past whom it waits for"

    assert f"ladders.short[2].notify: {names}" in told(text)


@pytest.mark.parametrize(
    ("rung", "last", "above"),
    [
        ("{at: 0h, notify: [manager], repeat: 1d, times: 9}", "8d", "7d"),
        ("{at: 2d, notify: [manager], repeat: 1w, times: 90}", "625d", "7d"),
        ("{at: -24h, notify: [owner], repeat: 100h, times: 3}", "176h", "7d"),
    ],
)
def test_a_rung_that_goes_on_beside_the_next_one_is_looked_at_twice(
    rung: str, last: str, above: str
) -> None:
    times = rung.partition("times: ")[2].rstrip("}")
    text = put(
        "{at: 0h, notify: [manager], repeat: 7d}]",
        f'{rung}, {{at: {above}, notify: ["role:director"], repeat: 7d}}]',
    )

    assert told(text) == [
        (
            f"ladders.short[1].times: the last of {times} comes at {last}, and the next rung is "
            f"reached at {above} already: both go on side by side"
        )
    ]


@pytest.mark.parametrize("more", ["", ", repeat: 1d, times: 8", ", repeat: 1d"])
def test_a_rung_that_ends_when_the_next_one_comes_is_meant(more: str) -> None:
    text = put(
        "{at: 0h, notify: [manager], repeat: 7d}]",
        f"{{at: 0h, notify: [manager]{more}}}, {{at: 7d, notify: [manager], repeat: 7d}}]",
    )

    assert told(text) == []


HEAD = "policy: team\nversion: 1.0.0\nextends: small@1.2.0\nowners: [ana]\n"
OTHERWISE = """\
loosens: [{what: stalled.ladder, why: nobody is above us}]
stalled: {ladder: short}
gates: {factors: {checks: [{id: count, uses: factors.count, with: {min: 4}}]}}
"""
OF_OUR_OWN = """\
params: {mine: {type: int, default: 3}}
ladders: {ours: [{at: 0h, notify: [owner], repeat: 1h}]}
"""


def extending(body: str) -> list[str]:
    reading = read_policy(HEAD + body, "team.yaml", {"small@1.2.0": SMALL})
    return [str(one) for one in doubts(reading)]


def test_what_a_policy_leaves_unused_of_the_one_it_extends_is_not_its_to_mend() -> None:
    assert extending(OTHERWISE) == []


def test_what_a_policy_leaves_unused_of_its_own_is_doubted() -> None:
    assert extending(OF_OUR_OWN) == [
        "team.yaml:5:10: params.mine: nothing uses $mine",
        "team.yaml:6:11: ladders.ours: nothing climbs it",
    ]


def test_working_days_that_are_said_may_be_counted() -> None:
    text = put("within: 5d", "within: 5wd")

    assert told(f"clock: {{working_days: [mon, tue]}}\n{text}") == []
    assert told(f"clock: {{holidays: [2026-12-24]}}\n{text}") != []


def test_a_ladder_that_only_waivers_climb_is_used() -> None:
    ladder = "  late: [{at: -1h, notify: [owner]}, {at: 0h, notify: [owner], repeat: 1h}]\n"
    text = put("never: [owner], ladder: short", "never: [owner], ladder: late")

    assert told(text.replace("ladders:\n", f"ladders:\n{ladder}")) == []


def test_holidays_are_doubted_once_the_last_one_is_over() -> None:
    reading = read_policy(f"clock: {{holidays: [2026-12-24, 2026-03-09]}}\n{SMALL}", "p.yaml")
    last = date(2026, 12, 24)

    assert outdated(reading, last) == ()
    assert [(one.place, one.path, one.problem) for one in outdated(reading, last + DAY)] == [
        ("p.yaml:1:9", "clock.holidays", "the last one was 2026-12-24: from now on there are none")
    ]
    assert outdated(read_policy(SMALL), last + DAY) == ()


def test_a_check_for_other_severities_than_the_policy_is_never_asked() -> None:
    text = put("enforce: warn", "when: {severity: [SEV3]}")

    assert told(f"when: {{severity: [SEV1]}}\n{text}") == [
        "gates.factors.checks[count].when: count is never asked: the policy is for other severities"
    ]
    assert told(f"when: {{labels: [ci]}}\n{text}") == []


def test_a_check_that_finds_something_at_one_severity_has_teeth() -> None:
    text = put("actions.owned", "actions.present, with: {min: $few}").replace(
        "default: 3, by_severity: {SEV4: 1}", "default: 0, by_severity: {SEV4: 1}"
    )

    assert told(text) == []


@pytest.mark.parametrize("check", ["context.complete", "impact.complete"])
def test_a_check_that_asks_for_no_field_is_toothless(check: str) -> None:
    assert told(put("actions.owned", f"{check}, with: {{fields: []}}")) != []


@pytest.mark.parametrize(
    ("check", "name"),
    [
        ("roles.assigned", "roles"),
        ("roles.separate", "apart_from"),
        ("timeline.has_kinds", "kinds"),
    ],
)
def test_a_check_that_lists_nothing_is_toothless(check: str, name: str) -> None:
    assert told(put("actions.owned", f"{check}, with: {{{name}: []}}")) != []


@pytest.mark.parametrize(
    ("check", "name"), [("timeline.sourced", "share_percent"), ("went_well.captured", "min")]
)
def test_a_check_that_asks_for_none_is_toothless(check: str, name: str) -> None:
    assert told(put("actions.owned", f"{check}, with: {{{name}: 0}}")) != []


def test_a_check_that_takes_for_granted_what_nobody_asks_for_is_doubted() -> None:
    alone = put("uses: actions.owned", "uses: actions.due_within")
    both = put("uses: actions.owned}", "uses: actions.due_within}, {id: due, uses: actions.due}")

    (doubt,) = told(alone)
    assert doubt.endswith(
        "owner lets pass what nobody has said, unless a gate asks actions.due too"
    )
    assert told(both) == []


def test_a_role_that_nobody_has_is_named_where_it_stands() -> None:
    text = put(
        "{id: owner, uses: actions.owned}",
        "{id: owner, uses: approvals.quorum, with: {roles: [board]}}",
    )
    found = unheld(read_policy(text, "p.yaml"), PEOPLE, NOON.date())

    assert [(one.path, one.problem) for one in found] == [
        ("gates.actions_ticketed.checks[owner]", "nobody has the role board")
    ]


def test_an_owner_who_is_not_in_the_directory_is_named() -> None:
    text = SMALL.replace("version: 1.2.0", "version: 1.2.0\nowners: [mia, lee, robb]")
    found = unheld(read_policy(text, "p.yaml"), PEOPLE, NOON.date())

    told = "there is no “robb” in the people directory (did you mean “rob”?)"
    assert [(one.place, one.path, one.problem) for one in found] == [
        ("p.yaml:3:20", "owners[2]", told)
    ]


def test_somebody_who_left_has_no_role() -> None:
    gone = Directory({one.id: changed(one, left=NOON.date()) for one in PEOPLE.people.values()})
    found = unheld(read_policy(SMALL, "p.yaml"), gone, NOON.date())

    assert {(one.path, one.problem) for one in found} == {
        ("ladders.long[0].notify", "nobody has the role director"),
        ("waivers.approve", "nobody has the role sre-lead"),
        ("withdrawal.approve", "nobody has the role sre-lead"),
    }
