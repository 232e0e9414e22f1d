"""A sentence that can be measured becomes a criterion; any other is not guessed at (R41)."""

from decimal import Decimal

import pytest

from policies.language.measurable import criterion_from
from states.record.actions import Comparator, Criterion, Drill, Metric, NoRecurrence, Test

PASS_RATE = "CI pass rate on payment webhook tests"


def metric(name: str, held: str, unit: str, days: int, source: str = "") -> Metric:
    comparator, threshold = held.split()
    return Metric(name, Comparator(comparator), Decimal(threshold), unit, days, source)


@pytest.mark.parametrize(
    ("sentence", "criterion"),
    [
        (
            "CI pass rate on payment webhook tests > 95 % for 30 days",
            metric(PASS_RATE, "> 95", "%", 30, "CI"),
        ),
        (
            "p95 latency stays below 200 ms for 2 weeks from Prometheus.",
            metric("p95 latency", "< 200", "ms", 14, "Prometheus"),
        ),
        (
            "queue depth is at most 100 over 14 days",
            metric("queue depth", "<= 100", "", 14),
        ),
        (
            "error rate <= 0.1% for 1 month, from https://metrics.example.org",
            metric("error rate", "<= 0.1", "%", 30, "https://metrics.example.org"),
        ),
        (
            "coldest node ≥ -5 °C during 10 days",
            metric("coldest node", ">= -5", "°C", 10),
        ),
        (
            "open incidents == 0 tickets within 7 days",
            metric("open incidents", "== 0", "tickets", 7),
        ),
        ("no recurrence for 30 days", NoRecurrence(30)),
        ("No recurrence of this failure within 2 weeks", NoRecurrence(14)),
        ("The failure does not come back for 30 days", NoRecurrence(30)),
        ("test: tests/webhooks", Test("tests/webhooks")),
        ("Drill:  restore the replica  from backup", Drill("restore the replica from backup")),
    ],
)
def test_a_measurable_sentence_is_read(sentence: str, criterion: Criterion) -> None:
    assert criterion_from(sentence) == criterion


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Better tests",
        "CI pass rate > 95 %",
        "CI pass rate above most for 30 days",
        "no recurrence",
        "no recurrence for 0 days",
        "no recurrence for 9999 days",
        "latency < 200 ms for 0 days",
        "latency < 200 ms for 600 days",
        "test:",
        "drill",
        "> 95 % for 30 days",
    ],
)
def test_what_nobody_could_measure_is_no_criterion(sentence: str) -> None:
    assert criterion_from(sentence) is None
