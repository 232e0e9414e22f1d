"""An incident says what happened, to what and when, before anything else is asked."""

from datetime import timedelta

import pytest

from policies.checks.context import CiLinked, Complete, TimesOrdered
from states.record.context import Context
from states.rules import Finding
from tests.builders import NOON, STARTED
from tests.policies.asking import COMPLETE, context_with, found, record_with

EARLIER = STARTED - timedelta(minutes=1)
ORDER = "the order is started, detected, acknowledged and stabilized"


@pytest.mark.parametrize("check", [Complete(), TimesOrdered(), CiLinked()])
def test_a_complete_context_passes(check: Complete | TimesOrdered | CiLinked) -> None:
    assert found(check, COMPLETE) == ()


def test_an_empty_context_lacks_every_field_at_once() -> None:
    assert found(Complete(), record_with(context=Context())) == (
        Finding("the incident has no title", fix='retro set INC-42 --title "TITLE"'),
        Finding("the incident has no severity", fix="retro set INC-42 --severity SEV2"),
        Finding("no affected service is named", fix="retro set INC-42 --service SERVICE"),
        Finding(
            "nothing says what users noticed",
            fix='retro set INC-42 --effect "WHAT USERS NOTICED"',
        ),
        Finding("nothing says when it started", fix="retro set INC-42 --started YYYY-MM-DDTHH:MMZ"),
        Finding(
            "nothing says when it was detected",
            fix="retro set INC-42 --detected YYYY-MM-DDTHH:MMZ",
        ),
        Finding(
            "nothing says when it was acknowledged",
            fix="retro set INC-42 --acknowledged YYYY-MM-DDTHH:MMZ",
        ),
        Finding(
            "nothing says when it was stabilized",
            fix="retro set INC-42 --stabilized YYYY-MM-DDTHH:MMZ",
        ),
    )


def test_a_policy_chooses_the_fields_it_asks_for() -> None:
    assert found(Complete(fields=("title",)), context_with(effect="")) == ()


def test_constraints_are_asked_for_where_a_policy_says_so() -> None:
    asked = Complete(fields=("participants", "privacy", "audience"))

    assert found(asked, COMPLETE) == (
        Finding("nobody is said to have taken part", fix="retro set INC-42 --participant PERSON"),
        Finding(
            "nothing says what has to stay private",
            fix='retro set INC-42 --privacy "WHO AND WHAT"',
        ),
        Finding(
            "nothing says whom it is written for",
            fix='retro set INC-42 --audience "WHO AND WHAT"',
        ),
    )


def test_a_time_before_the_one_it_follows_is_named() -> None:
    assert found(TimesOrdered(), context_with(detected=EARLIER)) == (
        Finding(
            "detected (2026-03-01 08:59 UTC) lies before started (2026-03-01 09:00 UTC); " + ORDER,
            fix="retro set INC-42 --detected YYYY-MM-DDTHH:MMZ",
        ),
    )


def test_a_missing_time_hides_no_disorder() -> None:
    broken = context_with(detected=None, acknowledged=EARLIER)

    assert [one.message for one in found(TimesOrdered(), broken)] == [
        "acknowledged (2026-03-01 08:59 UTC) lies before started (2026-03-01 09:00 UTC); " + ORDER
    ]


def test_times_may_be_equal() -> None:
    assert found(TimesOrdered(), context_with(detected=STARTED)) == ()


def test_a_time_ahead_is_named() -> None:
    assert found(TimesOrdered(), context_with(stabilized=NOON + timedelta(minutes=1))) == (
        Finding(
            "stabilized (2026-03-10 12:01 UTC) lies in the future: it is 2026-03-10 12:00 UTC",
            fix="retro set INC-42 --stabilized YYYY-MM-DDTHH:MMZ",
        ),
    )


def test_an_incident_from_a_pipeline_links_its_run() -> None:
    assert found(CiLinked(), context_with(labels=("ci",))) == (
        Finding(
            "the incident is labelled ci and links no pipeline run",
            fix="retro set INC-42 --ci-run URL",
        ),
    )


def test_a_linked_run_is_enough() -> None:
    linked = context_with(labels=("ci",), ci_run="https://ci.example.org/runs/7")

    assert found(CiLinked(), linked) == ()


def test_a_policy_chooses_the_label_of_pipelines() -> None:
    assert found(CiLinked(label="deploy"), context_with(labels=("ci",))) == ()
