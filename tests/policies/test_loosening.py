"""A policy that extends another may ask more of anything, and less of what it names."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policies.file.lines import Enforce, When
from policies.file.loader import load_policy
from policies.file.saying import said
from policies.loosening.naming import loosened
from states.errors import InvalidError
from tests.policies.family import (
    APPROVED,
    COUNT,
    HEAD,
    PARENT,
    PROOF,
    SOURCED,
    child,
    line,
    refusal,
)

RUNG = "{at: 1h, notify: [owner], repeat: 1d}"

# fmt: off
TIGHTER = {
    "nothing said": "",
    "a new check": line("stabilized", "{id: roles, uses: roles.assigned}"),
    "a shorter deadline": "gates: {factors: {deadline: {within: 4d}}}\n",
    "a parameter on the strict side": "params: {few: {default: 4}}\n",
    "bounds drawn in": "params: {few: {min: 2, max: 4}}\n",
    "other severities, stricter": "params: {few: {by_severity: {SEV1: 5}}}\n",
    "fewer reschedules": "actions: {reschedules: 1}\n",
    "stalled sooner": "stalled: {gate: 10d, action: 10d}\n",
    "waivers that are harder": "waivers: {reason_min: 40, max_for: 7d, max_renewals: 0}\n",
    "one more that is never waived": "waivers: {never: [owner, count]}\n",
    "one more who may not grant": "waivers: {not_one_of: [requester, commander, facilitator]}\n",
    "enforced more": line("factors", COUNT.partition(", enforce")[0] + "}"),
    "enforced sooner": line("factors", COUNT.replace("2027-01-15", "2026-12-15")),
    "more incidents meant": line("facts", SOURCED.replace("SEV1, SEV2", "SEV1, SEV2, SEV3")),
    "all incidents meant": line("facts", SOURCED.replace(", when: {severity: [SEV1, SEV2]}", "")),
    "a higher share": line("facts", SOURCED.replace("80", "90")),
    "more of a written rule": line("factors", PROOF.replace("2", "3")),
    "other words of a written rule": line("factors", PROOF.replace("few", "too few")),
    "fewer who approve": line("closed", APPROVED.replace("[a, b]", "[a]")),
    "an earlier gate": "gates: {facts: {checks: [{id: owner, uses: actions.owned}]}, "
                       "actions_ticketed: {remove: [owner]}}\n",
    "another ladder": "ladders: {third: [{at: 0h, notify: [owner], repeat: 1d}]}\n",
    "owners": "owners: [ana]\n",
    "harder escalations": "escalations: {acknowledge_for: 7d, extensions: 0, extend_for: 24h}\n",
    "a ladder for waivers": "waivers: {ladder: short}\n",
    "working days for days": "gates: {factors: {deadline: {within: 3wd}}}\n",
}

LOOSER = {
    # what is said                                           what asks less: now, there
    "gates: {factors: {deadline: {within: 6d}}}\n":
        ("gates.factors.deadline.within", "6d, there 5d"),
    "gates: {factors: {deadline: {within: 4wd}}}\n":
        ("gates.factors.deadline.within", "4wd, there 5d"),
    "gates: {factors: {deadline: {within: 144h}}}\n":
        ("gates.factors.deadline.within", "144h, there 5d"),
    "gates: {factors: {deadline: {after: opened}}}\n":
        ("gates.factors.deadline.after", "opened, there entered"),
    "gates: {factors: {deadline: {ladder: long}}}\n":
        ("gates.factors.deadline.ladder", "long, there short"),
    "actions: {ladder: long}\n": ("actions.ladder", "long, there short"),
    "stalled: {ladder: short}\n": ("stalled.ladder", "short, there long"),
    "ladders: {long: [{at: 1h, notify: [owner], repeat: 1d}]}\n":
        ("ladders.long", f"{RUNG}, there {{at: 0h, notify: [role:director], repeat: 1d}}"),
    "actions: {reschedules: 3}\n": ("actions.reschedules", "3, there 2"),
    "stalled: {gate: 31d}\n": ("stalled.gate", "31d, there 30d"),
    "stalled: {action: 5w}\n": ("stalled.action", "35d, there 30d"),
    "waivers: {approve: [sre-lead, dev]}\n":
        ("waivers.approve", "[sre-lead, dev], there [sre-lead]"),
    "waivers: {not_one_of: [requester]}\n":
        ("waivers.not_one_of", "[requester], there [requester, commander]"),
    "waivers: {reason_min: 19}\n": ("waivers.reason_min", "19, there 20"),
    "waivers: {max_for: 15d}\n": ("waivers.max_for", "15d, there 14d"),
    "waivers: {max_renewals: 2}\n": ("waivers.max_renewals", "2, there 1"),
    "waivers: {never: []}\n": ("waivers.never", "[], there [owner]"),
    "escalations: {acknowledge_for: 15d}\n":
        ("escalations.acknowledge_for", "15d, there 14d"),
    "escalations: {extensions: 2}\n": ("escalations.extensions", "2, there 1"),
    "escalations: {extend_for: 15d}\n": ("escalations.extend_for", "15d, there 14d"),
    "clock: {working_days: [mon]}\n": ("clock", "{working_days: [mon]}, there none"),
    "withdrawal: {approve: [dev]}\n": ("withdrawal.approve", "[dev], there [sre-lead]"),
    "params: {few: {max: 6}}\n": ("params.few.max", "6, there 5"),
    "params: {few: {min: 0}}\n": ("params.few.min", "0, there 1"),
    "params: {few: {max: null}}\n": ("params.few.max", "none, there 5"),
    "params: {few: {type: percent}}\n": ("params.few.type", "percent, there int"),
    "params: {few: {default: 2}}\n": ("count", "min: 2, there 3"),
    "params: {few: {by_severity: {SEV4: 1}}}\n": ("count", "min: 1, there 3"),
    "when: {severity: [SEV1]}\n": ("when", "{severity: [SEV1]}, there none"),
    "gates: {actions_ticketed: {remove: [ci]}}\n":
        ("ci", "taken away, there asked in actions_ticketed"),
    "gates: {actions_ticketed: {remove: [ci]}, verified: {checks: [{id: ci, uses: ci.linked}]}}\n":
        ("ci", "asked in verified, there asked in actions_ticketed"),
    line("actions_ticketed", "{id: ci, uses: ci.linked, with: {label: pipeline}}"):
        ("ci", "label: pipeline, there ci"),
    line("actions_ticketed", "{id: ci, uses: actions.tied}"):
        ("ci", "asks actions.tied, there ci.linked"),
    line("factors", COUNT.replace("enforce: warn", "enforce: audit")):
        ("count", "enforce: audit, there warn"),
    line("factors", COUNT.replace("2027-01-15", "2027-02-15")):
        ("count", "enforce: warn from 2027-01-15, there deny from 2027-01-15"),
    line("facts", SOURCED.replace("SEV1, SEV2", "SEV1")):
        ("sourced", "when: {severity: [SEV1]}, there {severity: [SEV1, SEV2]}"),
    line("facts", SOURCED.replace("}}", "], labels: [ci]}}").replace("SEV2]]", "SEV2]")):
        ("sourced", "when: {severity: [SEV1, SEV2], labels: [ci]}, there {severity: [SEV1, SEV2]}"),
    line("facts", SOURCED.replace("80", "79")): ("sourced", "share_percent: 79, there 80"),
    line("factors", PROOF.replace("2", "1")):
        ("proof", "at_least: 1, there 2"),
    line("factors", PROOF.replace("for_each: factors", "for_each: actions")):
        ("proof", "for_each: actions, there factors"),
    line("factors", "{id: proof, uses: factors.evidenced}"):
        ("proof", "asks factors.evidenced, there written"),
    line("closed", APPROVED.replace("[a, b]", "[a, b, c]")):
        ("approved", "roles: [a, b, c], there [a, b]"),
}
# fmt: on


@pytest.mark.parametrize("body", TIGHTER.values(), ids=TIGHTER)
def test_asking_more_needs_no_word(body: str) -> None:
    assert child(body).name == "team"


@pytest.mark.parametrize(("body", "told"), LOOSER.items(), ids=[*map(str, range(len(LOOSER)))])
def test_asking_less_is_refused_with_both_values(body: str, told: tuple[str, str]) -> None:
    what, values = told

    assert (
        f"asks less than org@2.0.0: {values}; if that is meant, "
        f'say so: loosens: [{{what: {what}, why: "…"}}]'
    ) in refusal(body)


@pytest.mark.parametrize(("body", "told"), LOOSER.items(), ids=[*map(str, range(len(LOOSER)))])
def test_what_is_named_may_ask_less(body: str, told: tuple[str, str]) -> None:
    named = f"loosens: [{{what: {told[0]}, why: we are few}}]\n"

    assert child(named + body).name == "team"


CLOCKED = PARENT + (
    "clock: {working_days: [mon, tue], quiet: {from: '20:00', to: '07:00'}, digest: '08:00'}\n"
)
CLOCKS = {
    "clock: {working_days: [mon]}\n": ("clock.working_days", "[mon], there [mon, tue]"),
    "clock: {holidays: [2026-12-24]}\n": ("clock.holidays", "[2026-12-24], there []"),
    "clock: {digest: '09:00'}\n": ("clock.digest", "09:00, there 08:00"),
    "clock: {digest: null}\n": ("clock.digest", "none, there 08:00"),
    "clock: {quiet: {to: '06:00'}}\n": (
        "clock.quiet",
        "{from: 20:00, to: 06:00}, there {from: 20:00, to: 07:00}",
    ),
    "clock: null\n": (
        "clock",
        "none, there {working_days: [mon, tue], quiet: {from: 20:00, to: 07:00}, digest: 08:00}",
    ),
}


@pytest.mark.parametrize(("body", "told"), CLOCKS.items(), ids=[*CLOCKS])
def test_any_other_clock_is_to_be_named(body: str, told: tuple[str, str]) -> None:
    parents = {"org@2.0.0": CLOCKED}
    named = f"loosens: [{{what: {told[0]}, why: we are few}}]\n"

    with pytest.raises(InvalidError) as refused:
        load_policy(HEAD + body, "team.yaml", parents)

    assert f"asks less than org@2.0.0: {told[1]}; if that is meant" in str(refused.value)
    assert load_policy(HEAD + named + body, "team.yaml", parents).name == "team"


@pytest.mark.parametrize(
    ("ladder", "now"), [("null", "none"), ("long", "long")], ids=["taken away", "another"]
)
def test_another_ladder_for_waivers_is_to_be_named(ladder: str, now: str) -> None:
    parents = {"org@2.0.0": PARENT.replace("never: [owner]}", "never: [owner], ladder: short}")}

    with pytest.raises(InvalidError) as refused:
        load_policy(f"{HEAD}waivers: {{ladder: {ladder}}}\n", "team.yaml", parents)

    told = f"waivers.ladder: asks less than org@2.0.0: {now}, there short"
    assert told in str(refused.value)


def test_a_rung_is_told_with_all_that_it_says() -> None:
    rung = "{at: 96h, notify: [owner], repeat: 2d, times: 3, at_once: true}"
    less = f"ladders: {{long: [{rung}, {{at: 9d, notify: [owner], repeat: 1w}}]}}\n"

    assert f"ladders.long: asks less than org@2.0.0: {rung}, {{at: 9d, " in refusal(less)


@pytest.mark.parametrize("owners", ["[]", "[ben]", "[ana, ben]"])
def test_owners_are_lost_only_where_that_is_said(owners: str) -> None:
    parents = {"org@2.0.0": PARENT + "owners: [ana, sam]\n"}
    text = f"{HEAD}owners: {owners}\n"
    named = "loosens: [{what: owners, why: another team}]\n"

    with pytest.raises(InvalidError) as refused:
        load_policy(text, "team.yaml", parents)

    assert f"owners: asks less than org@2.0.0: {owners}, there [ana, sam]" in str(refused.value)
    assert load_policy(text + named, "team.yaml", parents).owners != ("ana", "sam")
    load_policy(f"{HEAD}owners: [sam, ana, ben]\n", "team.yaml", parents)


def test_names_to_choose_from_stand_in_the_order_of_the_file() -> None:
    told = refusal(
        "loosens: [{what: zzz, why: x}]\n"
        "actions: {reschedules: 3}\n"
        "gates: {verified: {deadline: {within: 60d}}, facts: {remove: [sourced]}, "
        "factors: {remove: [proof]}}\n"
    )

    names = "actions.reschedules, gates.verified.deadline.within, sourced, proof"
    assert f"“zzz” asks no less than in org@2.0.0; there are: {names}" in told


def test_a_name_that_loosens_nothing_is_refused_where_it_stands() -> None:
    told = refusal("loosens: [{what: cuont, why: x}]\nparams: {few: {default: 2}}\n")

    assert "team.yaml:4:12: loosens[0].what: “cuont” asks no less than in org@2.0.0" in told
    assert "did you mean “count”?" in told


def test_a_rung_that_is_left_out_is_named() -> None:
    less = "ladders: {short: [{at: 0h, notify: [manager], repeat: 7d}]}\n"

    assert "no such rung, there {at: -24h, notify: [owner]}; " in refusal(less)


def test_a_policy_asks_no_less_than_itself() -> None:
    parent = load_policy(PARENT)

    assert loosened(replace(parent), parent) == ()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (None, "none"),
        (False, "false"),
        (("a", Enforce.DENY), "[a, deny]"),
        (timedelta(hours=36), "36h"),
        (timedelta(), "0h"),
        (timedelta(days=14), "14d"),
        (When(labels=("ci",), services=("pay",)), "{services: [pay], labels: [ci]}"),
    ],
)
def test_a_value_is_said_as_the_file_writes_it(given: object, told: str) -> None:
    assert said(given) == told


def test_the_name_of_the_clock_covers_each_of_its_keys() -> None:
    clock = 'clock: {quiet: {from: "18:00", to: "08:00"}, digest: "09:00"}\n'
    parents = {"org@2.0.0": PARENT + clock}
    text = f'{HEAD}clock: {{quiet: {{from: "20:00", to: "06:00"}}, digest: "10:00"}}\n'
    named = "loosens: [{what: clock, why: they work late}]\n"

    changed = load_policy(text + named, "team.yaml", parents)
    gone = load_policy(f"{HEAD}clock: null\n{named}", "team.yaml", parents)

    assert changed.editions[None].file.clock != gone.editions[None].file.clock
    assert gone.editions[None].file.clock is None
    with pytest.raises(InvalidError) as refused:
        load_policy(f"{HEAD}{clock}{named}", "team.yaml", parents)
    assert "“clock” asks no less than in org@2.0.0" in str(refused.value)
