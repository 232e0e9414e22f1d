"""A policy file is read as it is meant, or refused where it is wrong (R80)."""

import hashlib
from datetime import timedelta

import pytest

from policies.checks.actions import Owned
from policies.checks.factors import Counted
from policies.edition import Rule
from policies.file.lines import Enforce
from policies.file.loader import load_policy
from policies.file.source import MistakenPolicyError
from states.calendar import Days
from states.errors import InvalidError
from states.lifecycle import Phase
from states.record.context import Severity
from states.rules import Rung
from tests.policies.small import SMALL, put

HINT = "compare with the packaged policy: retro policy show default"


def refusal(text: str) -> MistakenPolicyError:
    with pytest.raises(MistakenPolicyError) as refused:
        load_policy(text, "p.yaml")
    return refused.value


def test_a_policy_has_the_name_version_and_digest_of_its_text() -> None:
    policy = load_policy(SMALL)

    assert (policy.name, policy.version) == ("small", "1.2.0")
    assert policy.digest == hashlib.sha256(SMALL.encode()).hexdigest()


def test_another_comment_is_another_digest() -> None:
    assert load_policy(SMALL + "# reviewed\n").digest != load_policy(SMALL).digest


def test_a_gate_asks_what_its_lines_say() -> None:
    rules = load_policy(SMALL).editions[None].rules

    assert rules[Phase.FACTS] == ()
    assert rules[Phase.FACTORS] == (
        Rule(Phase.FACTORS, "count", Counted(min=3), Enforce.WARN, waivable=True),
    )
    assert rules[Phase.ACTIONS_TICKETED] == (
        Rule(Phase.ACTIONS_TICKETED, "owner", Owned(), Enforce.DENY, waivable=False),
    )


def test_a_ladder_is_read_rung_by_rung() -> None:
    assert load_policy(SMALL).ladders == {
        "short": (
            Rung(timedelta(days=-1), ("owner",)),
            Rung(timedelta(0), ("manager",), Days(7)),
        ),
        "long": (Rung(timedelta(0), ("role:director",), Days(1)),),
    }


def test_a_rung_says_how_often_and_how_urgently() -> None:
    rungs = "{at: 2wd, notify: [owner], repeat: 24h, times: 3, at_once: true}, {at: 1w"
    policy = load_policy(put("{at: 0h, notify: [manager]", f"{rungs}, notify: [manager]"))

    assert policy.ladders["short"][1:] == (
        Rung(Days(2, working=True), ("owner",), timedelta(days=1), times=3, at_once=True),
        Rung(Days(7), ("manager",), Days(7)),
    )


def test_a_parameter_differs_by_severity() -> None:
    editions = load_policy(SMALL).editions

    assert {name: one.rules[Phase.FACTORS][0].check for name, one in editions.items()} == {
        None: Counted(min=3),
        Severity.SEV1: Counted(min=3),
        Severity.SEV2: Counted(min=3),
        Severity.SEV3: Counted(min=3),
        Severity.SEV4: Counted(min=1),
    }


def test_a_ladder_is_chosen_by_parameter() -> None:
    chosen = put(
        "few: {type: int, default: 3, by_severity: {SEV4: 1}}",
        "few: {type: int, default: 3}\n  how: {type: text, default: long}",
    )
    policy = load_policy(chosen.replace("within: 5d, ladder: short", "within: 5d, ladder: $how"))

    assert policy.editions[None].file.gates["factors"].deadline.ladder == "long"


def test_what_a_policy_is_called_and_whose_it_is_is_no_parameter() -> None:
    owned = put("version: 1.2.0\n", "version: 1.2.0\nowners: [ana, $few]\n")
    texts = (put("policy: small", "policy: $few"), put("1.2.0", "$few"), owned)
    told = "no parameter can stand here: write out what is meant by $few"

    assert [[(one.path, one.problem) for one in refusal(text).mistakes] for text in texts] == [
        [("policy", told)],
        [("version", told)],
        [("owners", told)],
    ]


# One row for each kind of mistake: what stands there, what is written instead, and for each
# line of the answer the words it points at, and what it says.
MISTAKES: dict[str, tuple[str, str, dict[str, str]]] = {
    "unknown key": (
        "policy: small",
        "polcy: small",
        {"polcy: ": "polcy: there is no key “polcy” (did you mean “policy”?)"},
    ),
    "unknown key within": (
        "enforce: warn",
        "enfroce: warn",
        {
            "enfroce: ": "gates.factors.checks[count].enfroce: there is no key “enfroce” "
            "(did you mean “enforce”?)"
        },
    ),
    "unknown choice": (
        "enforce: warn",
        "enforce: wran",
        {
            "enforce: ": "gates.factors.checks[count].enforce: "
            "write deny, warn or audit (did you mean “warn”?) (got 'wran')"
        },
    ),
    "unknown check": (
        "uses: actions.owned",
        "uses: actions.ownde",
        {
            "uses: actions.ownde": "gates.actions_ticketed.checks[owner].uses: "
            "there is no check “actions.ownde” (did you mean “actions.owned”?)"
        },
    ),
    "unknown parameter of a check": (
        "with: {min: $few}",
        "with: {mim: $few}",
        {
            "mim: ": "gates.factors.checks[count].with.mim: factors.count has no parameter “mim” "
            "(did you mean “min”?)"
        },
    ),
    "impossible parameter of a check": (
        "with: {min: $few}",
        "with: {min: -1}",
        {
            "min: -1": "gates.factors.checks[count].with.min: "
            "input should be greater than or equal to 0 (got -1)"
        },
    ),
    "unknown parameter": (
        "$few",
        "$fwe",
        {
            "min: $fwe": "gates.factors.checks[count].with.min: there is no parameter “fwe” "
            "(did you mean “few”?)"
        },
    ),
    "unknown key of a parameter": (
        "{type: int, default: 3, by",
        "{type: int, defualt: 3, by",
        {"defualt: ": "params.few.defualt: there is no key “defualt” (did you mean “default”?)"},
    ),
    "unknown severity": (
        "SEV4: 1",
        "SEV9: 1",
        {
            "SEV9: ": "params.few.by_severity.SEV9: "
            "write SEV1, SEV2, SEV3 or SEV4 (did you mean “SEV4”?) (got 'SEV9')"
        },
    ),
    "mistake at one severity": (
        "SEV4: 1",
        "SEV4: -1",
        {
            "min: $few": "gates.factors.checks[count].with.min: "
            "input should be greater than or equal to 0 (got -1) (at SEV4)"
        },
    ),
    "days that do not ascend": (
        "enforce: warn",
        "enforce: audit, enforce_from: {2027-02-15: warn, 2027-01-15: deny}",
        {
            "enforce_from: ": "gates.factors.checks[count].enforce_from: "
            "the days need to ascend, and each to be stricter"
        },
    ),
    "days that do not tighten": (
        "enforce: warn",
        "enforce: audit, enforce_from: {2027-01-15: deny, 2027-02-15: warn}",
        {
            "enforce_from: ": "gates.factors.checks[count].enforce_from: "
            "the days need to ascend, and each to be stricter"
        },
    ),
    "a first day that tightens nothing": (
        "enforce: warn",
        "enforce: warn, enforce_from: {2027-01-15: warn}",
        {
            "enforce_from: ": "gates.factors.checks[count].enforce_from: "
            "does not tighten anything: until then it is enforce: warn, on 2027-01-15 it is warn"
        },
    ),
    "no day": (
        "enforce: warn",
        "enforce: warn, enforce_from: {20270115: deny}",
        {
            "20270115: ": "gates.factors.checks[count].enforce_from.20270115: "
            "a day is written YYYY-MM-DD (got '20270115')"
        },
    ),
    "when that names nothing": (
        "enforce: warn",
        "when: {labels: []}",
        {
            "when: ": "gates.factors.checks[count].when: names no incident: leave the key out",
        },
    ),
    "bounds that cross": (
        "with: {min: $few}",
        "with: {min: 7, max: 3}",
        {
            "min: 7": "gates.factors.checks[count].with.min: "
            "min is 7, max is 3: nothing is both at least and at most that"
        },
    ),
    "a written rule that asks nothing": (
        "{id: owner, uses: actions.owned}",
        "{id: owner, message: x, fix: y}",
        {
            "{id: owner": "gates.actions_ticketed.checks[owner].require: "
            "say either `require`, or `at_least` and `at_most`"
        },
    ),
    "a written rule that asks two things": (
        "{id: owner, uses: actions.owned}",
        "{id: owner, for_each: actions, require: 'true', at_least: 1, message: x, fix: y}",
        {
            "require: ": "gates.actions_ticketed.checks[owner].require: "
            "say either `require`, or `at_least` and `at_most`"
        },
    ),
    "a written rule that counts nothing": (
        "{id: owner, uses: actions.owned}",
        "{id: owner, at_most: 1, message: x, fix: y}",
        {
            "at_most: ": "gates.actions_ticketed.checks[owner].at_most: "
            "chooses among items: say `for_each`"
        },
    ),
    "a written rule that chooses among nothing": (
        "{id: owner, uses: actions.owned}",
        "{id: owner, where: 'true', require: 'true', message: x, fix: y}",
        {
            "where: ": "gates.actions_ticketed.checks[owner].where: "
            "chooses among items: say `for_each`"
        },
    ),
    "a written rule whose bounds cross": (
        "{id: owner, uses: actions.owned}",
        "{id: owner, for_each: actions, at_least: 2, at_most: 1, message: x, fix: y}",
        {"at_least: ": "gates.actions_ticketed.checks[owner].at_least: 2 is more than at_most, 1"},
    ),
    "a written rule without a way out": (
        "{id: owner, uses: actions.owned}",
        "{id: owner, require: 'true', message: x}",
        {"{id: owner": "gates.actions_ticketed.checks[owner].fix: field required"},
    ),
    "neither form of a check": (
        "{id: owner, uses: actions.owned}",
        "{id: owner}",
        {"{id: owner": "gates.actions_ticketed.checks[owner].uses: field required"},
    ),
    "a removal from nobody": (
        "deadline: {within: 2d, ladder: short}",
        "deadline: {within: 2d, ladder: short}\n    remove: [owner]",
        {
            "remove: ": "gates.actions_ticketed.remove: there is nothing to take away from; "
            "the policy extends no other: write extends: NAME@VERSION"
        },
    ),
    "a loosening of nobody": (
        "version: 1.2.0",
        "version: 1.2.0\nloosens: [{what: owner, why: we are few}]",
        {
            "loosens: ": "loosens: there is nothing to ask less than; "
            "the policy extends no other: write extends: NAME@VERSION"
        },
    ),
    "no version": (
        "version: 1.2.0",
        "version: 1.2",
        {
            "version: 1.2\n": "version: "
            "a version is three numbers without leading zeros: 1.0.0 (got '1.2')"
        },
    ),
    "no duration": (
        "max_for: 14d",
        "max_for: 14",
        {
            "max_for: ": "waivers.max_for: “14” is no duration: "
            "write 45m, 24h, -24h, 30d or 2w (got 14)"
        },
    ),
    "empty duration": (
        "max_for: 14d",
        "max_for: 0d",
        {
            "max_for: ": "waivers.max_for: has to be longer than nothing: write 24h or 30d "
            "(got '0d')"
        },
    ),
    "parameter in a ladder": (
        "at: -24h",
        "at: $few",
        {
            "at: $few": "ladders.short[0].at: “$few” is no duration: "
            "write 45m, 24h, -24h, 30d, 2w or 5wd (got '$few')"
        },
    ),
    "unknown party": (
        "notify: [manager]",
        "notify: [manger]",
        {
            "manger]": "ladders.short[1].notify[0]: there is no party “manger” "
            "(did you mean “manager”?) (got 'manger')"
        },
    ),
    "party without a role": (
        '"role:director"',
        '"role:"',
        {
            '"role:"': "ladders.long[0].notify[0]: there is no party “role:” "
            "(did you mean “role:NAME”?) (got 'role:')"
        },
    ),
    "rung that tells nobody": (
        "notify: [manager]",
        "notify: []",
        {"notify: []": "ladders.short[1].notify: names nobody"},
    ),
    "waiver nobody may grant": (
        "waivers: {approve: [sre-lead]",
        "waivers: {approve: []",
        {"approve: []": "waivers.approve: names nobody"},
    ),
    "ladder that ends": (
        ", repeat: 1d",
        "",
        {
            "long: ": "ladders.long: the last rung needs a repeat: "
            "an escalation never stops by itself"
        },
    ),
    "ladder that only reminds": (
        '[{at: 0h, notify: ["role:director"], repeat: 1d}]',
        '[{at: -7d, notify: ["role:director"], repeat: 1d}]',
        {
            "long: ": "ladders.long: the last rung lies before the deadline: "
            "it would only ever remind"
        },
    ),
    "ladder without rungs": (
        '[{at: 0h, notify: ["role:director"], repeat: 1d}]',
        "[]",
        {
            "long: ": "ladders.long: the last rung needs a repeat: "
            "an escalation never stops by itself"
        },
    ),
    "ladder that falls": (
        "at: -24h",
        "at: +24h",
        {"short: ": "ladders.short: the rungs need to stand in the order of their “at”"},
    ),
    "unknown ladder": (
        "within: 5d, ladder: short",
        "within: 5d, ladder: shrot",
        {
            "ladder: shrot": "gates.factors.deadline.ladder: there is no ladder “shrot” "
            "(did you mean “short”?)"
        },
    ),
    "unknown ladder of actions": (
        "actions: {ladder: short",
        "actions: {ladder: zzz",
        {"ladder: zzz": "actions.ladder: there is no ladder “zzz”; there are: short, long"},
    ),
    "unknown gate": (
        "  facts:",
        "  fatcs:",
        {
            "fatcs: ": "gates.fatcs: there is no gate “fatcs” (did you mean “facts”?)",
        },
    ),
    "missing gate": (
        "  facts: {deadline: {within: 24h, after: stabilized, ladder: short}, checks: []}\n",
        "",
        {"gates:": "gates: the gate “facts” is missing; without checks it has checks: []"},
    ),
    "no list": (
        "approve: [sre-lead], reason_min",
        "approve: sre-lead, reason_min",
        {"approve: sre-lead,": "waivers.approve: a list is wanted: [sre-lead] (got 'sre-lead')"},
    ),
    "no whole number": (
        "reschedules: 2",
        "reschedules: two",
        {"reschedules: ": "actions.reschedules: a whole number is wanted: 3 (got 'two')"},
    ),
    "one name for two checks": (
        "{id: count, uses",
        "{id: owner, uses",
        {
            "id: owner, uses: actions": "gates.actions_ticketed.checks[owner].id: "
            "a check is already called “owner”: a waiver needs one name for one check",
        },
    ),
    "unknown check that is never waived": (
        "never: [owner]",
        "never: [onwer]",
        {"onwer]": "waivers.never[0]: there is no check called “onwer” (did you mean “owner”?)"},
    ),
}


def place_in(text: str, words: str) -> str:
    """Say where `words` stand."""
    before = text[: text.index(words)]
    return f"p.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


@pytest.mark.parametrize(("old", "new", "answer"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_where_it_stands(old: str, new: str, answer: dict[str, str]) -> None:
    text = put(old, new)
    error = refusal(text)

    assert error.hint == HINT
    assert str(error).splitlines() == [
        f"{place_in(text, words)}: {complaint}" for words, complaint in answer.items()
    ]


def test_mistakes_of_several_checks_are_named_together() -> None:
    text = put("uses: factors.count", "uses: factors.cuont").replace("actions.owned", "actions.ow")

    lines = str(refusal(text)).splitlines()

    assert [line.split(": ")[1] for line in lines] == [
        "gates.factors.checks[count].uses",
        "gates.actions_ticketed.checks[owner].uses",
    ]


def test_a_mistake_in_an_expression_is_pointed_at() -> None:
    text = put(
        "{id: owner, uses: actions.owned}",
        "{id: owner, for_each: actions, require: \"it.ownr != ''\", message: x, fix: y}",
    )

    (mistake,) = refusal(text).mistakes

    assert mistake.place == place_in(text, "ownr")
    shown, caret = mistake.excerpt.split("\n")
    assert shown[caret.index("^") :].startswith("ownr")


def test_a_mistake_in_the_yaml_is_refused_where_it_stands() -> None:
    with pytest.raises(InvalidError, match=r"p\.yaml:"):
        load_policy(put("policy: small", "policy: [small"), "p.yaml")


def test_every_missing_key_is_named() -> None:
    lines = str(refusal("policy: mine\n")).splitlines()

    assert [line.split(": ")[1] for line in lines] == [
        "version",
        "ladders",
        "actions",
        "stalled",
        "waivers",
        "withdrawal",
        "gates",
    ]
