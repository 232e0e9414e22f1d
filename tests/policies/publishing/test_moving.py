"""A move says beforehand what it changes for one incident, and what stays."""

from datetime import timedelta

import pytest

from policies.publishing.moving import preview, target_for
from policies.shelf import policy_of
from states.lifecycle import Phase
from states.record.context import Severity
from states.record.retrospective import Retrospective
from tests.builders import NOON, PEOPLE, case_of, changed, complete_record
from tests.policies.publishing.texts import policy, text_of

BASE = policy()
RECORD = complete_record(Phase.FACTORS)


def at(severity: Severity | None) -> Retrospective:
    """Say how bad the incident was."""
    return changed(RECORD, context=changed(RECORD.context, severity=severity))


def test_what_is_stricter_asks_no_less() -> None:
    target = target_for(RECORD, BASE, policy("2.0.0", days=60))

    assert (target.title, target.eases, target.is_for_it) == ("default@2.0.0", (), True)


def test_what_is_easier_is_named() -> None:
    target = target_for(RECORD, BASE, policy("2.0.0", days=120))

    assert target.eases == ("due-within: other_days: 120, before: 90",)


@pytest.mark.parametrize(
    ("severity", "eases"),
    [(Severity.SEV4, True), (Severity.SEV3, True), (Severity.SEV1, False), (None, True)],
)
def test_what_is_easier_counts_where_one_person_could_get_to(
    severity: Severity | None, eases: object
) -> None:
    """A higher severity is a matter of one person: from SEV4 one gets to SEV3, never back."""
    only_sev3 = text_of("2.0.0").replace("default: 90,", "default: 90, by_severity: {SEV3: 120},")

    target = target_for(at(severity), BASE, policy_of(only_sev3))

    assert bool(target.eases) is eases


def test_owners_are_those_of_the_policy_it_has() -> None:
    target = target_for(RECORD, policy(owners="ana"), policy("2.0.0", owners="ben"))

    assert target.owners == ("ana",)


@pytest.mark.parametrize(
    ("owners", "eases"),
    [
        ("ana", ("owners: ana, before: ana, ben",)),
        ("", ("owners: none, before: ana, ben",)),
        ("ben, ana", ()),
    ],
)
def test_other_owners_are_asking_less(owners: str, eases: tuple[str, ...]) -> None:
    stricter = policy("2.0.0", "strict", days=60, owners=owners)

    assert target_for(RECORD, policy(owners="ana, ben"), stricter).eases == eases


def test_other_incidents_are_told_apart_and_are_not_asking_less() -> None:
    target = target_for(RECORD, BASE, policy("1.0.0", "mail", when="services: [mail]"))

    assert (target.is_for_it, target.eases) == (False, ())


def test_a_preview_names_what_the_next_gate_asks_anew() -> None:
    case = case_of(RECORD, NOON, PEOPLE)

    count = "factors.count, with: {min: 3,"
    easy, strict = BASE, policy_of(text_of("2.0.0").replace(count, count.replace("3", "5")))
    found = preview(case, easy, strict)
    back = preview(case, strict, easy)

    assert found.gate is Phase.ACTIONS_TICKETED
    assert [one.check for one in found.newly_asks] == ["factor-count"]
    assert [one.check for one in back.asks_no_more] == ["factor-count"]
    assert (found.eases, bool(back.eases)) == ((), True)


def test_a_preview_names_other_terms_and_the_deadlines_that_stay() -> None:
    longer = policy_of(text_of("2.0.0").replace("max_for: 14d", "max_for: 30d"))
    case = case_of(RECORD, NOON + timedelta(hours=1), PEOPLE)

    found = preview(case, BASE, longer)

    assert [(one.what, one.before, one.after) for one in found.terms] == [
        ("waivers.max_for", "14d", "30d")
    ]
    assert found.stays == tuple(RECORD.deadlines.values())
